import * as z from 'zod';
import { bare, quote } from '../../src/model/foreign.ts';
import type { HandoverSource } from '../../src/model/handover.ts';
import type { OffboardingPlan } from '../../src/model/plan.ts';
import { count } from '../../src/tool.ts';

export const handoverPart = z.object({
  opportunities: z.array(
    z.object({
      opportunity_id: z.string().nullable(),
      name: z.string().nullable(),
      account_name: z.string().nullable(),
      stage: z.string().nullable(),
      amount: z.number().nullable(),
      currency: z.string().nullable(),
      close_date: z.string().nullable(),
      certainly_open: z.boolean(),
    }),
  ),
  opportunities_total: count,
  totals: z.array(
    z.object({
      currency: z.string().nullable(),
      amount: z.number(),
      opportunities: count,
      without_amount: count,
    }),
  ),
  forecasts: z.array(
    z.object({
      field: z.string(),
      period: z.string(),
      data_type: z.string(),
      value: z.string().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  forecasts_total: count,
  ambiguous_owner_rows: count.describe('not in the list'),
  truncated: z.boolean(),
  opportunities_from: z.string().nullable(),
  forecasts_from: z.string().nullable(),
  successor: z.object({ email: z.string(), account_id: z.string() }).nullable(),
});

/** At most `most` rows of each list; the totals are of all. */
export function handoverAnswer(plan: OffboardingPlan, most: number): z.input<typeof handoverPart> {
  const { handover } = plan;
  const { opportunities, forecasts } = handover;
  return {
    opportunities: opportunities.slice(0, most).map((one) => ({
      opportunity_id: one.opportunityId,
      name: one.name,
      account_name: one.accountName,
      stage: one.stage,
      amount: one.amount,
      currency: one.currency,
      close_date: one.closeDate,
      certainly_open: one.certainlyOpen,
    })),
    opportunities_total: opportunities.length,
    totals: handover.totals.map(({ withoutAmount, ...total }) => ({
      ...total,
      without_amount: withoutAmount,
    })),
    forecasts: forecasts.slice(0, most).map((one) => ({
      field: one.field,
      period: one.period,
      data_type: one.dataType,
      value: one.valueRaw,
      currency: one.currency,
    })),
    forecasts_total: forecasts.length,
    ambiguous_owner_rows: handover.ambiguousOwnerRows,
    truncated: handover.dropped > 0,
    opportunities_from: sourceOf(handover.opportunitiesFrom),
    forecasts_from: sourceOf(handover.forecastsFrom),
    successor: plan.successor === null ? null : { email: plan.successor.email, account_id: plan.successor.accountId },
  };
}

export function handoverLines(plan: OffboardingPlan, most: number): readonly string[] {
  const { handover } = plan;
  if (handover.opportunitiesFrom === null && handover.forecastsFrom === null) return [];
  const { opportunities, forecasts } = handover;
  return [
    `Handover: ${opportunities.length} open opportunities, ${forecasts.length} forecast values.`,
    ...opportunities
      .slice(0, most)
      .map(
        (one) =>
          `  ${one.opportunityId === null ? '(no id)' : bare(one.opportunityId)} ${quote(one.name ?? '')} for ${quote(one.accountName ?? '')}, ${one.stage === null ? 'no stage' : quote(one.stage)}, ${one.amount ?? 'no amount'} ${bare(one.currency ?? '')}${one.certainlyOpen ? '' : ' (may be closed)'}`,
      ),
    ...(opportunities.length > most
      ? [`  ${opportunities.length - most} more; ask for response_format detailed.`]
      : []),
    ...forecasts
      .slice(0, most)
      .map(
        (one) =>
          `  forecast ${quote(one.field)} ${quote(one.period)}, ${quote(one.dataType)}: ${one.valueRaw === null ? 'blank' : quote(one.valueRaw)}`,
      ),
    ...(forecasts.length > most ? [`  ${forecasts.length - most} more forecast values.`] : []),
  ];
}

function sourceOf(from: HandoverSource | null): string | null {
  if (from === null) return null;
  return `${JSON.stringify(from.fileName)} as of ${from.asOf}, ${from.complete ? 'complete' : 'not stated complete'}${from.stale ? ', old' : ''}`;
}
