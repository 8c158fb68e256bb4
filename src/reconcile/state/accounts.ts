import type { Account } from '../../model/account.ts';
import type { AccountObservation } from '../../model/observation.ts';
import { type App, provesAbsence, type Snapshot } from '../../model/snapshot.ts';
import { type AccountEntry, addRow, newAccountEntry, newerRow } from './account-entry.ts';
import { accountIdOf, byKeyStrength, foldAccountKeys, formerIdsOf, rowKey } from './account-keys.ts';
import { type MomentStatus, momentsOf } from './account-readings.ts';
import { type AccountTrail, markRenames } from './account-renames.ts';
import { bySnapshotOrder, compareText } from './snapshot-order.ts';

export interface AccountHistory {
  /** Takes one row of one read, in any order. Rows of reads that are not published count for nothing. */
  add(snapshot: Snapshot, row: AccountObservation): void;
  /** Accounts as all rows and the absences from these reads say, in order of account id. */
  build(snapshots: readonly Snapshot[]): Account[];
  /** Ids that accounts bore while less was known of them, and what they are now: decisions and records name accounts by id. */
  aliases(): ReadonlyMap<string, string>;
}

/** Account state from observations: the same whatever the order of reads and rows. */
export function accountHistory(): AccountHistory {
  const entries = new Map<string, AccountEntry>();
  return {
    add(snapshot, row) {
      if (snapshot.state !== 'published') return;
      const key = rowKey(row);
      const entry = entries.get(key) ?? newAccountEntry(snapshot, row);
      entries.set(key, entry);
      addRow(entry, snapshot, row);
    },
    build(snapshots) {
      const absences = absencesByApp(snapshots);
      const trails = groupEntries([...entries.values()]).map((group) =>
        trailOf(group, absences.get(group.owner.app) ?? []),
      );
      return markRenames(trails).sort((a, b) => compareText(a.accountId, b.accountId));
    },
    aliases() {
      const groups = groupEntries([...entries.values()]);
      const current = new Set(groups.map((group) => group.accountId));
      const aliases = new Map<string, string>();
      for (const { accountId, members } of groups) {
        for (const former of members.flatMap(formerIdsOf)) {
          if (!current.has(former) && !aliases.has(former)) aliases.set(former, accountId);
        }
      }
      return aliases;
    },
  };
}

interface EntryGroup {
  readonly accountId: string;
  readonly owner: AccountEntry;
  /** Every key of the account, strongest first. */
  readonly members: readonly AccountEntry[];
}

function groupEntries(entries: AccountEntry[]): readonly EntryGroup[] {
  entries.sort(byKeyStrength);
  const foldedInto = foldAccountKeys(entries);
  const members = new Map<AccountEntry, AccountEntry[]>();
  for (const entry of entries) {
    const owner = foldedInto.get(entry) ?? entry;
    const group = members.get(owner);
    if (group === undefined) members.set(owner, [entry]);
    else group.push(entry);
  }
  const taken = new Set<string>();
  return [...members].map(([owner, group]) => {
    const bare = accountIdOf(owner);
    const accountId = taken.has(bare) ? `${owner.app}:${owner.kind}:${owner.value}` : bare;
    taken.add(accountId);
    return { accountId, owner, members: group };
  });
}

/** The list of an app's users is what can lack one of them; a forecast or an audit window lacks many. */
function absencesByApp(snapshots: readonly Snapshot[]): ReadonlyMap<App, readonly Snapshot[]> {
  const proving = snapshots.filter(provesAbsence).sort(bySnapshotOrder);
  return new Map([
    ['clari', proving.filter((read) => read.kind === 'clari-users' && (read.app ?? 'clari') === 'clari')],
    ['copilot', proving.filter((read) => read.kind === 'clari-copilot-users' || isCopilotUsers(read))],
  ]);
}

function isCopilotUsers(read: Snapshot): boolean {
  return read.kind === 'clari-users' && read.app === 'copilot';
}

function trailOf({ accountId, owner, members }: EntryGroup, absences: readonly Snapshot[]): AccountTrail {
  const latest = members.map((member) => member.latest).reduce(newerRow);
  const marks = members.flatMap((member) => member.marks);
  const moments = momentsOf(marks, absences);
  const newest = moments.at(-1);
  const lastActiveAt = moments.findLast((moment) => moment.status === 'active')?.asOf ?? null;
  const account: Account = {
    accountId,
    app: owner.app,
    latest: latest.row,
    latestSnapshotId: latest.snapshot.snapshotId,
    status: newest?.status ?? 'unknown',
    statusAsOf: newest?.asOf ?? latest.snapshot.asOf,
    firstSeen: moments[0]?.asOf ?? latest.snapshot.asOf,
    lastActiveAt,
    firstInactiveAt: moments.find((moment) => isNotActive(moment) && moment.asOf > (lastActiveAt ?? ''))?.asOf ?? null,
    maybeRenamedTo: [],
    conflicting: newest?.conflicting ?? false,
    sightings: moments.flatMap((moment) => moment.sightings),
  };
  return {
    account,
    moments,
    lastShownAsOf: latest.snapshot.asOf,
    absences,
    crmIds: members.flatMap((member) => member.crmIds),
    emails: members.flatMap((member) => member.emails),
  };
}

function isNotActive({ status }: MomentStatus): boolean {
  return status === 'inactive' || status === 'absent';
}
