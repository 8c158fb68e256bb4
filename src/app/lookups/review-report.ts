import { evaluate, judgedPage } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { checkedApp } from '../../model/apps-in-use.ts';
import type { Finding } from '../../model/finding.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { ReviewData, ReviewRow } from '../../report/review/review-data.ts';
import type { JudgedFilter, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { accountDeadline } from './account-deadline.ts';
import { coverageWarnings, currentCoverage } from './current-coverage.ts';
import { exposureList } from './exposure.ts';
import { findingSums } from './finding-sums.ts';
import { orphanSummary } from './orphan-summary.ts';

/** Nobody reads more on one page; the rest is counted. */
const MOST_ROWS = 10_000;
const PAGE = 500;

/** The findings at one moment, with everything that a reader of a page or of paper needs. */
export async function reviewReport(
  deps: Deps,
  findings: readonly Finding[] | undefined,
  version: string,
  ofApp?: App | undefined,
): Promise<ReviewData> {
  const narrow = ofApp === undefined ? {} : { app: checkedApp(deps.settings, ofApp) };
  await evaluate(deps);
  const now = deps.clock();
  const filter: JudgedFilter = { ...narrow, ...(findings === undefined ? { shownOr: [] } : { findings }) };
  return deps.store.read(async (reader) => {
    const { rows, total } = await upTo(MOST_ROWS, reader, deps.settings, filter);
    const summary = await orphanSummary(reader, narrow, deps);
    const coverage = await currentCoverage(deps, reader);
    return {
      generatedAt: now,
      version,
      evaluated: summary.evaluated,
      byFinding: summary.byFinding,
      inconclusiveByReason: summary.inconclusiveByReason,
      sums: await findingSums(reader, deps, filter),
      // Whoever asks for certain findings asks for nobody else.
      exposure: await exposureList(reader, deps, filter, { most: 25, stated: findings === undefined ? 5 : 0 }),
      coverage,
      warnings: coverageWarnings(coverage),
      rows: rows.map((row) => reviewRow(row, { now, slaMs: deps.settings.slaMs })),
      total,
    };
  });
}

async function upTo(most: number, reader: StoreReader, settings: Settings, filter: JudgedFilter) {
  const rows: JudgedAccount[] = [];
  let after: readonly string[] | null = null;
  for (;;) {
    const page = await judgedPage(reader, settings, filter, 'severity', after, Math.min(PAGE, most - rows.length));
    rows.push(...page.rows);
    after = page.nextKey;
    if (after === null || rows.length >= most) return { rows, total: page.total };
  }
}

function reviewRow(row: JudgedAccount, context: { readonly now: string; readonly slaMs: number }): ReviewRow {
  const { account, verdict, correlation } = row;
  const due = accountDeadline(row, context);
  return {
    accountId: account.accountId,
    app: account.app,
    email: account.latest.email,
    name: account.latest.name,
    team: account.latest.team,
    role: account.latest.role,
    finding: verdict.finding,
    also: verdict.also,
    wouldBe: row.underlying === verdict.finding ? null : row.underlying,
    reason: verdict.reason,
    notes: verdict.notes,
    confidence: verdict.confidence,
    revokedAt: verdict.revokedAt,
    revokedAtBasis: verdict.revokedAtBasis,
    usedAfterRevocation: verdict.usedAfterRevocation,
    lastLoginAt: account.latest.lastLogin?.at ?? null,
    managerEmail: correlation.linked.map((one) => one.identity.latest.managerEmail).find((one) => one !== null) ?? null,
    dueAt: due.dueAt,
    deadline: due.state,
    nextAction: verdict.nextAction,
    nextStep: verdict.nextStep,
    evidence: verdict.evidence,
  };
}
