import type { Settings } from '../../../model/settings.ts';
import { domainOf, withAliases } from '../../../reconcile/classify/domains.ts';
import { AT_LEAST } from '../../../reconcile/guards/objection.ts';
import type { Meeting } from '../../../reconcile/guards/strangers.ts';
import type { KnownRead } from './known-reads.ts';
import type { Watch } from './watch.ts';

type Aliases = Pick<Settings, 'domainAliases'>;

/** Compares known accounts with an arriving directory. Null if no account is known. */
export function directoryMeets(watch: Watch, settings: Aliases): Meeting | null {
  const read = watch.known.findIndex(({ as }) => as === 'accounts');
  const accounts = watch.known[read];
  if (accounts === undefined) return null;
  const own = ownDomains(watch.domains, settings);
  const others = watch.known.filter(({ as }) => as === 'directory');
  const theirs = addressesOf(others.filter(({ isWhole }) => isWhole));
  const theirDomains = domainsOf(
    others.filter(({ isWhole }) => !isWhole),
    settings,
  );
  const sum = { accounts: 0, joined: 0, elsewhere: 0, sameName: 0 };
  for (const [index, { email, side }] of accounts.people.entries()) {
    const domain = domainOf(email);
    if (side === 'ended' || email === null || domain === null || !own.has(domain)) continue;
    sum.accounts += 1;
    if (watch.met[read]?.[index] !== undefined) sum.joined += 1;
    else {
      if (theirs.has(email) || theirDomains.has(domain)) sum.elsewhere += 1;
      if (watch.named[read]?.has(index) === true) sum.sameName += 1;
    }
  }
  return sum;
}

const EXPECTED = 20;

/** Compares arriving accounts with all known directories. Null if no directory is known. */
export function accountsMeet(watch: Watch, settings: Aliases): Meeting | null {
  const directories = watch.known.filter(({ as }) => as === 'directory');
  if (directories.length === 0) return null;
  const own = domainsOf(directories, settings);
  // If only a part of a directory is known, only a part of the accounts can match.
  const scale = Math.max(
    ...directories.map(({ snapshot, people }) => snapshot.rowsAccepted / Math.max(1, people.length)),
    1,
  );
  const inScope = [...watch.accounts].filter(([domain]) => own.has(domain)).map(([, counts]) => counts);
  const accounts = inScope.reduce((sum, { count }) => sum + count, 0);
  // So few would match by chance that their number says nothing.
  if (scale > 1 && accounts < EXPECTED * scale) return null;
  const met = inScope.reduce((sum, one) => sum + one.met, 0);
  const sameName = watch.known.reduce(
    (sum, { as }, read) => sum + (as === 'directory' ? (watch.named[read]?.size ?? 0) : 0),
    0,
  );
  return {
    accounts,
    joined: Math.min(accounts, Math.round(met * scale)),
    elsewhere: 0,
    sameName,
  };
}

function domainsOf(reads: readonly KnownRead[], settings: Aliases): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { people } of reads)
    for (const { email, login } of people)
      for (const domain of new Set([domainOf(email), domainOf(login)]))
        if (domain !== null) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  return ownDomains(counts, settings);
}

function ownDomains(counts: ReadonlyMap<string, number>, settings: Aliases): ReadonlySet<string> {
  const own = [...counts]
    .filter(([domain, people]) => people >= AT_LEAST && !PUBLIC.has(domain))
    .map(([domain]) => domain);
  return new Set(own.flatMap((domain) => withAliases(domain, settings)));
}

/** Public mail domains: two people with an address there need not be related. */
const PUBLIC: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
]);

function addressesOf(reads: readonly KnownRead[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { people } of reads)
    for (const { email, login, otherEmails } of people)
      for (const address of [email, login, ...otherEmails]) if (address !== null) all.add(address);
  return all;
}
