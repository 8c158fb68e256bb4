import { accountsByEmail, accountsOfIdentity, evaluate, judgedAccount } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Settings } from '../../model/settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { MATCHER_VERSION } from '../../reconcile/decide/thresholds.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { coverageWarnings, currentCoverage } from './current-coverage.ts';
import { findAccount } from './find-account.ts';
import { identitiesNamed } from './find-identity.ts';
import { type Mentioned, mentionsOf } from './mentions.ts';
import { type TimelineEvent, timeline } from './timeline.ts';

export interface PersonAround {
  /** Duplicates and former ids included. */
  readonly accounts: readonly JudgedAccount[];
  /** Found by what was asked, whether an account is linked to them or not. */
  readonly identities: readonly Identity[];
  readonly mentioned: readonly Mentioned[];
  readonly snapshots: readonly Snapshot[];
  /** Version of the rules and weights that made the links. */
  readonly matcherVersion: number;
  readonly timeline: readonly TimelineEvent[];
  readonly warnings: readonly string[];
}

interface Asked {
  readonly account?: string | undefined;
  readonly identity?: string | undefined;
  readonly email?: string | undefined;
}

/** Collects everything that is known around one person: accounts, identities, links, contradictions, and times. */
export async function personAround(deps: Deps, asked: Asked, app: App = DEFAULT_APP): Promise<PersonAround> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const { accounts, identities } = await start(reader, deps, asked, app);
    const around = await withDuplicates(reader, deps.settings, accounts);
    const mentioned = await mentionsOf(reader, around, deps.clock());
    return {
      accounts: around,
      identities,
      mentioned,
      snapshots: await reader.snapshots(),
      matcherVersion: MATCHER_VERSION,
      timeline: await timeline(reader, around, identities, mentioned),
      warnings: coverageWarnings(await currentCoverage(deps, reader)),
    };
  });
}

async function start(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  asked: Asked,
  app: App,
) {
  if (asked.account !== undefined)
    return {
      accounts: await withOwners(reader, settings, await findAccount(reader, settings, asked.account, app)),
      identities: [],
    };
  const wanted = asked.identity ?? asked.email ?? '';
  const identities = await identitiesNamed(reader, clock(), wanted);
  const linked = await linkedTo(reader, settings, identities);
  const byEmail =
    asked.email === undefined
      ? []
      : await accountsByEmail(reader, settings, wanted.trim().normalize('NFKC').toLowerCase());
  const accounts = new Map([...linked, ...byEmail].map((one) => [one.account.accountId, one]));
  if (accounts.size === 0 && identities.length === 0) {
    throw new ClariIdentityError(
      'ERR_IDENTITY_UNKNOWN',
      `Nobody is known as ${quote(wanted)} in any directory or export that was read.`,
      'Check the spelling, call list_clari_users with a query, or see get_coverage for directories not read yet.',
    );
  }
  return { accounts: [...accounts.values()], identities };
}

/** The account, and those of the person that it is linked to, whatever their application. */
async function withOwners(
  reader: StoreReader,
  settings: Settings,
  named: JudgedAccount,
): Promise<readonly JudgedAccount[]> {
  const others = await linkedTo(
    reader,
    settings,
    named.correlation.linked.map(({ identity }) => identity),
  );
  return [named, ...others.filter(({ account }) => account.accountId !== named.account.accountId)];
}

/** Judged accounts whose link or candidates name one of these identities. */
async function linkedTo(
  reader: StoreReader,
  settings: Settings,
  identities: readonly Identity[],
): Promise<readonly JudgedAccount[]> {
  const found = new Map<string, JudgedAccount>();
  for (const identity of identities) {
    const refs = await accountsOfIdentity(reader, settings, identityRef(identity));
    for (const one of refs) found.set(one.account.accountId, one);
  }
  return [...found.values()];
}

async function withDuplicates(
  reader: StoreReader,
  settings: Settings,
  accounts: readonly JudgedAccount[],
): Promise<readonly JudgedAccount[]> {
  const all = new Map(accounts.map((one) => [one.account.accountId, one]));
  for (const one of accounts) {
    for (const id of [...one.correlation.duplicateOf, ...one.account.maybeRenamedTo]) {
      const other = all.has(id) ? null : await judgedAccount(reader, settings, id);
      if (other !== null) all.set(id, other);
    }
  }
  return [...all.values()];
}
