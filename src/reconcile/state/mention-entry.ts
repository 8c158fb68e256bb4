import type { Sighting } from '../../model/account.ts';
import type { MentionObservation, MentionRole } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { crmKey } from '../correlate/identifiers.ts';
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
  readonly acts: Map<string, Mention>;
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
    app: 'clari',
    ...splitKey(row.key),
    crmIds: [],
    emails: [],
    first: mention,
    latest: mention,
    presence: null,
    acts: new Map(),
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
  if (row.actedAt !== null)
    entry.acts.set(snapshot.snapshotId, later(entry.acts.get(snapshot.snapshotId) ?? null, mention));
  const { value } = splitKey(row.key);
  if (value.length > entry.value.length || (value.length === entry.value.length && value < entry.value))
    entry.value = value;
  const crmId = crmKey(row.crmId);
  if (crmId !== null && !entry.crmIds.includes(crmId)) entry.crmIds.push(crmId);
  if (row.email !== null && !entry.emails.includes(row.email)) entry.emails.push(row.email);
  entry.email = newer(entry.email, saidOf(snapshot, row.line, row.email));
  entry.crmId = newer(entry.crmId, saidOf(snapshot, row.line, row.crmId));
  entry.name = newer(entry.name, saidOf(snapshot, row.line, row.name));
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
  return all.reduce(newer, null)?.text ?? null;
}

function mentionAt(snapshot: Snapshot, { line, role, actedAt }: MentionObservation): Mention {
  return { at: actedAt?.at ?? snapshot.asOf, snapshot, line, role };
}

function later(known: Mention | null, mention: Mention): Mention {
  return known === null || compareMentions(mention, known) > 0 ? mention : known;
}

function saidOf(snapshot: Snapshot, line: number, text: string | null): Said | null {
  return text === null ? null : { snapshot, line, text };
}

function newer(known: Said | null, said: Said | null): Said | null {
  if (known === null || said === null) return known ?? said;
  const order =
    bySnapshotOrder(known.snapshot, said.snapshot) || known.line - said.line || compareText(known.text, said.text);
  return order < 0 ? said : known;
}
