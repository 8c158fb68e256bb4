import { accountsByEmail, accountsOfIdentity, evaluate, judgedPage } from '../../evaluation/index.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote, shownIdentity } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { ProvisioningPlan } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import { assignedApp, readsAt, type Snapshot } from '../../model/snapshot.ts';
import { draftProvisioning } from '../../plan/provisioning/draft.ts';
import type { PersonsAccount, ProvisioningFacts, RecordedSetUp } from '../../plan/provisioning/facts.ts';
import { sameText } from '../../plan/same-text.ts';
import { nameOf } from '../../plan/words.ts';
import { readEmail } from '../../sources/cells/email.ts';
import { textOrNull } from '../../sources/cells/text.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { identitiesNamed } from '../lookups/find-identity.ts';
import { keepPlan } from './keep-plan.ts';
import { type PlanState, planState } from './plan-state.ts';

export interface ProvisioningRequest {
  readonly email: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly team: string | null;
  readonly directory: string | null;
}

export interface DraftedProvisioning {
  readonly plan: ProvisioningPlan;
  readonly already: boolean;
  readonly state: PlanState;
}

/** Drafts how a person gets an account through single sign-on, and stores the plan with a ledger entry. */
export async function draftProvisioningPlan(deps: Deps, request: ProvisioningRequest): Promise<DraftedProvisioning> {
  await evaluate(deps);
  const plan = await deps.store.read((reader) => provisioningNow(reader, deps, request));
  const { already } = await keepPlan(deps, plan);
  return { plan, already, state: await deps.store.read((reader) => planState(reader, deps, plan)) };
}

/** The plan that the known facts give, without storing it. */
export async function provisioningNow(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  request: ProvisioningRequest,
): Promise<ProvisioningPlan> {
  const email = readEmail(request.email);
  if (email === null)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `${quote(request.email)} is no e-mail address.`,
      'Give the work address that the person is to sign in with.',
    );
  const snapshots = readsAt(await reader.snapshots(), deps.clock()).filter((one) => one.state === 'published');
  const identities = (await identitiesNamed(reader, deps.clock(), email)).filter(
    ({ directory }) => deps.settings.directories === null || deps.settings.directories.includes(directory),
  );
  const directory = directoryFor(request.directory, identities, snapshots, deps.settings.directories);
  const here = identities.filter((one) => one.directory === directory);
  const identity = theOne(here, email);
  const name = request.name === null ? null : textOrNull(request.name);
  return draftProvisioning({
    email,
    name,
    role: request.role === null ? null : textOrNull(request.role),
    team: request.team === null ? null : textOrNull(request.team),
    directory,
    identity,
    others: identities.filter((one) => one !== identity),
    accounts: await accountsOf(
      reader,
      deps.settings,
      email,
      identities,
      name ?? (identity === null ? null : nameOf(identity.latest)),
    ),
    appSeen: appSeen(snapshots, directory),
    app:
      snapshots.findLast((one) => one.directory === directory && isOfClari(one) && one.facts !== null)?.facts ?? null,
    recorded: await recordedSetUp(reader, directory),
    usersExport: usersExport(snapshots, deps),
    draftedAt: deps.clock(),
    settings: { directories: deps.settings.directories },
  });
}

function directoryFor(
  asked: string | null,
  identities: readonly Identity[],
  snapshots: readonly Snapshot[],
  governing: readonly string[] | null,
): string {
  const read = new Set(snapshots.flatMap((one) => (one.kind === 'directory' ? (one.directory ?? []) : [])));
  const known = governing ?? [...read];
  if (asked !== null) {
    const name = asked.trim().toLowerCase();
    if (known.includes(name) || (governing === null && (name === 'okta' || name === 'entra'))) return name;
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `${quote(asked)} is no directory that governs Clari here.`,
      known.length === 0
        ? 'Name okta or entra, or import a directory first.'
        : `Name one of ${known.map(bare).join(', ')}.`,
    );
  }
  const theirs = [...new Set(identities.map((one) => one.directory))];
  const [only, second] = theirs.length > 0 ? theirs : known;
  if (only !== undefined && second === undefined) return only;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    only === undefined
      ? 'Through which directory the person is to enter is not known: none was read and none is declared.'
      : `The person may enter through several directories (${(theirs.length > 0 ? theirs : known).map(bare).join(', ')}).`,
    'Name the directory: okta, entra, or the name that its reads have.',
  );
}

