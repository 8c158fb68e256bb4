import * as z from 'zod';
import { appInput, orphanFilter, orphanInput } from '../src/answers/orphan-question.ts';
import type { MatchingSums } from '../src/app/lookups/matching-sums.ts';
import { type OrphanSummary, orphanSummary } from '../src/app/lookups/orphan-summary.ts';
import { bare } from '../src/model/foreign.ts';
import type { JudgedAccount } from '../src/model/judged-account.ts';
import { count, defineTool, READING, responseFormat } from '../src/tool.ts';
import { coverageLine, coverageOf } from './parts/coverage-part.ts';
import { conciseFinding, detailedFinding, findingLines, findingPart } from './parts/finding-part.ts';
import { listInput, listOutput, listPage, listTail } from './parts/list-part.ts';
import { list, MOST_NAMED, sumsLines, sumsOf, sumsPart } from './parts/sums-part.ts';

export const findOrphanedAccounts = defineTool({
  name: 'find_orphaned_accounts',
  title: 'Find accounts that outlived their access',
  description:
    'Clari accounts that need somebody: leavers still active, accounts nobody owns, duplicates, contradicted or reappeared deactivations, open questions; most pressing first (used after revocation, then longest open). Filters combine; limit 0: sums only, by finding, reason, team, role and use after revocation. Inconclusive and exempt ones are counted, not accused; name them in `findings`.',
  inputSchema: z.strictObject({
    ...orphanInput,
    sort: z.enum(['pressing', 'days', 'last_login']).default('pressing'),
    app: appInput,
    response_format: responseFormat,
    ...listInput,
  }),
  outputSchema: z.object({
    summary: z.object({
      evaluated: count,
      by_finding: z.record(z.string(), count),
      inconclusive_by_reason: z.record(z.string(), count),
      seat_days_since_revocation: z.object({ days: count, accounts: count, unknown: count }),
      estimated_cost: z.object({ amount: z.number(), currency: z.string() }).nullable(),
      matching: sumsPart.optional().describe('with limit 0 or detailed'),
    }),
    accounts: z.array(findingPart),
    ...listOutput,
  }),
  annotations: READING,
  view: 'findings',
  async handler(args, { deps }) {
    const now = deps.clock();
    const { narrow, filter } = orphanFilter(args, deps.settings, now);
    const detailed = args.response_format === 'detailed';
    const read: { summary: OrphanSummary; sums: MatchingSums | null; partners: readonly JudgedAccount[] }[] = [];
    const page = await listPage(deps, filter, ORDERS[args.sort], args, async (reader, rows) => {
      const [{ matchingSums }, { accountsById }] = await Promise.all([
        import('../src/app/lookups/matching-sums.ts'),
        import('../src/evaluation/index.ts'),
      ]);
      const elsewhere = rows
        .filter(({ verdict }) => verdict.finding === 'duplicate_account')
        .flatMap(({ correlation }) => correlation.duplicateOf)
        .filter((id) => !rows.some(({ account }) => account.accountId === id));
      read.push({
        summary: await orphanSummary(reader, narrow, deps),
        sums: args.limit === 0 || detailed ? await matchingSums(reader, filter, deps, MOST_NAMED) : null,
        partners: detailed ? [] : await accountsById(reader, deps.settings, elsewhere),
      });
    });
    const [found] = read;
    if (found === undefined) throw new Error('the page was read without its summary');
    const { summary, sums, partners } = found;
    const context = { now, slaMs: deps.settings.slaMs };
    return {
      structured: {
        summary: {
          evaluated: summary.evaluated,
          by_finding: summary.byFinding,
          inconclusive_by_reason: summary.inconclusiveByReason,
          seat_days_since_revocation: summary.seatDays,
          estimated_cost: summary.cost,
          ...(sums === null ? {} : { matching: sumsOf(sums) }),
        },
        accounts: page.rows.map((row) => (detailed ? detailedFinding(row, context) : conciseFinding(row, context))),
        total: page.total,
        next_cursor: page.nextCursor,
        coverage: page.coverage.map(coverageOf),
        warnings: [...page.warnings],
      },
      text: [
        summaryLine(summary),
        `Accounts that match: ${listTail(page, page.rows.length, args.limit)}`,
        ...(sums === null ? [] : sumsLines(sums)),
        ...findingLines(page.rows, context, { detailed, grouped: args.sort === 'pressing', partners }),
        coverageLine(page.coverage),
        ...page.warnings,
      ].join('\n'),
    };
  },
});

const ORDERS = { pressing: 'severity', days: 'days', last_login: 'last_login' } as const;

function summaryLine(summary: OrphanSummary): string {
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
