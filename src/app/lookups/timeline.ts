import { readLinksChanged } from '../../evaluation/link-changes.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { LinkState } from '../../model/link-change.ts';
import type { Instant } from '../../model/time.ts';
import type { JudgedAccount, StoreReader } from '../../store/store.ts';
import type { Mentioned } from './mentions.ts';

export interface TimelineRow {
  readonly at: Instant;
  readonly source: string;
  readonly what: string;
}

/** What happened around these accounts and identities, oldest first: sightings that changed something, revocations, records. */
export async function timeline(
  reader: StoreReader,
  accounts: readonly JudgedAccount[],
  further: readonly Identity[],
  mentioned: readonly Mentioned[],
): Promise<readonly TimelineRow[]> {
  const rows: TimelineRow[] = [];
  const identities = new Map(further.map((one) => [identityRef(one), one]));
  for (const { account, correlation } of accounts) {
    for (const { identity } of correlation.linked) identities.set(identityRef(identity), identity);
    let before = '';
    for (const sighting of account.sightings) {
      if (sighting.status === before) continue;
      rows.push({
        at: sighting.asOf,
        source: sighting.source,
        what: `account ${account.accountId} ${before === '' ? 'first seen, ' : ''}${sighting.status}`,
      });
      before = sighting.status;
    }
    for (const record of await reader.records({ accountId: account.accountId })) {
      const standing = await reader.standing(record.recordId);
      rows.push({
        at: record.performedAt,
        source: `record ${record.recordId}`,
        what: `deactivation claimed by ${JSON.stringify(record.performedBy)}, recorded ${record.recordedAt}`,
      });
      if (standing !== null && standing.settledAsOf !== null)
        rows.push({ at: standing.settledAsOf, source: `record ${record.recordId}`, what: `claim ${standing.state}` });
    }
  }
  rows.push(...(await linkRows(reader, accounts)));
  rows.push(...(await mentionRows(reader, mentioned)));
  for (const identity of identities.values()) {
    if (identity.revokedAt !== null)
      rows.push({
        at: identity.revokedAt,
        source: identity.directory,
        what: `${identityRef(identity)} ${identity.entitlement} (${endedBy(identity)})`,
      });
    if (identity.lastSsoAt !== null)
      rows.push({
        at: identity.lastSsoAt,
        source: identity.directory,
        what: `${identityRef(identity)} last single sign-on to Clari`,
      });
    rows.push({
      at: identity.asOf,
      source: identity.directory,
      what: `${identityRef(identity)} read: ${identity.present ? identity.latest.status : 'no longer listed'}, ${identity.entitlement}`,
    });
  }
  return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** More than anybody looks back through. */
const LINK_ENTRIES = 100;

/** Links that the rules changed, as far as the entries of the ledger name these accounts. */
async function linkRows(reader: StoreReader, accounts: readonly JudgedAccount[]): Promise<readonly TimelineRow[]> {
  const own = new Set(accounts.map(({ account }) => `${account.app} ${account.accountId}`));
  return (await reader.ledgerOfKind('links.changed', LINK_ENTRIES)).flatMap(({ sequence, at, payload }) => {
    const said = readLinksChanged(payload);
    return (said?.changes ?? [])
      .filter((one) => own.has(`${one.app} ${one.account_id}`))
      .map((one) => ({
        at,
        source: `ledger entry ${sequence}`,
        what: `account ${one.account_id} ${linkWords(one.before)} before, ${linkWords(one.now)} now; changed meanwhile: ${said?.reasons.join(', ')}`,
      }));
  });
}

function linkWords({ situation, rule, identities }: LinkState): string {
  const to = identities.length === 0 ? '' : ` to ${identities.join(', ')}`;
  return `${situation}${to}${rule === null ? '' : ` by ${rule}`}`;
}

function endedBy({ revokedAtBasis, revokedBy }: Identity): string {
  if (revokedBy === null) return revokedAtBasis;
  const by = revokedBy.by === null ? '' : ` by ${JSON.stringify(revokedBy.by)}`;
  return `event ${JSON.stringify(revokedBy.id)}, ${JSON.stringify(revokedBy.type)}${by}`;
}

/** An event at its own time; every other mention at the as-of of its file, once a role. */
async function mentionRows(reader: StoreReader, mentioned: readonly Mentioned[]): Promise<readonly TimelineRow[]> {
  const snapshots = new Map((await reader.snapshots()).map((one) => [one.snapshotId, one]));
  const rows = new Map<string, TimelineRow>();
  for (const { accountId, mentions } of mentioned) {
    for (const { snapshotId, row } of mentions) {
      const snapshot = snapshots.get(snapshotId);
      if (snapshot === undefined) continue;
      const what = `account ${accountId} named as ${row.role}${row.event === null ? '' : `, event ${JSON.stringify(row.event)}`}`;
      const at = row.actedAt?.at ?? snapshot.asOf;
      rows.set(`${at} ${what}`, { at, source: `${snapshot.kind} (${snapshot.fileName})`, what });
    }
  }
  return [...rows.values()];
}
