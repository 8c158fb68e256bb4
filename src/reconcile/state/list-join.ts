import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { AssignmentObservation } from '../../model/observation.ts';
import { assignedApp } from '../../model/snapshot.ts';
import { guestHomeAddress } from '../normalise/addresses.ts';
import { byTellingRow, type ListEntry } from './assignment-list.ts';
import { type IdentityEntry, newIdentityEntry } from './identity-entry.ts';
import { NOT_ON_A_LIST } from './not-on-a-list.ts';
import type { Word } from './words.ts';

export interface JoinedLists {
  /** What the lists say of each identity. */
  readonly words: ReadonlyMap<IdentityEntry, readonly Word[]>;
  /** The list rows that are each identity's own. */
  readonly rows: ReadonlyMap<IdentityEntry, readonly ListEntry[]>;
  /** People whom only a list knows. */
  readonly listedOnly: readonly IdentityEntry[];
}

type Buckets = Map<string, IdentityEntry[]>;

/**
 * Joins rows of assignment lists to identities: by id, then login, then e-mail. A row that fits several, or fits only a
 * secondary or a former address, makes the assignment of those unknown: nobody is called unassigned over a bad join.
 * `listedBefore`: people whom lists of other applications alone know.
 */
export function joinLists(
  entries: readonly IdentityEntry[],
  lists: readonly ListEntry[],
  isPresent: (entry: IdentityEntry) => boolean,
  listedBefore: readonly IdentityEntry[] = [],
): JoinedLists {
  const byId = new Map<string, IdentityEntry>();
  const logins: Buckets = new Map();
  const emails: Buckets = new Map();
  const former: Buckets = new Map();
  const secondary: Buckets = new Map();
  const file = (entry: IdentityEntry) => {
    byId.set(entry.identityId, entry);
    for (const { row } of entry.newest) {
      put(logins, row.login, entry);
      put(emails, row.email, entry);
      put(secondary, guestHomeAddress(row.login), entry);
      for (const address of row.otherEmails) put(secondary, address, entry);
    }
    for (const value of [...entry.logins, ...entry.emails]) put(former, value, entry);
  };
  for (const entry of [...entries, ...listedBefore]) file(entry);

  const words = new Map<IdentityEntry, Word[]>();
  const own = new Map<IdentityEntry, ListEntry[]>();
  const say = (entry: IdentityEntry, said: readonly Word[]) => words.set(entry, [...(words.get(entry) ?? []), ...said]);
  const takes = (entry: IdentityEntry, list: ListEntry) => {
    say(entry, list.words);
    own.set(entry, [...(own.get(entry) ?? []), list]);
  };
  const listedOnly: IdentityEntry[] = [];
  const isListedOnly = new Set(listedBefore);

  const fits = ({ latest, words: said, key }: ListEntry): readonly IdentityEntry[] => {
    const { row } = latest;
    const own = row.identityId === null ? undefined : byId.get(row.identityId);
    if (own !== undefined) return [own];
    const asOf = said[0]?.asOf ?? '';
    const steps = [
      at(logins, row.login),
      at(emails, row.email),
      at(emails, row.login),
      at(logins, row.email),
      // A login given up before the list was taken may be somebody else's by then.
      [...at(former, row.login), ...at(former, row.email)].filter((entry) => asOf < newestAsOf(entry)),
    ];
    const named = byId.get(listedId(row, key));
    const found = steps.find((step) => step.length > 0) ?? (named === undefined ? [] : [named]);
    // Two ids that differ are two people, as far as lists alone can tell.
    return row.identityId === null ? found : found.filter((entry) => !isListedOnly.has(entry));
  };

  for (const list of [...lists].sort(byTellingRow)) {
    const { row, snapshot } = list.latest;
    const found = new Set(fits(list));
    const present = [...found].filter(isPresent);
    const [owner] = found.size === 1 ? found : present.length === 1 ? present : [];
    const doubtful = new Set([
      ...found,
      ...[row.login, row.email].flatMap((value) => [...at(secondary, value), ...at(former, value)]),
    ]);
    if (owner !== undefined) takes(owner, list);
    else if (found.size === 0) {
      const entry = listedIdentity(list);
      listedOnly.push(entry);
      isListedOnly.add(entry);
      file(entry);
      takes(entry, list);
      doubtful.delete(entry);
    }
    if (owner !== undefined) doubtful.delete(owner);
    for (const entry of doubtful) say(entry, [{ asOf: snapshot.asOf, status: 'unknown', snapshot, doubt: 'address' }]);
  }
  return { words, rows: own, listedOnly };
}

/** An identity as far as a list knows it. What the list of another application says is no word on Clari. */
function listedIdentity({ directory, latest: { snapshot, row }, firstSeen, key }: ListEntry): IdentityEntry {
  const ofClari = assignedApp(snapshot) === DEFAULT_APP;
  const observation = {
    line: row.line,
    directory,
    identityId: listedId(row, key),
    login: row.login,
    email: row.email,
    assignment: ofClari ? row.status : null,
    assignmentRaw: ofClari ? row.statusRaw : null,
    personKind: 'unknown',
    ssoName: ofClari ? row.ssoName : null,
    ...NOT_ON_A_LIST,
  } as const;
  return { ...newIdentityEntry(snapshot, observation), firstSeen, newest: [{ snapshot, row: observation }] };
}

function listedId(row: AssignmentObservation, key: string): string {
  return row.identityId ?? row.login ?? row.email ?? key;
}

function newestAsOf(entry: IdentityEntry): string {
  return entry.newest[0]?.snapshot.asOf ?? '';
}

function at(buckets: Buckets, value: string | null): readonly IdentityEntry[] {
  return value === null ? [] : (buckets.get(value.toLowerCase()) ?? []);
}

function put(buckets: Buckets, value: string | null, entry: IdentityEntry): void {
  if (value === null) return;
  const key = value.toLowerCase();
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [entry]);
  else if (!bucket.includes(entry)) bucket.push(entry);
}
