import { evaluate, judgedByWhatCounts } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { AskedChange, RoleChangePlan } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import { draftRoleChange } from '../../plan/role-change/draft.ts';
import type { ChangeFacts } from '../../plan/role-change/facts.ts';
import { cleanText, textOrNull } from '../../sources/cells/text.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { accountsNamed } from '../lookups/find-account.ts';
import { keepPlan } from './keep-plan.ts';
import { type PlanState, planState } from './plan-state.ts';

export interface DraftedRoleChange {
  readonly plan: RoleChangePlan;
  readonly already: boolean;
  readonly state: PlanState;
}

/** Drafts a worklist of manual role and team changes, and keeps it in the ledger. */
export async function draftRoleChangePlan(deps: Deps, asked: readonly AskedChange[]): Promise<DraftedRoleChange> {
  if (asked.length === 0)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      'No change is asked for.',
      'Name at least one account with a role or a team.',
    );
  await evaluate(deps);
  const plan = await deps.store.read((reader) => roleChangeNow(reader, deps, asked));
  const { already } = await keepPlan(deps, plan);
  return { plan, already, state: await deps.store.read((reader) => planState(reader, deps, plan)) };
}

/** What the facts at hand give, without keeping it. */
export async function roleChangeNow(
  reader: StoreReader,
  deps: Pick<Deps, 'clock' | 'settings'>,
  asked: readonly AskedChange[],
): Promise<RoleChangePlan> {
  const changes: ChangeFacts[] = [];
  for (const { account, role, team } of asked) {
    const clean = {
      account: cleanText(account, 320),
      role: role === null ? null : textOrNull(role),
      team: team === null ? null : textOrNull(team),
    };
    changes.push({ asked: clean, ...(await found(reader, deps.settings, clean.account)) });
  }
  return draftRoleChange({ changes, draftedAt: deps.clock() });
}

async function found(reader: StoreReader, settings: Settings, account: string): Promise<Omit<ChangeFacts, 'asked'>> {
  const { byId, byEmail } = await accountsNamed(reader, settings, account);
  const all = byId === null ? byEmail : [byId, ...byEmail];
  const [first, second] = all;
  if (first === undefined || second !== undefined)
    return { found: null, several: all.map((one) => one.account.accountId).sort() };
  const { account: only, verdict } = await judgedByWhatCounts(reader, settings, first);
  return { found: { account: only, finding: verdict.finding }, several: [] };
}
