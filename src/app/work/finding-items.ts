import { judgedPage } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { REASONS, type Reason } from '../../model/finding.ts';
import { shownIdentity } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { importUsersCommand, linkCommand, planCommand } from '../../reconcile/coverage/commands.ts';
import type { JudgedFilter, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { deadlineOf } from './deadline-of.ts';
import type { WorkItem, WorkState } from './item.ts';

/** Reasons that ask who owns the account; every other reason needs an action. */
const DISPUTES: readonly Reason[] = ['candidates_not_certain', 'conflicting_identifiers', 'address_moved_on'];
const OTHERS: readonly Reason[] = REASONS.filter((reason) => !DISPUTES.includes(reason));

export type FindingState = Extract<WorkState, 'disputed' | 'unplanned'>;

/** Filters accounts that need somebody and about which nobody has planned or recorded anything. */
function needsSomebody(state: FindingState | null, app: App | null): JudgedFilter {
  return {
    shownOr: [],
    ...(app === null ? {} : { app }),
    ...(state === null ? {} : { reasons: state === 'disputed' ? DISPUTES : OTHERS }),
  };
}

export function stateOf({ verdict }: Pick<JudgedAccount, 'verdict'>): FindingState {
  return DISPUTES.includes(verdict.reason) ? 'disputed' : 'unplanned';
}

/** Number of accounts in each state, those included that another item covers. */
export async function countFindings(reader: StoreReader, app: App | null): Promise<Record<FindingState, number>> {
  const counts = { disputed: 0, unplanned: 0 };
  for (const { reason, count } of await reader.judgedCounts(needsSomebody(null, app)))
    counts[DISPUTES.some((one) => one === reason) ? 'disputed' : 'unplanned'] += count;
  return counts;
}

/**
 * One page of accounts that need somebody: at most `limit`, after this key. There may be as many as the company has
 * people.
 */
export async function findingItems(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  asked: {
    readonly state: FindingState | null;
    readonly app: App | null;
    readonly after: readonly string[] | null;
    readonly limit: number;
  },
  hasOther: ReadonlySet<string>,
): Promise<{ readonly items: readonly WorkItem[]; readonly nextKey: readonly string[] | null }> {
  const items: WorkItem[] = [];
  let after = asked.after;
  for (;;) {
    const page = await judgedPage(
      reader,
      deps.settings,
      needsSomebody(asked.state, asked.app),
      'severity',
      after,
      asked.limit - items.length,
    );
    for (const judged of page.rows) if (!hasOther.has(judged.account.accountId)) items.push(findingItem(judged, deps));
    after = page.nextKey;
    if (after === null || items.length >= asked.limit) return { items, nextKey: after };
  }
}

export function findingItem(judged: JudgedAccount, deps: Pick<Deps, 'settings' | 'clock'>): WorkItem {
  const { account, correlation, verdict } = judged;
  const state = stateOf(judged);
  const candidates = correlation.candidates.map(({ identity }) => shownIdentity(identity)).join(', ');
  return {
    id: account.accountId,
    kind: state === 'disputed' ? 'link' : 'finding',
    state,
    accountId: account.accountId,
    app: account.app,
    email: account.latest.email,
    title:
      state === 'disputed'
        ? `Whose is it? ${verdict.reason}${candidates === '' ? '' : `: ${candidates}`}`
        : `${verdict.finding}, ${verdict.reason}`,
    waitsFor: state === 'disputed' ? 'A person who knows whose account it is.' : verdict.nextStep,
    deadline: deadlineOf(judged, deps),
    nextCommand: nextCommand(judged),
  };
}

function nextCommand({ account: { accountId, app }, verdict }: JudgedAccount): string | null {
  switch (verdict.nextAction) {
    case 'decide_link':
      return linkCommand(accountId);
    case 'export_users_again':
      return importUsersCommand(app);
    case 'deactivate_in_clari':
    case 'deactivate_in_app':
    case 'confirm_with_hr':
    case 'restore_or_deactivate':
    case 'find_owner_or_deactivate':
    case 'merge_or_deactivate_duplicate':
    case 'investigate_reactivation':
      return planCommand(accountId);
    default:
      return null;
  }
}
