import type { Actor } from './actor.ts';
import { ATTESTATION_LEVELS, type Attestation } from './attestation.ts';
import type { LiveReadFacts } from './live.ts';
import { addMs, type Instant, MINUTE_MS } from './time.ts';

/** Clari and Clari Copilot keep separate accounts. */
export const APPS = ['clari', 'copilot'] as const;
export type App = (typeof APPS)[number];

/** What a file can be. A live source has the kind of the file that it replaces. */
export const KINDS = [
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

/** `unknown` supports no conclusion from absence. */
export const COMPLETENESS = ['complete', 'partial', 'unknown'] as const;
export type Completeness = (typeof COMPLETENESS)[number];

/** A person said it, the content proves it (a cut-off file is `partial`), or nobody did. */
export type CompletenessBasis = 'stated' | 'content' | 'default';

export const FILTERS = ['all', 'active'] as const;
/** A person's statement of what the export contains. */
export type Filter = (typeof FILTERS)[number];

/** Only a stated as-of settles a claim: see `settlesClaims`. */
export type AsOfBasis = 'stated' | 'file_time';

/** What a directory read says of the Clari application as a whole; null: the source did not say. */
export interface DirectoryFacts {
  /** false: the app is switched off, nobody has SSO. */
  readonly appEnabled: boolean | null;
  /** false: anyone in the tenant may sign in, so "not assigned" is not "revoked" (Entra ID). */
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

/** A value under a header that was taken for blank, or that nobody understood, and in how many rows. */
export interface ValueCount {
  readonly field: string;
  readonly header: string;
  readonly value: string;
  readonly rows: number;
}

/** How a file was read. Kept with the read: an unknown names the column or the value that would settle it. */
export interface Reading {
  readonly used: readonly UsedColumn[];
  readonly unused: readonly UnusedColumn[];
  /** At most 20 of each. */
  readonly takenForMissing: readonly ValueCount[];
  readonly notUnderstood: readonly ValueCount[];
  /** Fields whose values were no values at all, such as the name of a type: nothing follows from their absence. */
  readonly unreadable: readonly string[];
}

/** Which edition of the file readers read it. Raise it when the same bytes would be read otherwise. */
export const READER_VERSION = 3;

/** Why a guard holds or held a read: which guard, how many rows speak for it, and of how many. */
export interface GuardFact {
  readonly code: string;
  readonly count: number;
  readonly of: number;
}

/** What is known of a read before its rows: everything that identifies it and what its author stated. */
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
  /** null: nobody said. */
  readonly filter: Filter | null;
  readonly facts: DirectoryFacts | null;
}

/** What is known once every row went by. */
export interface SnapshotTally {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  /** Data rows that were not understood. While there are any, absence from this read proves nothing. */
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

/** Whether its rows are part of what is known. Only a published read supports a verdict by them. */
export function isRemembered({ state }: Pick<Snapshot, 'state'>): boolean {
  return state === 'published' || state === 'retired';
}

/** What was said of a file's columns when it was brought, beside what its head keeps. */
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
  /** Null: a file. */
  readonly live: LiveReadFacts | null;
  /** Why a guard holds or held it; empty when none did. */
  readonly guards: readonly string[];
  /** The same as codes and numbers; empty also where the read is older than they are. */
  readonly guardFacts: readonly GuardFact[];
  /** Null: a live source, or a read that is older than this is kept. */
  readonly reading: Reading | null;
  /** `READER_VERSION` of its time; 0: older than this is kept. Live reads have that of their time too. */
  readonly reader: number;
  /** Through what it was brought; null: older than this is kept, which counts as a person's. */
  readonly importedVia: Actor['via'] | null;
  /** How well it is known that a person stated it; null: older than this is kept. */
  readonly attestation: Attestation | null;
  /** Null: a live source, or a read that is older than this is kept. */
  readonly stated: StatedReading | null;
  /** Over every row as it is kept, in their order; null: the read is older than this is kept. */
  readonly rowsSha256: string | null;
  /** Absent: its source is in scope. */
  readonly retiredAt?: Instant;
  /** Its rows were removed then, what is said here stays; absent: they are there. */
  readonly purgedAt?: Instant;
}

/** Reads that continue one another: the same kind of the same directory or app. */
export function seriesOf(head: Pick<SnapshotHead, 'kind' | 'directory' | 'app'>): string {
  return head.directory === null ? head.kind : `${head.kind}:${head.directory}`;
}

/** Whether absence from this read says anything: stated complete, no row refused, and not empty. */
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
 * Whether a tool call brought it and no person is known to have agreed: it counts for findings, and settles no claim. A
 * live read is the source's own word, whoever asked for it: nothing in it is the caller's.
 */
export function isByAssistant({ importedVia, attestation, live }: Brought): boolean {
  const byTool = importedVia === 'stdio' || importedVia === 'http';
  return live === null && byTool && (attestation === null || attestation.level === 'unattended');
}

/** Weakest first: an assistant's word, a command's, then as levels go. */
export function weightOf(read: Brought): number {
  return isByAssistant(read) ? -1 : ATTESTATION_LEVELS.indexOf(read.attestation?.level ?? 'unattended');
}

/** Whether what it says confirms or contradicts what somebody recorded. */
export function settlesClaims(read: Brought & Pick<Snapshot, 'asOfBasis'>): boolean {
  return read.asOfBasis === 'stated' && !isByAssistant(read);
}

/** Clocks of two machines differ a little; what an import still takes for now. */
export const AS_OF_SKEW_MS = 5 * MINUTE_MS;

/** Dated ahead of the clock: an import refuses that, so a clock was set back, or is not the one that it was taken by. */
export function isAhead({ asOf }: Pick<Snapshot, 'asOf'>, now: Instant): boolean {
  return asOf > addMs(now, AS_OF_SKEW_MS);
}

/** Reads as they count at a moment: one that is ahead of it is held, whatever the store says. */
export function readsAt(snapshots: readonly Snapshot[], now: Instant): readonly Snapshot[] {
  return snapshots.map((one) =>
    isRemembered(one) && isAhead(one, now) ? { ...one, state: 'held', guards: [aheadSentence(one)] } : one,
  );
}

function aheadSentence({ asOf, snapshotId }: Snapshot): string {
  return `Its as-of ${asOf} lies ahead of this machine's clock, so it is left out of every verdict. If the clock is wrong, set it right; if the read is, withdraw it: clari-identity-mcp forget --read ${snapshotId} --reason REASON.`;
}
