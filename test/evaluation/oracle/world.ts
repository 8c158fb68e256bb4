import { pages } from '../../../src/evaluation/pages.ts';
import type { Account } from '../../../src/model/account.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { isRemembered, type Snapshot } from '../../../src/model/snapshot.ts';
import { type AccountHistory, accountHistory } from '../../../src/reconcile/state/accounts.ts';
import { identityHistory } from '../../../src/reconcile/state/identities.ts';
import type { StoreReader } from '../../../src/store/store.ts';

const PAGE = 2_000;

/** Accounts and identities as every published read together says, and the reads themselves (held ones included). */
export interface World {
  readonly revision: number;
  readonly snapshots: readonly Snapshot[];
  readonly accounts: readonly Account[];
  readonly identities: readonly Identity[];
  /** Former account id → today's: an account known by e-mail may get an export id later. */
  readonly accountAliases: ReadonlyMap<string, string>;
  /** Former `directory/identity_id` → today's. */
  readonly identityAliases: ReadonlyMap<string, string>;
}

/**
 * Reads the whole truth through one consistent reader.
 * `asIfPublished`: a staged read that is to be weighed before it counts. `assume`: reads as they would be.
 */
export async function loadWorld(
  reader: StoreReader,
  asIfPublished: Snapshot | null = null,
  assume: (snapshot: Snapshot) => Snapshot = (snapshot) => snapshot,
): Promise<World> {
  const revision = await reader.revision();
  const stored = (await reader.snapshots()).map(assume);
  const snapshots =
    asIfPublished === null
      ? stored
      : [
          ...stored.filter((one) => one.snapshotId !== asIfPublished.snapshotId),
          { ...asIfPublished, state: 'published' as const },
        ];
  const accounts = accountHistory();
  const identities = identityHistory();
  for (const snapshot of snapshots) {
    if (isRemembered(snapshot)) await feed(reader, snapshot, accounts, identities);
  }
  return {
    revision,
    snapshots,
    accounts: accounts.build(snapshots),
    identities: identities.build(snapshots),
    accountAliases: accounts.aliases(),
    identityAliases: identities.aliases(),
  };
}

async function feed(
  reader: StoreReader,
  snapshot: Snapshot,
  accounts: AccountHistory,
  identities: ReturnType<typeof identityHistory>,
): Promise<void> {
  const { kind, snapshotId } = snapshot;
  switch (kind) {
    case 'directory':
      for await (const rows of pages((after) => reader.identityRows(snapshotId, after, PAGE)))
        for (const row of rows) identities.addIdentity(snapshot, row);
      return;
    case 'directory-assignments':
      for await (const rows of pages((after) => reader.assignmentRows(snapshotId, after, PAGE)))
        for (const row of rows) identities.addAssignment(snapshot, row);
      return;
    case 'app-users':
    case 'clari-users':
    case 'clari-copilot-users':
      for await (const rows of pages((after) => reader.accountRows(snapshotId, after, PAGE)))
        for (const row of rows) accounts.add(snapshot, row);
      return;
    case 'clari-forecast':
    case 'clari-audit':
    case 'clari-activity':
    case 'clari-quota':
      for await (const rows of pages((after) => reader.mentionRows(snapshotId, after, PAGE)))
        for (const row of rows) accounts.addMention(snapshot, row);
      return;
    case 'opportunities':
      // Work has an owner; it says nothing of their account.
      return;
    default:
      return kind satisfies never;
  }
}
