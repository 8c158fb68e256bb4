import { judgedAccount } from '../../evaluation/index.ts';
import type { Account } from '../../model/account.ts';
import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP, isEnteredAsClari } from '../../model/apps-in-use.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { appOfStep, type Plan, type StepProof } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import { readsAt, settlesClaims } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { OpenWork, StepFacts } from '../../plan/standing/step-facts.ts';
import { seenFrom } from '../../reconcile/state/seen-from.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { accountsNamed } from '../lookups/find-account.ts';
import { askOfEverybody } from './asked-of-everybody.ts';
import { handoverOf } from './handover.ts';

type Asking = Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>;

/** Loads what the steps of one plan name, and nothing else. */
export async function stepFacts(reader: StoreReader, deps: Asking, plan: Plan): Promise<StepFacts> {
  const proofs = plan.steps.map((step) => step.settledBy);
  const accounts = new Map<string, JudgedAccount | null>();
  for (const name of new Set(proofs.flatMap(accountsOf)))
    accounts.set(name, await accountNamed(reader, deps.settings, name));
  const identities = new Map<string, Identity | null>();
  for (const step of plan.steps) {
    const app = appOfStep(plan, step);
    for (const name of identitiesOf(step.settledBy))
      if (!identities.has(seenIn(app, name)))
        identities.set(seenIn(app, name), await identityNamed(reader, deps, name, [...accounts.values()], app));
  }
  const work = new Map<string, OpenWork | null>();
  for (const proof of proofs) {
    const judged = proof.kind === 'work_gone' ? (accounts.get(proof.account) ?? null) : null;
    if (proof.kind === 'work_gone') work.set(proof.account, judged && (await openWork(reader, deps, judged)));
  }
  const stated = await statedReads(reader, deps.clock());
  return {
    account: (name): Account | null => accounts.get(name)?.account ?? null,
    identity: (name, app) => identities.get(seenIn(app, name)) ?? null,
    openWork: (name) => work.get(name) ?? null,
    isStated: (directory, asOf) => stated.has(`${directory}@${asOf}`),
  };
}

/** What two applications say of one identity is two facts; Clari and Copilot say the same. */
function seenIn(app: App, name: string): string {
  return `${isEnteredAsClari(app) ? DEFAULT_APP : app} ${name}`;
}

function accountsOf(proof: StepProof): readonly string[] {
  switch (proof.kind) {
    case 'account_closed':
      return proof.accounts;
    case 'account_active':
    case 'role_set':
    case 'work_gone':
      return [proof.account];
    case 'statement':
    case 'access_gone':
    case 'access_given':
      return [];
    default:
      return proof satisfies never;
  }
}

function identitiesOf(proof: StepProof): readonly string[] {
  if (proof.kind === 'access_gone') return proof.identities;
  return proof.kind === 'access_given' ? [proof.identity] : [];
}

async function accountNamed(reader: StoreReader, settings: Settings, name: string): Promise<JudgedAccount | null> {
  const known = await judgedAccount(reader, settings, name);
  const { byId, byEmail } = await accountsNamed(reader, settings, name, known?.account.app);
  const [first, second] = byId === null ? byEmail : [byId, ...byEmail];
  return second === undefined ? (first ?? null) : null;
}

/** Taken from the known accounts if the identity is linked to one; otherwise it takes a search through everybody. */
async function identityNamed(
  reader: StoreReader,
  deps: Asking,
  name: string,
  accounts: readonly (JudgedAccount | null)[],
  app: App,
): Promise<Identity | null> {
  const linked = accounts
    .filter((one) => one !== null && seenIn(one.account.app, name) === seenIn(app, name))
    .flatMap((one) => one?.correlation.linked ?? [])
    .find(({ identity }) => identityRef(identity) === name);
  if (linked !== undefined) return linked.identity;
  const answer = await askOfEverybody(reader, deps, { kind: 'identity_named', name });
  return answer.kind === 'identity_named' && answer.identity !== null ? seenFrom(app, answer.identity) : null;
}

async function openWork(reader: StoreReader, deps: Asking, judged: JudgedAccount): Promise<OpenWork | null> {
  const { opportunities, opportunitiesFrom, ambiguousOwnerRows } = await handoverOf(reader, judged, deps);
  if (opportunitiesFrom === null) return null;
  const read = readsAt(await reader.snapshots(), deps.clock()).findLast(
    (one) => one.kind === 'opportunities' && one.state === 'published',
  );
  return {
    open: opportunities.length,
    unclear: ambiguousOwnerRows,
    source: opportunitiesFrom.fileName,
    asOf: opportunitiesFrom.asOf,
    complete: opportunitiesFrom.complete,
    stated: read !== undefined && settlesClaims(read),
  };
}

async function statedReads(reader: StoreReader, now: Instant): Promise<ReadonlySet<string>> {
  return new Set(
    readsAt(await reader.snapshots(), now)
      .filter((one) => one.directory !== null && one.state === 'published' && settlesClaims(one))
      .map((one) => `${one.directory}@${one.asOf}`),
  );
}
