import * as z from 'zod';
import { type OrphanSummary, orphanSummary } from '../src/app/lookups/orphan-summary.ts';
import { FINDINGS, type Finding } from '../src/model/finding.ts';
import { bare } from '../src/model/foreign.ts';
import { APPS } from '../src/model/snapshot.ts';
import { addMs, DAY_MS } from '../src/model/time.ts';
import { count, defineTool, READING, responseFormat } from '../src/tool.ts';
import { coverageLine, coverageOf } from './parts/coverage-part.ts';
import { conciseFinding, detailedFinding, findingLines, findingPart } from './parts/finding-part.ts';
import { listInput, listOutput, listPage, listTail } from './parts/list-part.ts';

const counts = (keys: readonly string[]) => z.partialRecord(z.enum(keys), count);

export const findOrphanedAccounts = defineTool({
  name: 'find_orphaned_accounts',
  title: 'Find accounts that outlived their access',
  description:
    'Clari accounts that need somebody: leavers still active, accounts nobody owns, duplicates, contradicted or reappeared deactivations, and those a person must review; most pressing first. Inconclusive and exempt ones are counted in the summary, not accused; name them in `findings` to list them.',
  inputSchema: z.strictObject({
    findings: z.array(z.enum(FINDINGS)).max(FINDINGS.length).optional().describe('default: all that need somebody'),
    min_days_since_revocation: z.int().min(0).max(36_500).optional(),
    directory: z.string().max(100).optional().describe('only accounts linked to an identity there'),
    include_exempt: z.boolean().default(false),
    query: z.string().max(200).optional().describe('part of an e-mail, name or account id'),
    app: z.enum(APPS).optional(),
    response_format: responseFormat,
    ...listInput,
  }),
  outputSchema: z.object({
    summary: z.object({
      evaluated: count,
      by_finding: counts(FINDINGS),
      inconclusive_by_reason: z.record(z.string(), count),
      seat_days_since_revocation: z.object({ days: count, accounts: count, unknown: count }),
      estimated_cost: z.object({ amount: z.number(), currency: z.string() }).nullable(),
    }),
    accounts: z.array(findingPart),
    ...listOutput,
  }),
  annotations: READING,
  async handler(args, { deps }) {
    const now = deps.clock();
    const narrow = { app: args.app, directory: args.directory, query: args.query };
    const summaries: OrphanSummary[] = [];
    const page = await listPage(
      deps,
      {
        ...narrow,
        ...shownFilter(args.findings, args.include_exempt),
        revokedBefore:
          args.min_days_since_revocation === undefined
            ? undefined
            : addMs(now, -args.min_days_since_revocation * DAY_MS),
      },
      'severity',
      args,
      async (reader) => {
        summaries.push(await orphanSummary(reader, narrow, deps));
      },
    );
    const [summary] = summaries;
    if (summary === undefined) throw new Error('the page was read without its summary');
    const detailed = args.response_format === 'detailed';
    const context = { now, slaMs: deps.settings.slaMs };
    return {
      structured: {
        summary: {
          evaluated: summary.evaluated,
          by_finding: summary.byFinding,
          inconclusive_by_reason: summary.inconclusiveByReason,
          seat_days_since_revocation: summary.seatDays,
          estimated_cost: summary.cost,
        },
        accounts: page.rows.map((row) => (detailed ? detailedFinding(row, context) : conciseFinding(row, context))),
        total: page.total,
        next_cursor: page.nextCursor,
        coverage: page.coverage.map(coverageOf),
        warnings: [...page.warnings],
      },
      text: [
        summaryLine(summary),
        `Accounts that match: ${listTail(page, page.rows.length)}`,
        ...findingLines(page.rows, context, detailed),
        coverageLine(page.coverage),
        ...page.warnings,
      ].join('\n'),
    };
  },
});

function shownFilter(findings: readonly Finding[] | undefined, includeExempt: boolean) {
  if (findings !== undefined && findings.length > 0)
    return { findings: includeExempt ? [...new Set([...findings, 'exempt' as const])] : findings };
  return { shownOr: includeExempt ? (['exempt'] as const) : [] };
}

function summaryLine(summary: OrphanSummary): string {
  const list = (record: Readonly<Record<string, number>>) =>
    Object.entries(record)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const inconclusive = list(summary.inconclusiveByReason);
  const { days, accounts, unknown } = summary.seatDays;
  return [
    `${summary.evaluated} accounts evaluated: ${list(summary.byFinding) || 'none'}.`,
    inconclusive === '' ? '' : ` Inconclusive because: ${inconclusive}.`,
    accounts + unknown === 0
      ? ''
      : ` Seat-days since revocation: ${days} over ${accounts} accounts${unknown === 0 ? '' : `, ${unknown} more with unknown revocation time`}.`,
    summary.cost === null ? '' : ` Estimated cost: ${summary.cost.amount} ${bare(summary.cost.currency)}.`,
  ].join('');
}
