import type { Account } from '../../model/account.ts';
import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { AccountObservation, MentionObservation } from '../../model/observation.ts';
import { isRemembered, provesAbsence, type Snapshot, usersListOf } from '../../model/snapshot.ts';
import { type AccountEntry, addRow, newAccountEntry, newerRow } from './account-entry.ts';
import { type AccountGroup, groupAccounts, keysOf } from './account-groups.ts';
import { formerIdsOf, hasFormerIds, meetingKey, rowKey, splitKey } from './account-keys.ts';
import { type MomentStatus, momentsOf } from './account-readings.ts';
import { type AccountTrail, markRenames } from './account-renames.ts';
import { identifiedReads, type Tally } from './identified-reads.ts';
import { addMention, type MentionEntry, newMentionEntry, provesAccount } from './mention-entry.ts';
import { mentionedTrail, withMentions } from './mentioned-account.ts';
import { bySnapshotOrder, compareText } from './snapshot-order.ts';

export interface AccountHistory {
  /** Takes one row of one read, in any order. Rows of reads that are not published count for nothing. */
  add(snapshot: Snapshot, row: AccountObservation): void;
  /** Likewise, of a file that is no users export. It never makes an account active or closed. */
  addMention(snapshot: Snapshot, row: MentionObservation): void;
  /** Accounts as all rows and the absences from these reads say, in order of account id. */
  build(snapshots: readonly Snapshot[]): Account[];
  /** Ids that accounts bore while less was known of them, and what they are now: decisions and records name accounts by id. */
  aliases(): ReadonlyMap<string, string>;
}

/**
 * Account state from observations: the same whatever the order of reads and rows. `whole`: what each export has in all,
 * where only some of its rows are added.
 */
export function accountHistory(whole: ReadonlyMap<string, Readonly<Tally>> | null = null): AccountHistory {
  const entries = new Map<string, AccountEntry>();
  const mentions = new Map<string, MentionEntry>();
  const identified = identifiedReads(whole);
  let grouped: readonly AccountGroup[] | null = null;
  const groups = () => {
    grouped ??= groupAccounts([...entries.values()], [...mentions.values()]);
    return grouped;
  };
  return {
    add(snapshot, row) {
      if (!isRemembered(snapshot)) return;
      grouped = null;
      const key = rowKey(row);
      const entry = entries.get(key) ?? newAccountEntry(snapshot, row);
      entries.set(key, entry);
      addRow(entry, snapshot, row);
      identified.add(snapshot, row);
    },
    addMention(snapshot, row) {
      if (!isRemembered(snapshot) || !provesAccount(row.role)) return;
      grouped = null;
      const key = meetingKey({ app: DEFAULT_APP, ...splitKey(row.key) });
      const entry = mentions.get(key) ?? newMentionEntry(snapshot, row);
      mentions.set(key, entry);
      addMention(entry, snapshot, row);
    },
    build(snapshots) {
      const absences = absencesByApp(snapshots);
      const wouldShow = identified.finder([...entries.values()]);
      const trails = groups().flatMap((group) => {
        const ofApp = absences.get(group.owner.app) ?? [];
        return group.members.length === 0
          ? mentionedTrail(group, wouldShow(keysOf(group), ofApp))
          : [trailOf(group, ofApp)];
      });
      return markRenames(trails).sort((a, b) => compareText(a.accountId, b.accountId));
    },
    aliases() {
      const all = groups();
      const aliases = new Map<string, string>();
      let current: ReadonlySet<string> | null = null;
      for (const group of all)
        for (const key of keysOf(group)) {
          if (!hasFormerIds(key, group.accountId)) continue;
          current ??= new Set(all.map(({ accountId }) => accountId));
          for (const former of formerIdsOf(key))
            if (!current.has(former) && !aliases.has(former)) aliases.set(former, group.accountId);
        }
      return aliases;
    },
  };
}

/** The list of an app's users is what can lack one of them; a forecast or an audit window lacks many. */
function absencesByApp(snapshots: readonly Snapshot[]): ReadonlyMap<App, readonly Snapshot[]> {
  const byApp = new Map<App, Snapshot[]>();
  for (const read of snapshots.filter(provesAbsence).sort(bySnapshotOrder)) {
    const app = usersListOf(read);
    if (app === null) continue;
    const known = byApp.get(app);
    if (known === undefined) byApp.set(app, [read]);
    else known.push(read);
  }
  return byApp;
}

function trailOf({ accountId, owner, members, mentions }: AccountGroup, absences: readonly Snapshot[]): AccountTrail {
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
    account: withMentions(account, mentions),
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
