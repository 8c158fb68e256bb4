import type { Account, Act, Sighting } from '../../model/account.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { AccountObservation } from '../../model/observation.ts';
import { isByAssistant, type Snapshot } from '../../model/snapshot.ts';
import type { AccountGroup } from './account-groups.ts';
import { absentSighting } from './account-readings.ts';
import type { AccountTrail } from './account-renames.ts';
import {
  compareMentions,
  keepLastOfRead,
  type Mention,
  type MentionEntry,
  newestSaid,
  sightingOfMention,
} from './mention-entry.ts';
import { bySnapshotOrder, compareText, sourceName } from './snapshot-order.ts';

/** An account of users exports with what other files add: how long it has been there, and what it did. */
export function withMentions(account: Account, mentions: readonly MentionEntry[]): Account {
  const first = firstOf(mentions);
  if (first === null) return account;
  return closedAndSeenAgain(
    { ...account, ...actsIn(mentions), firstSeen: first.at < account.firstSeen ? first.at : account.firstSeen },
    lastOf(mentions.map((one) => one.presence)),
  );
}

/** Somebody was there after the account had been closed: then neither is known. */
function closedAndSeenAgain(account: Account, presence: Mention | null): Account {
  const closed = account.status === 'inactive' || account.status === 'absent';
  if (!closed || presence === null || presence.at <= account.statusAsOf) return account;
  return {
    ...account,
    status: 'unknown',
    statusAsOf: presence.at,
    conflicting: true,
    sightings: [...account.sightings, sightingOfMention(presence)],
  };
}

/** An account that no users export showed; none without a mention. `absences`: complete ones that would have. */
export function mentionedTrail(
  { accountId, owner, mentions }: AccountGroup,
  absences: readonly Snapshot[],
): readonly AccountTrail[] {
  const first = firstOf(mentions);
  const latest = lastOf(mentions.map((one) => one.latest));
  if (first === null || latest === null) return [];
  // Of one moment the file that names it speaks: no order between the two exists.
  const missing = absences.filter((read) => read.asOf > first.at && read.asOf !== latest.at);
  const gone = missing.filter((read) => read.asOf > latest.at);
  const closed = gone.at(-1);
  const account: Account = {
    accountId,
    app: DEFAULT_APP,
    latest: rowOf(mentions, `${owner.kind}:${owner.value}`, latest),
    latestSnapshotId: latest.snapshot.snapshotId,
    status: closed === undefined ? 'unknown' : 'absent',
    statusAsOf: closed?.asOf ?? latest.at,
    firstSeen: first.at,
    lastActiveAt: null,
    firstInactiveAt: gone[0]?.asOf ?? null,
    maybeRenamedTo: [],
    conflicting: closed === undefined && missing.length > 0,
    sightings: sightingsOf(first, latest, missing),
    ...actsIn(mentions),
  };
  return [{ account, moments: [], lastShownAsOf: latest.at, absences, crmIds: [], emails: [] }];
}

function sightingsOf(first: Mention, latest: Mention, missing: readonly Snapshot[]): readonly Sighting[] {
  const named = compareMentions(first, latest) === 0 ? [latest] : [first, latest];
  return [...named.map(sightingOfMention), ...missing.map(absentSighting)].sort((a, b) => compareText(a.asOf, b.asOf));
}

/** Role and team are left out: a place in the sales hierarchy is neither. */
function rowOf(mentions: readonly MentionEntry[], key: string, { line }: Mention): AccountObservation {
  return {
    line,
    app: DEFAULT_APP,
    key,
    exportId: mentions.find((one) => one.kind === 'id')?.value ?? null,
    crmId: newestSaid(mentions.map((one) => one.crmId)),
    email: newestSaid(mentions.map((one) => one.email)),
    name: newestSaid(mentions.map((one) => one.name)),
    givenName: null,
    familyName: null,
    employeeId: null,
    role: null,
    team: null,
    status: 'unknown',
    statusRaw: null,
    lastLogin: null,
  };
}

function firstOf(mentions: readonly MentionEntry[]): Mention | null {
  return mentions.reduce<Mention | null>(
    (first, one) => (first === null || compareMentions(one.first, first) < 0 ? one.first : first),
    null,
  );
}

function lastOf(all: readonly (Mention | null)[]): Mention | null {
  return all.reduce(
    (last, one) => (one !== null && (last === null || compareMentions(one, last) > 0) ? one : last),
    null,
  );
}

function actsIn(mentions: readonly MentionEntry[]): Pick<Account, 'acts' | 'lastActed'> {
  const lastOfRead: Mention[] = [];
  for (const { acts } of mentions) for (const act of acts) keepLastOfRead(lastOfRead, act);
  const acts = lastOfRead
    .sort((a, b) => compareText(a.at, b.at) || bySnapshotOrder(a.snapshot, b.snapshot))
    // Windows overlap: the read that reported it first names the event.
    .filter((act, index, all) => act.at !== all[index - 1]?.at)
    .map(actOf);
  const lastActed = acts.at(-1);
  return lastActed === undefined ? {} : { acts, lastActed };
}

function actOf({ at, snapshot }: Mention): Act {
  const act = { at, snapshotId: snapshot.snapshotId, source: sourceName(snapshot) };
  return isByAssistant(snapshot) ? { ...act, settles: false } : act;
}
