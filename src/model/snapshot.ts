import type { Actor } from './actor.ts';
import type { App } from './app-profile.ts';
import { ATTESTATION_LEVELS, type Attestation } from './attestation.ts';
import type { LiveReadFacts } from './live.ts';
import { addMs, type Instant, MINUTE_MS } from './time.ts';

/**
 * What a file can be. A live source has the kind of the file that it replaces. `app-users`: a users list of any
 * application; those of Clari and Copilot have kinds of their own, which `usersKindOf` gives.
 */
export const KINDS = [
  'app-users',
  'clari-users',
  'clari-forecast',
  'clari-copilot-users',
  'clari-audit',
  'clari-activity',
  'clari-quota',
  'opportunities',
  'directory',
  'directory-assignments',
] as const;
export type Kind = (typeof KINDS)[number];

/** What can be brought as a file: a snapshot, or what reviewers decided in somebody else's system. */
export const FILE_KINDS = [...KINDS, 'entra-review-decisions'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** `unknown` supports no conclusion from absence. */
export const COMPLETENESS = ['complete', 'partial', 'unknown'] as const;
export type Completeness = (typeof COMPLETENESS)[number];

/**
 * Why the completeness is known: a person stated it, the content proves it (a cut-off file is `partial`), or nobody
 * did.
 */
export type CompletenessBasis = 'stated' | 'content' | 'default';

export const FILTERS = ['all', 'active'] as const;
/** A person's statement of what the export contains. */
export type Filter = (typeof FILTERS)[number];

/** Only a stated as-of settles a claim: see `settlesClaims`. */
export type AsOfBasis = 'stated' | 'file_time';

/** What a directory snapshot says of Clari, or of the application that it names, as a whole; null: the source does not say. */
export interface DirectoryFacts {
  /** False: the app is switched off, so nobody has single sign-on. */
  readonly appEnabled: boolean | null;
  /** False: anybody in the tenant may sign in, so "not assigned" is not "revoked" (Entra ID). */
  readonly assignmentRequired: boolean | null;
  /** Okta's implicit assignment: people may have access without being listed. */
  readonly implicitAssignment: boolean | null;
}

/**
 * What a yes, a word, a code or a date in a column means. `words`: the cells say it themselves; `account_control`: bit 2 of
 * Active Directory's userAccountControl; `onelogin`: its numbers; `ended_on`, `leaves_on`: a date that ends the account; `reason`: why somebody left.
 */
export const SENSES = [
  'words',
  'yes_is_active',
  'yes_is_inactive',
  'yes_is_suspended',
  'yes_is_deleted',
  'yes_is_assigned',
  'account_control',
  'onelogin',
  'ended_on',
  'leaves_on',
  'reason',
] as const;
export type Sense = (typeof SENSES)[number];

export interface UsedColumn {
  readonly field: string;
  readonly header: string;
  /** Null: the field has no sense, it is a name or an address. */
  readonly sense: Sense | null;
  readonly basis: 'header' | 'stated';
  /** Every row leaves it blank. */
  readonly isBlank: boolean;
}

export const LOOKS_LIKE = ['status', 'end', 'address', 'id', 'application', 'nothing'] as const;

export interface UnusedColumn {
  readonly header: string;
  readonly looksLike: (typeof LOOKS_LIKE)[number];
}

/** A value under a header that counted as blank or was not understood, and in how many rows. */
export interface ValueCount {
  readonly field: string;
  readonly header: string;
  readonly value: string;
  readonly rows: number;
}

/**
 * How a file was read, stored with the snapshot, so that an unknown status can name the column or value that would
 * settle it.
 */
export interface Reading {
  readonly used: readonly UsedColumn[];
  readonly unused: readonly UnusedColumn[];
  /** At most `VALUES_KEPT` of each. */
  readonly takenForMissing: readonly ValueCount[];
  readonly notUnderstood: readonly ValueCount[];
  /** Fields whose cells held no values, such as the name of a type: their absence proves nothing. */
  readonly unreadable: readonly string[];
}

/** How many values of a kind a `Reading` keeps at most, those of the most rows first. */
export const VALUES_KEPT = 20;

/** Version of the file readers. Raise it when the same bytes would be read differently. */
export const READER_VERSION = 4;

/** Why a guard holds or held a snapshot: which guard, how many rows support it, and of how many. */
export interface GuardFact {
  readonly code: string;
  readonly count: number;
  readonly of: number;
}

/** What is known of a snapshot before its rows: its identity and what its author stated. */
export interface SnapshotHead {
  readonly kind: Kind;
  /** Directory name (`okta`, `entra`, any other) for directory kinds; null otherwise. */
  readonly directory: string | null;
  readonly app: App | null;
  readonly asOf: Instant;
  readonly asOfBasis: AsOfBasis;
  readonly fileName: string;
  readonly sha256: string;
  readonly completeness: Completeness;
  readonly completenessBasis: CompletenessBasis;
  /** Null: nobody stated it. */
  readonly filter: Filter | null;
  readonly facts: DirectoryFacts | null;
}

/** What is known after all rows were read. */
export interface SnapshotTally {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  /** Data rows that were not understood. While there are any, absence from this snapshot proves nothing. */
  readonly rowsRefused: number;
  /** SHA-256 of the normalised header cells, 16 hex digits: a changed layout shows. */
  readonly headerFingerprint: string;
  readonly encoding: string;
}

/**
 * `staging`: rows are arriving, nobody sees them. `published`: it counts. `held`: a guard holds it, it counts for
 * nothing. `superseded`: another statement about the same bytes or the same day took its place, or it was withdrawn or
 * discarded: the ledger says which. `retired`: its source was taken out of scope; what it said stays as history and supports no
 * verdict.
 */
export const SNAPSHOT_STATES = ['staging', 'published', 'held', 'superseded', 'retired'] as const;
export type SnapshotState = (typeof SNAPSHOT_STATES)[number];

/** Whether the rows of a snapshot belong to what is known. Only a published one supports a verdict by them. */
export function isRemembered({ state }: Pick<Snapshot, 'state'>): boolean {
  return state === 'published' || state === 'retired';
}

/** What was stated about a file's columns, beyond the fields of its head. */
export interface StatedReading {
  /** Our field name → header in the file. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly timeZone: string | null;
}

export interface Snapshot extends SnapshotHead, SnapshotTally {
  readonly snapshotId: string;
  readonly state: SnapshotState;
  readonly importedAt: Instant;
  readonly importedBy: string;
  /** Null for a file. */
  readonly live: LiveReadFacts | null;
  /** Objections of guards that hold or held it; empty if there were none. */
  readonly guards: readonly string[];
  /** The same as codes and numbers; also empty if the snapshot is older than they are. */
  readonly guardFacts: readonly GuardFact[];
  /** Null for a live source, or if the snapshot is older than this field. */
  readonly reading: Reading | null;
  /** `READER_VERSION` at that time, for live snapshots too; 0 if older than this field. */
  readonly reader: number;
  /** How it was brought; null if older than this field, which counts as a person's. */
  readonly importedVia: Actor['via'] | null;
  /** How certain it is that a person stated it; null if older than this field. */
  readonly attestation: Attestation | null;
  /** Null for a live source, or if the snapshot is older than this field. */
  readonly stated: StatedReading | null;
  /** Hash of all stored rows in order; null if the snapshot is older than this field. */
  readonly rowsSha256: string | null;
  /** Absent: its source is in scope. */
  readonly retiredAt?: Instant;
  /** When its rows were removed, while everything else here stays; absent: they are kept. */
  readonly purgedAt?: Instant;
}

/** The kinds whose rows are the accounts of one application. */
export type UsersKind = Extract<Kind, 'app-users' | 'clari-users' | 'clari-copilot-users'>;

/** The kind of a users list of an application, so that one application has one series however its list is brought. */
export function usersKindOf(app: App): UsersKind {
  return app === 'clari' ? 'clari-users' : app === 'copilot' ? 'clari-copilot-users' : 'app-users';
}

export function isUsersKind(kind: Kind): kind is UsersKind {
  return kind === 'app-users' || kind === 'clari-users' || kind === 'clari-copilot-users';
}

/** The application whose users the snapshot lists; null: it is no users list. */
export function usersListOf({ kind, app }: Pick<SnapshotHead, 'kind' | 'app'>): App | null {
  if (!isUsersKind(kind)) return null;
  return app ?? (kind === 'clari-copilot-users' ? 'copilot' : 'clari');
}

/** The application that people of a list of assigned people may enter. Those of earlier versions name none: Clari's. */
export function assignedApp({ app }: Pick<SnapshotHead, 'app'>): App {
  return app ?? 'clari';
}

/** The name of the series of a snapshot: the same kind of the same directory and app. */
export function seriesOf({ kind, directory, app }: Pick<SnapshotHead, 'kind' | 'directory' | 'app'>): string {
  if (kind === 'app-users') return `${kind}:${app ?? ''}`;
  if (directory === null) return kind;
  return kind === 'directory-assignments' && assignedApp({ app }) !== 'clari'
    ? `${kind}:${directory}:${app}`
    : `${kind}:${directory}`;
}

/**
 * Whether absence from this snapshot proves anything: it is stated complete, no row was refused, and it is not empty.
 */
export function provesAbsence(
  snapshot: Pick<Snapshot, 'completeness' | 'rowsRefused' | 'rowsAccepted' | 'state'>,
): boolean {
  return (
    snapshot.state === 'published' &&
    snapshot.completeness === 'complete' &&
    snapshot.rowsRefused === 0 &&
    snapshot.rowsAccepted > 0
  );
}

type Brought = Pick<Snapshot, 'importedVia' | 'attestation' | 'live'>;

/**
 * Whether a tool call brought it and no person is known to have agreed: it then counts for findings, and settles no
 * claim. A live snapshot is the source's own statement, whoever requested it.
 */
export function isByAssistant({ importedVia, attestation, live }: Brought): boolean {
  const byTool = importedVia === 'stdio' || importedVia === 'http' || importedVia === 'page';
  return live === null && byTool && (attestation === null || attestation.level === 'unattended');
}

/**
 * Compares how a snapshot was stated, weakest first: by an assistant, by a command, then by the levels of attestation.
 */
export function weightOf(read: Brought): number {
  return isByAssistant(read) ? -1 : ATTESTATION_LEVELS.indexOf(read.attestation?.level ?? 'unattended');
}

/** Whether the snapshot can confirm or contradict what somebody recorded. */
export function settlesClaims(read: Brought & Pick<Snapshot, 'asOfBasis'>): boolean {
  return read.asOfBasis === 'stated' && !isByAssistant(read);
}

/** How far in the future an as-of may be, since the clocks of two machines differ. */
export const AS_OF_SKEW_MS = 5 * MINUTE_MS;

/**
 * Whether a snapshot is dated in the future. An import refuses that, so the clock was set back, or another clock was
 * used then.
 */
export function isAhead({ asOf }: Pick<Snapshot, 'asOf'>, now: Instant): boolean {
  return asOf > addMs(now, AS_OF_SKEW_MS);
}

/** Snapshots as they count at a moment: one from the future counts as held, whatever the store says. */
export function readsAt(snapshots: readonly Snapshot[], now: Instant): readonly Snapshot[] {
  return snapshots.map((one) =>
    isRemembered(one) && isAhead(one, now) ? { ...one, state: 'held', guards: [aheadSentence(one)] } : one,
  );
}

function aheadSentence({ asOf, snapshotId }: Snapshot): string {
  return `Its as-of ${asOf} lies ahead of this machine's clock, so it is left out of every verdict. If the clock is wrong, set it right; if the read is, withdraw it: clari-identity-mcp forget --read ${snapshotId} --reason REASON.`;
}
