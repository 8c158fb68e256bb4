import type {
  AccountObservation,
  AssignmentObservation,
  ForecastObservation,
  IdentityObservation,
  MentionObservation,
  OpportunityObservation,
} from '../../model/observation.ts';
import type { Snapshot, SnapshotHead } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';

/** Differences between a snapshot and an earlier one of its series, joined by row key. */
export interface SnapshotDifference {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Number of rows that were active in the earlier snapshot and are present but not active in this one. */
  readonly turnedInactive: number;
  /** Number of rows that were active in the earlier snapshot and are missing from this one. */
  readonly activeRemoved: number;
  /** Number of active rows in the earlier snapshot: the base of a percentage. */
  readonly activeBefore: number;
  readonly rowsBefore: number;
}

type Named = 'line' | 'email' | 'name' | 'givenName' | 'familyName' | 'employeeId';
/** The part of a row that says whom it is about. */
export type NamedAccount = Pick<AccountObservation, Named | 'app' | 'key' | 'crmId'>;
/** What an account is called, and whether there is more that says whose it is. */
export interface KeyedAccount extends Pick<AccountObservation, 'line' | 'app' | 'key'> {
  readonly hasCrmId: boolean;
  readonly hasEmail: boolean;
}

/** Rows of a read lie in blocks: which one begins at a line. Reads that are alike share blocks. */
export interface BlockPlace {
  readonly firstLine: number;
  readonly blockId: number;
}
export type NamedIdentity = Pick<IdentityObservation, Named | 'directory' | 'identityId' | 'login' | 'otherEmails'>;

/** What a person may be called in files that are not users exports. E-mails lower-case; CRM ids by their first 15 characters. */
export interface PersonKeys {
  readonly keys: readonly string[];
  readonly emails: readonly string[];
  readonly crmIds: readonly string[];
}

export interface OwnerKeys {
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly names: readonly string[];
}

/** What one identity is called in a list of assigned people. */
export interface IdentityNames {
  readonly ids: readonly string[];
  readonly logins: readonly string[];
  readonly emails: readonly string[];
}

export interface Found<Row> {
  readonly snapshotId: string;
  readonly row: Row;
}

export interface RowPlace {
  readonly key: string;
  readonly line: number;
}

/** Rows of one read that have no row in the other that says the very same. */
export interface RowsApart {
  readonly now: readonly RowPlace[];
  readonly before: readonly RowPlace[];
}

/** The reads and their rows. */
export interface SnapshotReader {
  /** All snapshots but those still staging, oldest as-of first; equal as-of by SHA-256. */
  snapshots(): Promise<readonly Snapshot[]>;
  snapshot(snapshotId: string): Promise<Snapshot | null>;
  /** The earliest as-of after this moment of a read whose rows are part of what is known; null: there is none. */
  firstAsOfAfter(at: Instant): Promise<Instant | null>;
  /** A published or held read of the same series with these bytes and this as-of; null: none. */
  sameRead(head: Pick<SnapshotHead, 'kind' | 'directory' | 'app' | 'sha256' | 'asOf'>): Promise<Snapshot | null>;
  /** Rows of one read in line order, after the given line, at most `limit`. */
  accountRows(snapshotId: string, afterLine: number, limit: number): Promise<readonly AccountObservation[]>;
  identityRows(snapshotId: string, afterLine: number, limit: number): Promise<readonly IdentityObservation[]>;
  assignmentRows(snapshotId: string, afterLine: number, limit: number): Promise<readonly AssignmentObservation[]>;
  mentionRows(snapshotId: string, afterLine: number, limit: number): Promise<readonly MentionObservation[]>;
  /** The same rows, with only the fields that say whom they are about. */
  accountNames(snapshotId: string, afterLine: number, limit: number): Promise<readonly NamedAccount[]>;
  identityNames(snapshotId: string, afterLine: number, limit: number): Promise<readonly NamedIdentity[]>;
  /** Keys of the rows of one read in line order, after the given line: some thousands, none where there are no more. */
  accountKeys(snapshotId: string, afterLine: number): Promise<readonly KeyedAccount[]>;
  /** Where each block of the rows of one read lies, in line order. */
  accountPlaces(snapshotId: string): Promise<readonly BlockPlace[]>;
  /** The rows of these blocks, their lines counted from the first of the block; at most 500 blocks. */
  accountBlocks(blockIds: readonly number[]): Promise<readonly (readonly AccountObservation[])[]>;
  /** Mentions of one person in every published read, newest read first, at most `limit`. */
  mentionsOf(person: PersonKeys, limit: number): Promise<readonly Found<MentionObservation>[]>;
  /** Forecast values of one person in one read, in line order, at most `limit`. */
  forecastsOf(snapshotId: string, person: PersonKeys, limit: number): Promise<readonly ForecastObservation[]>;
  /** Rows whose owner has one of these ids, e-mails or names (ignoring case), in line order, at most `limit`. */
  opportunitiesOf(snapshotId: string, owner: OwnerKeys, limit: number): Promise<readonly OpportunityObservation[]>;
  /** Rows of one list of assigned people that name this identity, in line order, at most `limit`. */
  assignmentsOf(snapshotId: string, names: IdentityNames, limit: number): Promise<readonly AssignmentObservation[]>;
  compare(snapshotId: string, earlierId: string): Promise<SnapshotDifference>;
  /** Rows of either directory read that the other does not have word for word; null: one of them has a key twice. */
  identityRowsApart(snapshotId: string, earlierId: string): Promise<RowsApart | null>;
  /** Where rows of these keys are in a directory read. */
  identityLinesOf(snapshotId: string, keys: ReadonlySet<string>): Promise<readonly RowPlace[]>;
  /** Keys of rows that were active in `earlierId` and are missing or not active in `snapshotId`, at most `limit`. */
  noLongerActive(snapshotId: string, earlierId: string, limit: number): Promise<readonly string[]>;
  /** Rows of one read at these lines, as far as they are there. */
  accountRowsAt(snapshotId: string, lines: readonly number[]): Promise<readonly AccountObservation[]>;
  identityRowsAt(snapshotId: string, lines: readonly number[]): Promise<readonly IdentityObservation[]>;
  assignmentRowsAt(snapshotId: string, lines: readonly number[]): Promise<readonly AssignmentObservation[]>;
  mentionRowsAt(snapshotId: string, lines: readonly number[]): Promise<readonly MentionObservation[]>;
}
