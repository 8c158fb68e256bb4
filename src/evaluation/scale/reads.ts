import type {
  AccountObservation,
  AssignmentObservation,
  IdentityObservation,
  MentionObservation,
} from '../../model/observation.ts';
import { isUsersKind, provesAbsence, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import { rowKey } from '../../reconcile/state/account-keys.ts';
import type { AccountHistory } from '../../reconcile/state/accounts.ts';
import {
  accountComponentKeys,
  accountLookalikes,
  assignmentComponentKeys,
  type ComponentKeys,
  identityComponentKeys,
  identityLookalikes,
  isWeakKey,
  mentionComponentKeys,
} from '../../reconcile/state/component-keys.ts';
import type { Tally } from '../../reconcile/state/identified-reads.ts';
import type { IdentityHistory } from '../../reconcile/state/identities.ts';
import type { ListMatches } from '../../reconcile/state/list-matches.ts';
import { provesAccount } from '../../reconcile/state/mention-entry.ts';
import type { NamedAccount, NamedIdentity } from '../../store/readers/snapshot-reader.ts';
import { ListFit } from '../list-fit.ts';
import { pages } from '../pages.ts';
import { Components, type Part, type ReadTime } from './components.ts';
import type { RowReader } from './short-reads.ts';

const PAGE = 2_000;

/** Every row of some reads, filed by what has to be seen together. */
export interface Gathered {
  readonly reads: readonly Snapshot[];
  readonly components: Components;
}

export interface GatheredIdentities extends Gathered {
  /** How each complete list of assigned people fits all of its directory. */
  readonly matches: ListMatches;
  /** Directories in which every row has an id of its own. */
  readonly named: ReadonlySet<string>;
}

export interface GatheredAccounts extends Gathered {
  /** What each users export has in all. */
  readonly tallies: ReadonlyMap<string, Tally>;
}

/** Called after each page of rows. */
export type Passed = (rows: number) => Promise<void>;

/** Called with each row and its number among the connected components. */
export type Seen<Row> = (row: Row, at: number) => void;

export function gatherIdentities(
  reader: RowReader,
  snapshots: readonly Snapshot[],
  passed: Passed,
  seen: Seen<NamedIdentity | AssignmentObservation> = () => undefined,
): Promise<GatheredIdentities> {
  return gatherPeople(reader, snapshots, passed, seen, reader.identityNames);
}

/** The same, for whoever has to see more of each row than its names. */
export function gatherWholeIdentities(
  reader: RowReader,
  snapshots: readonly Snapshot[],
  passed: Passed,
  seen: Seen<IdentityObservation | AssignmentObservation>,
): Promise<GatheredIdentities> {
  return gatherPeople(reader, snapshots, passed, seen, reader.identityRows);
}

async function gatherPeople<Row extends NamedIdentity>(
  reader: RowReader,
  snapshots: readonly Snapshot[],
  passed: Passed,
  seen: Seen<Row | AssignmentObservation>,
  rowsOf: (snapshotId: string, afterLine: number, limit: number) => Promise<readonly Row[]>,
): Promise<GatheredIdentities> {
  const reads = snapshots.filter(({ kind }) => kind === 'directory' || kind === 'directory-assignments');
  const { components, renames } = newComponents(reads);
  const fit = new ListFit(reads);
  const named = new Set(reads.flatMap(({ directory }) => directory ?? []));
  for (const [read, { kind, snapshotId }] of reads.entries()) {
    if (kind === 'directory')
      for await (const rows of pages((after) => rowsOf(snapshotId, after, PAGE))) {
        for (const row of rows) {
          const keys = identityComponentKeys(row);
          if (keys.weak) named.delete(row.directory);
          place(components, read, row.line, keys);
          seen(row, components.rows - 1);
        }
        await passed(rows.length);
      }
    else
      for await (const rows of pages((after) => reader.assignmentRows(snapshotId, after, PAGE))) {
        for (const row of rows) {
          place(components, read, row.line, assignmentComponentKeys(row));
          fit.see(read, row, components.rows - 1);
          seen(row, components.rows - 1);
        }
        await passed(rows.length);
      }
  }
  components.settle();
  const gathered = { reads, components };
  const matches = await fit.matches(components, (part, take) =>
    loadIdentities(reader, gathered, part, { addIdentity: () => undefined, addAssignment: take }),
  );
  if (renames)
    for (const part of components.suspects(PAGE))
      await loadIdentities(reader, gathered, part, {
        addIdentity: (_, row) =>
          components.recognise(part.rowOf(identityComponentKeys(row).own), identityLookalikes(row)),
        addAssignment: () => undefined,
      });
  return { ...gathered, matches, named };
}

/** Without looking at more than the keys of rows where each says for sure whose it is. */
export async function gatherAccounts(
  reader: RowReader,
  snapshots: readonly Snapshot[],
  passed: Passed,
): Promise<GatheredAccounts> {
  const reads = snapshots.filter((read) => isUsersRead(read) || isMentionRead(read));
  return (await gatherByKey(reader, reads, passed)) ?? gatherNamedAccounts(reader, snapshots, passed);
}

/** Null: some row may be about an account that another row calls something else. */
async function gatherByKey(
  reader: RowReader,
  reads: readonly Snapshot[],
  passed: Passed,
): Promise<GatheredAccounts | null> {
  if (!reads.every(isUsersRead)) return null;
  const { components, renames } = newComponents(reads);
  const tallies = new Map<string, Tally>();
  for (const [read, { snapshotId }] of reads.entries()) {
    const tally = { rows: 0, emails: 0, crmIds: 0 };
    tallies.set(snapshotId, tally);
    for await (const rows of pages((after) => reader.accountKeys(snapshotId, after))) {
      for (const row of rows) {
        if (isWeakKey(row)) return null;
        components.add({ read, line: row.line, own: rowKey(row), weak: false, shared: NOTHING });
        tally.rows += 1;
        if (row.hasEmail) tally.emails += 1;
        if (row.hasCrmId) tally.crmIds += 1;
      }
      await passed(rows.length);
    }
  }
  components.settle();
  const gathered = { reads, components, tallies };
  if (renames) await joinRenamed(reader, gathered);
  return gathered;
}

const NOTHING: readonly string[] = [];

/** The same, for whoever has to see the names in each row. */
export async function gatherNamedAccounts(
  reader: RowReader,
  snapshots: readonly Snapshot[],
  passed: Passed,
  seen: Seen<NamedAccount | MentionObservation> = () => undefined,
): Promise<GatheredAccounts> {
  const reads = snapshots.filter((read) => isUsersRead(read) || isMentionRead(read));
  const { components, renames } = newComponents(reads);
  const tallies = new Map<string, Tally>();
  for (const [read, snapshot] of reads.entries()) {
    const { snapshotId } = snapshot;
    if (isUsersRead(snapshot)) {
      const tally = { rows: 0, emails: 0, crmIds: 0 };
      tallies.set(snapshotId, tally);
      for await (const rows of pages((after) => reader.accountNames(snapshotId, after, PAGE))) {
        for (const row of rows) {
          place(components, read, row.line, accountComponentKeys(row));
          seen(row, components.rows - 1);
          tally.rows += 1;
          if (row.email !== null) tally.emails += 1;
          if (row.crmId !== null) tally.crmIds += 1;
        }
        await passed(rows.length);
      }
    } else
      for await (const rows of pages((after) => reader.mentionRows(snapshotId, after, PAGE))) {
        for (const row of rows) {
          if (!provesAccount(row.role)) continue;
          place(components, read, row.line, mentionComponentKeys(row));
          seen(row, components.rows - 1);
        }
        await passed(rows.length);
      }
  }
  components.settle();
  const gathered = { reads, components, tallies };
  if (renames) await joinRenamed(reader, gathered);
  return gathered;
}

/** An account that vanished may be one that is new. */
async function joinRenamed(reader: RowReader, gathered: Gathered): Promise<void> {
  const { components } = gathered;
  for (const part of components.suspects(PAGE))
    await loadAccounts(reader, gathered, part, {
      add: (_, row) => components.recognise(part.rowOf(rowKey(row)), accountLookalikes(row)),
      addMention: () => undefined,
    });
}

export async function loadIdentities(
  reader: RowReader,
  { reads }: Gathered,
  part: Part,
  into: Pick<IdentityHistory, 'addIdentity' | 'addAssignment'>,
): Promise<void> {
  for (const [read, lines] of part.lines) {
    const snapshot = reads[read];
    if (snapshot === undefined) continue;
    const { snapshotId } = snapshot;
    if (snapshot.kind === 'directory') {
      for (const row of await at(snapshotId, lines, reader.identityRows, reader.identityRowsAt))
        into.addIdentity(snapshot, row);
    } else
      for (const row of await at(snapshotId, lines, reader.assignmentRows, reader.assignmentRowsAt))
        into.addAssignment(snapshot, row);
  }
}

/** Rows of a users export at these lines, as far as they are there. */
type AccountRowsAt = (snapshotId: string, lines: readonly number[]) => Promise<readonly AccountObservation[]>;

export async function loadAccounts(
  reader: RowReader,
  { reads }: Gathered,
  part: Part,
  into: Pick<AccountHistory, 'add' | 'addMention'>,
  rowsAt: AccountRowsAt = (id, lines) => at(id, lines, reader.accountRows, reader.accountRowsAt),
): Promise<void> {
  for (const [read, lines] of part.lines) {
    const snapshot = reads[read];
    if (snapshot === undefined) continue;
    const { snapshotId } = snapshot;
    if (isUsersRead(snapshot)) {
      for (const row of await rowsAt(snapshotId, lines)) into.add(snapshot, row);
    } else {
      // A line can name several people, and rows of one line have no order of their own.
      const rows: readonly MentionObservation[] = await reader.mentionRowsAt(snapshotId, [...new Set(lines)]);
      for (const row of rows) if (part.has(mentionComponentKeys(row).own)) into.addMention(snapshot, row);
    }
  }
}

function isUsersRead({ kind }: Snapshot): boolean {
  return isUsersKind(kind);
}

function isMentionRead({ kind }: Snapshot): boolean {
  return kind === 'clari-forecast' || kind === 'clari-audit' || kind === 'clari-activity' || kind === 'clari-quota';
}

function place(components: Components, read: number, line: number, { own, weak, shared }: ComponentKeys): void {
  components.add({ read, line, own, weak, shared });
}

/** `renames`: something may have vanished, so that look-alikes matter. */
function newComponents(reads: readonly Snapshot[]): { readonly components: Components; readonly renames: boolean } {
  const order = [...new Set(reads.map((read) => read.asOf))].sort();
  const rank = new Map(order.map((asOf, index) => [asOf, index]));
  const at = (read: Snapshot) => rank.get(read.asOf) ?? 0;
  const times = reads.map((read): ReadTime => {
    const series = reads.filter((one) => seriesOf(one) === seriesOf(read));
    const proving = series.filter(provesAbsence).map(at);
    return { at: at(read), first: Math.min(...series.map(at)), lastProving: Math.max(-1, ...proving) };
  });
  return { components: new Components(times), renames: times.some((time) => time.lastProving > time.first) };
}

/** Rows at these lines; where they lie close together, by pages. */
async function at<Row extends { readonly line: number }>(
  snapshotId: string,
  lines: readonly number[],
  page: (snapshotId: string, after: number, limit: number) => Promise<readonly Row[]>,
  rowsAt: (snapshotId: string, lines: readonly number[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const first = lines[0] ?? 0;
  const last = lines.at(-1) ?? 0;
  if (last - first >= lines.length * 2) return rowsAt(snapshotId, lines);
  const wanted = new Set(lines);
  const found: Row[] = [];
  let after = first - 1;
  while (after < last) {
    // A line has one row at most: what lies behind the last one is not read.
    const rows = await page(snapshotId, after, Math.min(PAGE, last - after));
    for (const row of rows) if (wanted.has(row.line)) found.push(row);
    const end = rows.at(-1);
    if (end === undefined) break;
    after = end.line;
  }
  return found;
}
