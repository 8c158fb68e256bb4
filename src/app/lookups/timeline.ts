import { readLinksChanged } from '../../evaluation/index.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { LinkState } from '../../model/link-change.ts';
import type { ClaimState, DeactivationRecord } from '../../model/record.ts';
import type { Instant } from '../../model/time.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Mentioned } from './mentions.ts';

export type TimelineEvent = { readonly at: Instant; readonly source: string } & (
  | { readonly kind: 'seen'; readonly accountId: string; readonly status: string; readonly isFirst: boolean }
  | { readonly kind: 'claimed'; readonly record: DeactivationRecord }
  | { readonly kind: 'settled'; readonly state: ClaimState }
  | {
      readonly kind: 'link_changed';
      readonly accountId: string;
      readonly before: LinkState;
      readonly now: LinkState;
      /** What had changed when the links changed. */
      readonly reasons: readonly string[];
    }
  | {
      readonly kind: 'mentioned';
      readonly accountId: string;
      readonly role: string;
      /** Of an event that is named; null: another kind of mention. */
      readonly event: string | null;
    }
  | { readonly kind: 'access_ended' | 'signed_in' | 'read'; readonly identity: Identity }
);

/**
 * What happened to these accounts and identities, oldest first: sightings that changed something, revocations, records.
 */
export async function timeline(
  reader: StoreReader,
  accounts: readonly JudgedAccount[],
  further: readonly Identity[],
  mentioned: readonly Mentioned[],
): Promise<readonly TimelineEvent[]> {
  const rows: TimelineEvent[] = [];
  const identities = new Map(further.map((one) => [identityRef(one), one]));
  for (const { account, correlation } of accounts) {
    for (const { identity } of correlation.linked) identities.set(identityRef(identity), identity);
    let before = '';
    for (const sighting of account.sightings) {
      if (sighting.status === before) continue;
      rows.push({
        at: sighting.asOf,
        source: sighting.source,
        kind: 'seen',
        accountId: account.accountId,
        status: sighting.status,
        isFirst: before === '',
      });
      before = sighting.status;
    }
    for (const record of await reader.records({ accountId: account.accountId })) {
      const standing = await reader.standing(record.recordId);
      const source = `record ${record.recordId}`;
      rows.push({ at: record.performedAt, source, kind: 'claimed', record });
      if (standing !== null && standing.settledAsOf !== null)
        rows.push({ at: standing.settledAsOf, source, kind: 'settled', state: standing.state });
    }
  }
  rows.push(...(await linkRows(reader, accounts)));
  rows.push(...(await mentionRows(reader, mentioned)));
  for (const identity of identities.values()) {
    const source = identity.directory;
    if (identity.revokedAt !== null) rows.push({ at: identity.revokedAt, source, kind: 'access_ended', identity });
    if (identity.lastSsoAt !== null) rows.push({ at: identity.lastSsoAt, source, kind: 'signed_in', identity });
    rows.push({ at: identity.asOf, source, kind: 'read', identity });
  }
  return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** More than anybody looks back through. */
const LINK_ENTRIES = 100;

/** Link changes made by rules, as far as the ledger entries name these accounts. */
async function linkRows(reader: StoreReader, accounts: readonly JudgedAccount[]): Promise<readonly TimelineEvent[]> {
  const own = new Set(accounts.map(({ account }) => `${account.app} ${account.accountId}`));
  return (await reader.ledgerOfKind('links.changed', LINK_ENTRIES)).flatMap(({ sequence, at, payload }) => {
    const said = readLinksChanged(payload);
    return (said?.changes ?? [])
      .filter((one) => own.has(`${one.app} ${one.account_id}`))
      .map((one) => ({
        at,
        source: `ledger entry ${sequence}`,
        kind: 'link_changed' as const,
        accountId: one.account_id,
        before: one.before,
        now: one.now,
        reasons: said?.reasons ?? [],
      }));
  });
}

/** An event at its own time; any other mention at the as-of of its file, once for each role. */
async function mentionRows(reader: StoreReader, mentioned: readonly Mentioned[]): Promise<readonly TimelineEvent[]> {
  const snapshots = new Map((await reader.snapshots()).map((one) => [one.snapshotId, one]));
  const rows = new Map<string, TimelineEvent>();
  for (const { accountId, mentions } of mentioned) {
    for (const { snapshotId, row } of mentions) {
      const snapshot = snapshots.get(snapshotId);
      if (snapshot === undefined) continue;
      const { role, event } = row;
      const at = row.actedAt?.at ?? snapshot.asOf;
      const source = `${snapshot.kind} (${snapshot.fileName})`;
      rows.set(JSON.stringify([at, accountId, role, event]), { at, source, kind: 'mentioned', accountId, role, event });
    }
  }
  return [...rows.values()];
}
