import * as z from 'zod';
import type { MatchingSums } from '../src/app/lookups/matching-sums.ts';
import { type OrphanSummary, orphanSummary } from '../src/app/lookups/orphan-summary.ts';
import { checkedApp } from '../src/model/apps-in-use.ts';
import { FINDINGS, type Finding, REASONS, type Reason } from '../src/model/finding.ts';
import { bare } from '../src/model/foreign.ts';
import type { JudgedAccount } from '../src/model/judged-account.ts';
import { DEADLINE_STATES } from '../src/model/plan.ts';
import { addMs, DAY_MS } from '../src/model/time.ts';
import type { JudgedFilter } from '../src/store/store.ts';
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
    findings: z.array(z.enum(FINDINGS)).max(FINDINGS.length).optional().describe('default: all that need somebody'),
    min_days_since_revocation: z.int().min(0).max(36_500).optional(),
    directory: z.string().max(100).optional().describe('only accounts linked to an identity there'),
    include_exempt: z.boolean().default(false),
    query: z.string().max(200).optional().describe('part of an e-mail, name or account id'),
    team: z.string().max(200).optional(),
    role: z.string().max(200).optional(),
    reason: z.enum(REASONS).optional(),
    used_after: z.enum(['yes', 'no', 'unknown']).optional().describe('used after revocation'),
    due: z.enum(DEADLINE_STATES).optional().describe('deadline of closing'),
    sort: z.enum(['pressing', 'days', 'last_login']).default('pressing'),
    app: z.string().max(40).optional(),
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
    const { directory, query, team, role } = args;
    const app = args.app === undefined ? undefined : checkedApp(deps.settings, args.app);
    const narrow = { app, directory, query, team, role };
    const filter: JudgedFilter = {
      ...narrow,
      ...shownFilter(args),
      usedAfter: args.used_after,
      due: args.due === undefined ? undefined : { state: args.due, slaMs: deps.settings.slaMs, now },
      revokedBefore:
        args.min_days_since_revocation === undefined ? undefined : addMs(now, -args.min_days_since_revocation * DAY_MS),
    };
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

/** A reason names its accounts by itself, those that are only counted otherwise too. */
function shownFilter({
  findings,
  reason,
  include_exempt: includeExempt,
}: {
  readonly findings?: readonly Finding[] | undefined;
  readonly reason?: Reason | undefined;
  readonly include_exempt: boolean;
}): JudgedFilter {
  const reasons = reason === undefined ? {} : { reasons: [reason] };
  if (findings !== undefined && findings.length > 0)
    return { ...reasons, findings: includeExempt ? [...new Set([...findings, 'exempt' as const])] : findings };
  if (reason !== undefined) return reasons;
  return { shownOr: includeExempt ? (['exempt'] as const) : [] };
}

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
