import { accountsByEmails, identitiesCalled } from '../../evaluation/index.ts';
import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { namesOfIdentity } from '../../review/addresses.ts';
import { type PersonStanding, personStanding } from '../../review/person-standing.ts';
import type { Store, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

const AT_ONCE = 500;

/** What was found out of people at one revision of a store: a page asks for the same few again and again. */
const found = new WeakMap<Store, { revision: number; readonly standings: Map<string, PersonStanding> }>();

/** The same, remembered until anything comes in. */
export async function standingsNow(
  reader: StoreReader,
  { store, settings, clock }: Pick<Deps, 'store' | 'settings' | 'clock'>,
  addresses: ReadonlySet<string>,
): Promise<ReadonlyMap<string, PersonStanding>> {
  const revision = await reader.revision();
  const known = found.get(store);
  const kept = known?.revision === revision ? known : { revision, standings: new Map<string, PersonStanding>() };
  found.set(store, kept);
  const asked = new Set([...addresses].filter((one) => !kept.standings.has(one)));
  for (const [address, standing] of await standingsOf(reader, settings, clock(), asked))
    kept.standings.set(address, standing);
  return kept.standings;
}

/**
 * Where people stand, by address. Most of them have an account, which is found by its address; only for the others the
 * names of all directory rows are walked through.
 */
export async function standingsOf(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  addresses: ReadonlySet<string>,
): Promise<ReadonlyMap<string, PersonStanding>> {
  const identities = new Map<string, Identity[]>();
  const left = new Set<string>();
  const asked = [...addresses];
  for (let from = 0; from < asked.length; from += AT_ONCE)
    for (const [address, accounts] of await accountsByEmails(reader, settings, asked.slice(from, from + AT_ONCE))) {
      const own = accounts
        .flatMap(({ correlation }) => correlation.linked.map(({ identity }) => identity))
        .filter((one) => namesOfIdentity(one).includes(address));
      if (own.length === 0) left.add(address);
      else identities.set(address, own);
    }
  if (left.size > 0)
    for (const identity of await identitiesCalled(reader, now, left))
      for (const name of namesOfIdentity(identity)) {
        if (!left.has(name)) continue;
        const known = identities.get(name);
        if (known === undefined) identities.set(name, [identity]);
        else known.push(identity);
      }
  return new Map([...addresses].map((one) => [one, personStanding(identities.get(one) ?? [])]));
}