/** If one directory has several identities with the address, none is chosen. */
function theOne(here: readonly Identity[], email: string): Identity | null {
  const own = here.filter(({ latest }) => latest.login === email || latest.email === email);
  const [first, second] = own.length > 0 ? own : here;
  if (second === undefined) return first ?? null;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `${here.length} identities have the address ${bare(email)}: ${here.map(shownIdentity).join(', ')}.`,
    'Correct the directory, so that one of them has it.',
  );
}

async function accountsOf(
  reader: StoreReader,
  settings: Settings,
  email: string,
  identities: readonly Identity[],
  name: string | null,
): Promise<readonly PersonsAccount[]> {
  const found = new Map<string, PersonsAccount>();
  const add = ({ account, verdict }: JudgedAccount, by: PersonsAccount['by']): void => {
    if (account.app === DEFAULT_APP && !found.has(account.accountId))
      found.set(account.accountId, { account, finding: verdict.finding, by });
  };
  for (const one of await accountsByEmail(reader, settings, email)) add(one, 'address');
  for (const identity of identities) {
    const ref = identityRef(identity);
    for (const one of await accountsOfIdentity(reader, settings, ref))
      add(one, one.correlation.linked.some((link) => identityRef(link.identity) === ref) ? 'link' : 'candidate');
  }
  if (name !== null)
    for (const one of (await judgedPage(reader, settings, { app: DEFAULT_APP, query: name }, 'email', null, 20)).rows)
      if (one.correlation.linked.length === 0 && sameText(one.account.latest.name, name)) add(one, 'name');
  return [...found.values()];
}

/** A list of assigned people shows that the application is there. */
function appSeen(snapshots: readonly Snapshot[], directory: string): ProvisioningFacts['appSeen'] {
  const list = snapshots.findLast(
    (one) =>
      one.kind === 'directory-assignments' && one.directory === directory && isOfClari(one) && one.rowsAccepted > 0,
  );
  return list === undefined ? null : { source: list.fileName, asOf: list.asOf };
}

/** Lists of who is assigned to other applications say nothing of Clari. */
function isOfClari(read: Snapshot): boolean {
  return assignedApp(read) === DEFAULT_APP;
}

/** The last record of each, whatever plan it belonged to. */
async function recordedSetUp(reader: StoreReader, directory: string): Promise<ProvisioningFacts['recorded']> {
  const last = new Map<string, RecordedSetUp>();
  for (const { planId, action, withdrawn, recordId, performedBy, performedAt } of await reader.stepRecords()) {
    if (withdrawn !== undefined || (action !== 'set_up_sso_app' && action !== 'map_attributes')) continue;
    const plan = await reader.plan(planId);
    if (plan?.kind === 'provisioning' && plan.directory === directory)
      last.set(action, { recordId, performedBy, performedAt });
  }
  return { setUp: last.get('set_up_sso_app') ?? null, attributes: last.get('map_attributes') ?? null };
}

function usersExport(
  snapshots: readonly Snapshot[],
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
): ProvisioningFacts['usersExport'] {
  const newest = snapshots.findLast((one) => one.kind === 'clari-users');
  if (newest === undefined) return null;
  return {
    asOf: newest.asOf,
    complete: newest.completeness === 'complete' && newest.rowsRefused === 0,
    stale: Date.parse(clock()) - Date.parse(newest.asOf) >= settings.staleAfterMs,
  };
}
