import { accountsOfIdentity, evaluate, judgedByWhatCounts } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { ALL_APPS, DEFAULT_APP, isEnteredAsClari, profileIn } from '../../model/apps-in-use.ts';
import { identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import type { OffboardingPlan } from '../../model/plan.ts';
import { provesAbsence, readsAt, usersListOf } from '../../model/snapshot.ts';
import type { CopilotFacts, OffboardingFacts } from '../../plan/facts.ts';
import { draftOffboarding } from '../../plan/offboarding.ts';
import { draftPersonOffboarding } from '../../plan/person-offboarding.ts';
import { successorFacts } from '../../plan/successor-facts.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { assignedThrough } from './assigned-through.ts';
import { handoverOf } from './handover.ts';
import { keepPlan } from './keep-plan.ts';
import { accountsOfPerson } from './person-accounts.ts';
import { type PlanState, planState } from './plan-state.ts';

type Asking = Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>;

export interface DraftRequest {
  readonly account: string;
  /** `ALL_APPS`: all accounts of the person who owns it. */
  readonly app: App;
  readonly successor: string | null;
  readonly ticket: string | null;
  readonly dueAt: string | null;
}

export interface DraftedPlan {
  readonly plan: OffboardingPlan;
  readonly judged: JudgedAccount;
  /** True if the same facts gave this plan before, so that nothing was written. */
  readonly already: boolean;
  readonly state: PlanState;
}

/**
 * Drafts a plan from the known facts and stores it with a ledger entry. The same facts give the same plan, which is
 * stored once.
 */
export async function draftPlan(deps: Deps, request: DraftRequest): Promise<DraftedPlan> {
  await evaluate(deps);
  const { judged, plan } = await deps.store.read((reader) => draftNow(reader, deps, request));
  const { already } = await keepPlan(deps, plan);
  return { plan, judged, already, state: await deps.store.read((reader) => planState(reader, deps, plan)) };
}

/** The plan that the known facts give, without storing it. */
export async function draftNow(
  reader: StoreReader,
  deps: Asking,
  request: DraftRequest,
): Promise<{ readonly judged: JudgedAccount; readonly plan: OffboardingPlan }> {
  if (request.app === ALL_APPS) return personNow(reader, deps, request);
  const named = await findAccount(reader, deps.settings, request.account, request.app);
  const judged = await judgedByWhatCounts(reader, deps.settings, named);
  const successor = await successorOf(reader, deps, request, judged.account.app);
  return { judged, plan: draftOffboarding(await factsOf(reader, deps, request, judged, successor)) };
}

/** The plan of all accounts of the person who owns the named one. */
async function personNow(
  reader: StoreReader,
  deps: Asking,
  request: DraftRequest,
): Promise<{ readonly judged: JudgedAccount; readonly plan: OffboardingPlan }> {
  const { linked, notCovered } = await accountsOfPerson(reader, deps, request.account);
  const clari = linked.find(({ account }) => isEnteredAsClari(account.app)) ?? linked[0];
  const successor = await successorOf(reader, deps, request, clari.account.app);
  const factsFor = async (one: JudgedAccount) => {
    const judged = await judgedByWhatCounts(reader, deps.settings, one);
    // Who takes over has to be somebody where the work is.
    return factsOf(reader, deps, request, judged, one === clari ? successor : null);
  };
  const [first, ...rest] = linked;
  const accounts: [OffboardingFacts, ...OffboardingFacts[]] = [await factsFor(first)];
  for (const one of rest) accounts.push(await factsFor(one));
  const plan = draftPersonOffboarding({ accounts, notCovered });
  return { judged: linked.find(({ account }) => account.accountId === plan.accountId) ?? first, plan };
}

async function successorOf(
  reader: StoreReader,
  { settings }: Asking,
  { successor }: DraftRequest,
  app: App,
): Promise<JudgedAccount | null> {
  // Who takes over Copilot's work has Clari as well.
  return successor === null
    ? null
    : findAccount(reader, settings, successor, isEnteredAsClari(app) ? DEFAULT_APP : app);
}

async function factsOf(
  reader: StoreReader,
  deps: Asking,
  request: DraftRequest,
  judged: JudgedAccount,
  successor: JudgedAccount | null,
): Promise<OffboardingFacts> {
  return {
    account: judged.account,
    profile: profileIn(deps.settings, judged.account.app),
    correlation: judged.correlation,
    verdict: judged.verdict,
    identities: await assignedThrough(reader, judged.correlation, deps.clock()),
    copilot: await copilotFacts(reader, deps, judged),
    successor: successor === null ? null : successorFacts(successor, judged, deps.settings.directories),
    handover: await handoverOf(reader, judged, deps),
    ticket: request.ticket,
    dueAt: request.dueAt === null ? null : parseInstant(request.dueAt),
    draftedAt: deps.clock(),
    settings: { slaMs: deps.settings.slaMs, directories: deps.settings.directories },
  };
}

async function copilotFacts(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  judged: JudgedAccount,
): Promise<CopilotFacts> {
  if (judged.account.app === 'copilot') return { known: 'listed', accounts: [judged.account] };
  if (!isEnteredAsClari(judged.account.app)) return { known: 'unknown' };
  const found = new Map<string, JudgedAccount>();
  for (const { identity } of judged.correlation.linked)
    for (const one of await accountsOfIdentity(reader, settings, identityRef(identity)))
      if (one.account.app === 'copilot') found.set(one.account.accountId, one);
  if (found.size > 0) return { known: 'listed', accounts: [...found.values()].map((one) => one.account) };
  const lists = readsAt(await reader.snapshots(), clock()).filter(
    (one) => usersListOf(one) === 'copilot' && provesAbsence(one),
  );
  const newest = lists.at(-1);
  return newest === undefined ? { known: 'unknown' } : { known: 'none', asOf: newest.asOf };
}
