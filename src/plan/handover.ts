import { crmIdCore } from '../model/crm-id.ts';
import type { CurrencyTotal, Handover, HandoverSource, HeldForecast, HeldOpportunity } from '../model/handover.ts';
import type { ForecastObservation, OpportunityObservation } from '../model/observation.ts';

/** The names of a person in files that identify owners by CRM id, e-mail or name. */
export interface OwnerNames {
  readonly crmIds: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
  /** True if nobody else has one of the names: only then does a name identify the owner of a row. */
  readonly nameIsTheirsAlone: boolean;
}

interface Read<Row> {
  readonly rows: readonly Row[];
  readonly from: HandoverSource | null;
  readonly dropped: number;
}

/**
 * Collects the open work of one person. A row whose owner is identified only by a name that others share is counted and
 * not assigned.
 */
export function handover(
  owner: OwnerNames,
  opportunities: Read<OpportunityObservation>,
  forecasts: Read<ForecastObservation>,
): Handover {
  // Rows with one key are one opportunity: a report grouped by product lists it several times.
  const byKey = new Map<string, HeldOpportunity>();
  let ambiguousOwnerRows = 0;
  for (const row of opportunities.rows) {
    const owned = ownedBy(owner, row);
    if (owned === 'yes') byKey.set(row.key, opportunity(row));
    if (owned === 'unclear') ambiguousOwnerRows += 1;
  }
  const held = [...byKey.values()];
  return {
    opportunities: held,
    totals: totalsOf(held),
    opportunitiesFrom: opportunities.from,
    ambiguousOwnerRows,
    forecasts: newestValues(forecasts.rows),
    forecastsFrom: forecasts.from,
    dropped: opportunities.dropped + forecasts.dropped,
  };
}

/** Whether only a name connects this row with the person, and no id or address. */
export function restsOnName(owner: Omit<OwnerNames, 'nameIsTheirsAlone'>, row: OpportunityObservation): boolean {
  return ownedBy({ ...owner, nameIsTheirsAlone: false }, row) === 'unclear';
}

function ownedBy(owner: OwnerNames, row: OpportunityObservation): 'yes' | 'no' | 'unclear' {
  // An id or an address decides: a name beside it may be shared or outdated.
  if (row.ownerId !== null && owner.crmIds.length > 0) {
    const id = crmIdCore(row.ownerId);
    return owner.crmIds.some((one) => crmIdCore(one) === id) ? 'yes' : 'no';
  }
  if (row.ownerEmail !== null) return owner.emails.includes(row.ownerEmail) ? 'yes' : 'no';
  if (row.ownerName === null || !owner.names.some((name) => sameName(name, row.ownerName ?? ''))) return 'no';
  return owner.nameIsTheirsAlone ? 'yes' : 'unclear';
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function opportunity(row: OpportunityObservation): HeldOpportunity {
  return {
    opportunityId: row.opportunityId,
    name: row.name,
    accountName: row.accountName,
    stage: row.stage,
    amountRaw: row.amountRaw,
    amount: row.amount,
    currency: row.currency,
    closeDate: row.closeDate?.at ?? null,
    certainlyOpen: row.closed === false,
  };
}

function totalsOf(held: readonly HeldOpportunity[]): readonly CurrencyTotal[] {
  const totals = new Map<string | null, { cents: number; opportunities: number; withoutAmount: number }>();
  for (const { currency, amount } of held) {
    const total = totals.get(currency) ?? { cents: 0, opportunities: 0, withoutAmount: 0 };
    total.opportunities += 1;
    if (amount === null) total.withoutAmount += 1;
    else total.cents += Math.round(amount * 100);
    totals.set(currency, total);
  }
  return [...totals]
    .map(([currency, { cents, ...counts }]) => ({ currency, amount: cents / 100, ...counts }))
    .sort((a, b) => ((a.currency ?? '~') < (b.currency ?? '~') ? -1 : 1));
}

/** One line per forecast, period and kind of value; of weekly values, the last one in the file. */
function newestValues(rows: readonly ForecastObservation[]): readonly HeldForecast[] {
  const values = new Map<string, HeldForecast>();
  for (const { field, period, dataType, valueRaw, currency } of rows)
    values.set(JSON.stringify([field, period, dataType]), { field, period, dataType, valueRaw, currency });
  return [...values.values()];
}
