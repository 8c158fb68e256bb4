import * as z from 'zod';
import type { HeldRead, SourceCoverage } from '../src/model/coverage.ts';
import { COMPLETENESS, FILTERS } from '../src/model/snapshot.ts';
import { count, defineTool, READING, responseFormat } from '../src/tool.ts';
import { withoutNulls } from './parts/account-part.ts';

const source = z.object({
  source: z.string(),
  state: z.enum(['fresh', 'stale', 'missing']),
  as_of: z.string().optional(),
  as_of_basis: z.enum(['stated', 'file_time']).optional().describe('file_time settles no claim'),
  by_assistant: z.boolean().optional().describe('settles no claim'),
  age_days: count.optional(),
  completeness: z.enum(COMPLETENESS).optional().describe('unknown: absence proves nothing'),
  filter: z.enum(FILTERS).optional(),
  rows: count.optional(),
  rows_refused: count.optional(),
  snapshots: count,
  snapshot_id: z.string().optional(),
  sha256: z.string().optional(),
  header_fingerprint: z.string().optional(),
  held: z.array(z.string()),
  held_reads: z
    .array(
      z.object({
        snapshot_id: z.string(),
        as_of: z.string(),
        file_name: z.string(),
        why: z.array(z.string()).describe('likeliest first'),
        overtaken: z.boolean().describe('a newer read counts'),
        accept_with: z.string(),
      }),
    )
    .optional()
    .describe('count for nothing until accepted'),
  proves: z.array(z.string()),
  cannot_prove: z.array(z.object({ gap: z.string(), close_with: z.string() })),
});

export const getCoverage = defineTool({
  name: 'get_coverage',
  title: 'Show what can be proven now',
  description:
    'What each imported source proves and cannot prove at this moment (age, completeness, filter, held reads), and the command that would close each gap; in detail also why accounts have no verdict. Call it first: every other answer rests on it.',
  inputSchema: z.strictObject({ response_format: responseFormat }),
  outputSchema: z.object({
    sources: z.array(source),
    open_questions: z
      .array(z.object({ finding: z.string(), reason: z.string(), accounts: count, next_step: z.string() }))
      .optional()
      .describe('with detailed'),
    never_imported: z.array(z.string()).describe('kinds of files'),
    never_signed_in: count.nullable().describe('people; null: not known'),
    open_seats: z
      .object({ seats: count, cost_per_month: z.number(), currency: z.string() })
      .nullable()
      .describe('null: no seat price is set'),
    warnings: z.array(z.string()),
  }),
  annotations: READING,
  async handler(args, { deps }) {
    const detailed = args.response_format === 'detailed';
    const [{ coverageReport }, { coverageText, neverSignedInLines }] = await Promise.all([
      import('../src/app/lookups/coverage-report.ts'),
      import('../src/answers/coverage-answer.ts'),
    ]);
    const report = await coverageReport(deps, detailed);
    const { sources, warnings, neverSignedIn, questions, glance } = report;
    const { seats } = glance;
    return {
      structured: {
        sources: sources.map((one) => structuredSource(one, detailed)),
        ...(detailed
          ? {
              open_questions: questions.map(({ finding, reason, accounts, nextStep }) => ({
                finding,
                reason,
                accounts,
                next_step: nextStep,
              })),
            }
          : {}),
        never_imported: [...glance.neverImported],
        never_signed_in: glance.neverSignedIn,
        open_seats:
          seats === null
            ? null
            : { seats: seats.open, cost_per_month: seats.perMonth.amount, currency: seats.perMonth.currency },
        warnings: [...warnings, ...neverSignedInLines(neverSignedIn)],
      },
      text: coverageText(report, detailed),
    };
  },
});

function structuredSource(one: SourceCoverage, detailed: boolean): z.input<typeof source> {
  return {
    source: one.source,
    state: one.state,
    ...withoutNulls({
      as_of: one.asOf,
      as_of_basis: one.asOfBasis,
      age_days: one.ageDays,
      completeness: one.completeness,
      filter: one.filter,
      rows: one.rows,
      rows_refused: one.rowsRefused,
    }),
    ...(one.byAssistant ? { by_assistant: true } : {}),
    ...(detailed
      ? withoutNulls({
          snapshot_id: one.snapshotId,
          sha256: one.sha256,
          header_fingerprint: one.headerFingerprint,
        })
      : {}),
    snapshots: one.snapshots,
    held: [...one.held],
    ...(one.heldReads.length === 0 ? {} : { held_reads: one.heldReads.map(heldRead) }),
    proves: [...one.proves],
    cannot_prove: one.cannotProve.map((gap) => ({ gap: gap.gap, close_with: gap.closeWith })),
  };
}

function heldRead(held: HeldRead) {
  return {
    snapshot_id: held.snapshotId,
    as_of: held.asOf,
    file_name: held.fileName,
    why: [...held.why],
    overtaken: held.isOvertaken,
    accept_with: held.acceptWith,
  };
}
