import { evaluate, judgedAccount } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { checkedApp, DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import type { Settings } from '../../model/settings.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { coverageWarnings, currentCoverage } from '../lookups/current-coverage.ts';
import { readCursor, writeCursor } from '../lookups/cursor.ts';
import { findAccount } from '../lookups/find-account.ts';
import { claimItems } from './claim-items.ts';
import { exemptionItems } from './exemption-items.ts';
import { countFindings, type FindingState, findingItem, findingItems, stateOf } from './finding-items.ts';
import { heldItems } from './held-items.ts';
import { accountsOfItem, isOpen, WORK_STATES, type WorkItem, type WorkState } from './item.ts';
import { planItems } from './plan-items.ts';
import { reviewItems } from './review-items.ts';

export interface WorkQuestion {
  readonly state: WorkState | null;
  readonly account: string | null;
  /** Only of this application, in which the account is looked for too; null: of all, and a Clari account. */
  readonly app: App | null;
  /** Id of an item; that of a plan brings all its steps. */
  readonly id: string | null;
  readonly limit: number;
  readonly cursor: string | null;
}

export interface WorkPage {
  readonly items: readonly WorkItem[];
  readonly total: number;
  /** Counts of everything that the question finds, on any page. */
  readonly byState: Readonly<Partial<Record<WorkState, number>>>;
  readonly nextCursor: string | null;
  readonly coverage: readonly SourceCoverage[];
  readonly warnings: readonly string[];
}

/**
 * Lists what waits for whom, most pressing first, and then accounts that need somebody and that nobody has planned or
 * recorded anything about. Without a filter, finished items are left out.
 */
export async function listWork(deps: Deps, question: WorkQuestion): Promise<WorkPage> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const all = await knownItems(reader, deps);
    const hasOther = await spokenFor(reader, all);
    const alone = await oneAccount(reader, deps, question, hasOther);
    const items = [...all.filter(await fits(reader, deps.settings, question)), ...alone].toSorted(byUrgency);
    const state = isAboutOne(question) ? NOBODY : findingStateOf(question);
    const version = await versionOf(reader);
    const { state: wanted, account, app, id } = question;
    const asked = { state: wanted, account, app, id };
    const after = question.cursor === null ? null : readCursor(question.cursor, version, asked);
    const start = after === null ? 0 : after[0] === FINDINGS ? items.length : placeOf(items, after[0]);
    const page = items.slice(start, start + question.limit);
    const findings =
      state === NOBODY || page.length === question.limit
        ? NO_FINDINGS
        : await findingItems(
            reader,
            deps,
            {
              state,
              app: question.app,
              after: after !== null && after[0] === FINDINGS ? after.slice(1) : null,
              limit: question.limit - page.length,
            },
            hasOther,
          );
    const counts = state === NOBODY ? {} : await countsOf(reader, deps.settings, state, question.app, hasOther);
    const last = page.at(-1);
    const next = nextKey({
      more: last !== undefined && start + page.length < items.length ? [keyOf(last)] : null,
      isFull: page.length === question.limit,
      findings: findings.nextKey,
      hasFindings: Object.values(counts).some((count) => count > 0),
    });
    const coverage = await currentCoverage(deps, reader);
    return {
      items: [...page, ...findings.items],
      total: items.length + sum(Object.values(counts)),
      byState: { ...countStates(items), ...counts },
      nextCursor: next === null ? null : writeCursor(version, asked, next),
      coverage,
      warnings: coverageWarnings(coverage),
    };
  });
}

/** Marks a page key that belongs to the findings. */
const FINDINGS = 'findings';
const NOBODY = 'nobody';
const NO_FINDINGS = { items: [], nextKey: null } as const;

function nextKey(at: {
  readonly more: readonly string[] | null;
  readonly isFull: boolean;
  readonly findings: readonly string[] | null;
  readonly hasFindings: boolean;
}): readonly string[] | null {
  if (at.more !== null) return at.more;
  if (at.findings !== null) return [FINDINGS, ...at.findings];
  return at.isFull && at.hasFindings ? [FINDINGS] : null;
}

function placeOf(items: readonly WorkItem[], key: string | undefined): number {
  return items.findIndex((one) => keyOf(one) === key) + 1;
}

/** Which findings a question asks for; null: all of them. */
function findingStateOf({ state }: WorkQuestion): FindingState | null | typeof NOBODY {
  if (state === null || state === 'disputed' || state === 'unplanned') return state;
  return NOBODY;
}

