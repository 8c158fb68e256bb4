import type { Sighting } from '../../model/account.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { MentionObservation, MentionRole } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { crmKey } from '../normalise/identifiers.ts';
import { type AccountKey, splitKey } from './account-keys.ts';
import { bySnapshotOrder, compareText, sourceName } from './snapshot-order.ts';

/** One time at which a file named somebody: the event's own, else the as-of of the file. */
export interface Mention {
  readonly at: Instant;
  readonly snapshot: Snapshot;
  readonly line: number;
  readonly role: MentionRole;
}

interface Said {
  readonly snapshot: Snapshot;
  readonly line: number;
  readonly text: string;
}

/** Everything that mentions under one key say, kept small: an audit file has a row per event. */
export interface MentionEntry extends AccountKey {
  value: string;
  readonly crmIds: string[];
  readonly emails: string[];
  first: Mention;
  latest: Mention;
  /** Newest proof of presence: a forecast, or an event. A bare name among the actors may be from before a closing. */
  presence: Mention | null;
  /** The last event of each read. */
  readonly acts: Mention[];
  email: Said | null;
  crmId: Said | null;
  name: Said | null;
}

/** Quotas and activities prove a CRM user, not an account. */
export function provesAccount(role: MentionRole): boolean {
  return role === 'forecast_user' || role === 'audit_actor';
}

export function newMentionEntry(snapshot: Snapshot, row: MentionObservation): MentionEntry {
  const mention = mentionAt(snapshot, row);
  return {
    app: DEFAULT_APP,
    ...splitKey(row.key),
    crmIds: [],
    emails: [],
    first: mention,
    latest: mention,
    presence: null,
    acts: [],
    email: null,
    crmId: null,
    name: null,
  };
}

export function addMention(entry: MentionEntry, snapshot: Snapshot, row: MentionObservation): void {
  const mention = mentionAt(snapshot, row);
  if (compareMentions(mention, entry.first) < 0) entry.first = mention;
  if (compareMentions(mention, entry.latest) > 0) entry.latest = mention;
  if (row.role === 'forecast_user' || row.actedAt !== null) entry.presence = later(entry.presence, mention);
  if (row.actedAt !== null) keepLastOfRead(entry.acts, mention);
  const { value } = splitKey(row.key);
  if (value.length > entry.value.length || (value.length === entry.value.length && value < entry.value))
    entry.value = value;
  const crmId = crmKey(row.crmId);
  if (crmId !== null && !entry.crmIds.includes(crmId)) entry.crmIds.push(crmId);
  if (row.email !== null && !entry.emails.includes(row.email)) entry.emails.push(row.email);
  entry.email = newerSaid(entry.email, mention, row.email);
  entry.crmId = newerSaid(entry.crmId, mention, row.crmId);
  entry.name = newerSaid(entry.name, mention, row.name);
}

/** In place: an audit file has many events of one account. */
export function keepLastOfRead(acts: Mention[], act: Mention): void {
  const index = acts.findIndex((one) => one.snapshot.snapshotId === act.snapshot.snapshotId);
  const known = acts[index];
  if (known === undefined) acts.push(act);
  else if (compareMentions(act, known) > 0) acts[index] = act;
}

export function compareMentions(a: Mention, b: Mention): number {
  return (
    compareText(a.at, b.at) || bySnapshotOrder(a.snapshot, b.snapshot) || a.line - b.line || compareText(a.role, b.role)
  );
}

/** What somebody was named as says nothing of the status. */
export function sightingOfMention({ at, snapshot, line, role }: Mention): Sighting {
  return {
    snapshotId: snapshot.snapshotId,
    asOf: at,
    settles: false,
    source: sourceName(snapshot),
    line,
    status: 'unknown',
    mentionedAs: role,
  };
}

/** The newest of what several keys say. */
export function newestSaid(all: readonly (Said | null)[]): string | null {
  return all.reduce((known, said) => (said === null ? known : newerSaid(known, said, said.text)), null)?.text ?? null;
}

function mentionAt(snapshot: Snapshot, { line, role, actedAt }: MentionObservation): Mention {
  return { at: actedAt?.at ?? snapshot.asOf, snapshot, line, role };
}

function later(known: Mention | null, mention: Mention): Mention {
  return known === null || compareMentions(mention, known) > 0 ? mention : known;
}

function newerSaid(known: Said | null, { snapshot, line }: Omit<Said, 'text'>, text: string | null): Said | null {
  if (text === null) return known;
  // Most events repeat it.
  if (known !== null && known.text === text && known.snapshot === snapshot && known.line >= line) return known;
  const order =
    known === null
      ? -1
      : bySnapshotOrder(known.snapshot, snapshot) || known.line - line || compareText(known.text, text);
  return order < 0 ? { snapshot, line, text } : known;
}