function isAboutOne({ account, id }: WorkQuestion): boolean {
  return account !== null || id !== null;
}

/** Everything that somebody planned, recorded or decided, and held snapshots. */
async function knownItems(reader: StoreReader, deps: Deps): Promise<readonly WorkItem[]> {
  return [
    ...(await claimItems(reader, deps)),
    ...(await planItems(reader, deps)),
    ...(await exemptionItems(reader, deps)),
    ...(await reviewItems(reader, deps)),
    ...(await heldItems(reader, deps.clock())),
  ];
}

async function fits(
  reader: StoreReader,
  settings: Settings,
  { state, account, app, id }: WorkQuestion,
): Promise<(item: WorkItem) => boolean> {
  const accountId =
    account === null ? null : (await findAccount(reader, settings, account, app ?? DEFAULT_APP)).account.accountId;
  if (app !== null) checkedApp(settings, app);
  const everything = state !== null || account !== null || id !== null;
  return (one) =>
    (everything || isOpen(one)) &&
    (state === null || one.state === state) &&
    (app === null || one.app === null || one.app === app) &&
    (accountId === null || accountsOfItem(one).includes(accountId)) &&
    (id === null || one.id === id || one.id.startsWith(`${id}/`));
}

/** Accounts that an open item already covers: a plan that closes them, a record, an ended exemption. */
async function spokenFor(reader: StoreReader, items: readonly WorkItem[]): Promise<ReadonlySet<string>> {
  const offboarding = new Set(
    (await reader.plans()).flatMap((plan) => (plan.kind === 'offboarding' ? [plan.planId] : [])),
  );
  return new Set(
    items.flatMap((one) =>
      isOpen(one) &&
      one.state !== 'not_attested' &&
      (one.kind === 'claim' || one.kind === 'exemption' || (one.kind === 'plan' && offboarding.has(one.id)))
        ? accountsOfItem(one)
        : [],
    ),
  );
}

async function oneAccount(
  reader: StoreReader,
  deps: Deps,
  question: WorkQuestion,
  hasOther: ReadonlySet<string>,
): Promise<readonly WorkItem[]> {
  if (!isAboutOne(question)) return [];
  const { account, app, id, state } = question;
  const found =
    account === null ? null : (await findAccount(reader, deps.settings, account, app ?? DEFAULT_APP)).account.accountId;
  if (found !== null && id !== null && found !== id) return [];
  const judged = await judgedAccount(reader, deps.settings, found ?? id ?? '');
  if (judged === null || (app !== null && judged.account.app !== app)) return [];
  if (!judged.shown || hasOther.has(judged.account.accountId)) return [];
  const item = findingItem(judged, deps);
  return state === null || item.state === state ? [item] : [];
}

async function countsOf(
  reader: StoreReader,
  settings: Settings,
  state: FindingState | null,
  app: App | null,
  hasOther: ReadonlySet<string>,
): Promise<WorkPage['byState']> {
  const counts = await countFindings(reader, app);
  for (const accountId of hasOther) {
    const judged = await judgedAccount(reader, settings, accountId);
    if (judged?.shown === true && (app === null || judged.account.app === app)) counts[stateOf(judged)] -= 1;
  }
  const { disputed, unplanned } = counts;
  return {
    ...(disputed > 0 && state !== 'unplanned' ? { disputed } : {}),
    ...(unplanned > 0 && state !== 'disputed' ? { unplanned } : {}),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** The steps of a plan stay in their order, at the place of the plan. */
function byUrgency(a: WorkItem, b: WorkItem): number {
  return (
    WORK_STATES.indexOf(a.state) - WORK_STATES.indexOf(b.state) ||
    compare(a.deadline?.dueAt ?? '9', b.deadline?.dueAt ?? '9') ||
    compare(planOf(a), planOf(b))
  );
}

function planOf({ id }: WorkItem): string {
  return id.split('/')[0] ?? id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf({ kind, id }: WorkItem): string {
  return `${kind} ${id}`;
}

/** The version of the list: every change of it raises the ledger or the content version of judgements. */
async function versionOf(reader: StoreReader): Promise<number> {
  const contentVersion = (await reader.evaluation())?.contentVersion ?? 0;
  return ((await reader.lastLedgerEntry())?.sequence ?? 0) + contentVersion;
}

function countStates(items: readonly WorkItem[]): WorkPage['byState'] {
  const counts: Partial<Record<WorkState, number>> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
