import type { Exemption, LinkDecision } from '../model/decision.ts';
import { text, textOrNull } from './columns.ts';
import type { SqlRow, SqlSession, SqlWriteSession } from './driver.ts';
import { raiseRevision } from './revision.ts';

/** Oldest decision first, so that the last one of an account is the one that holds. */
export async function allExemptions(session: SqlSession): Promise<readonly Exemption[]> {
  const rows = await session.all('select * from exemptions order by decided_at, exemption_no');
  return rows.map((row) => ({
    accountId: text(row, 'account_id'),
    owner: text(row, 'owner'),
    reason: text(row, 'reason'),
    until: text(row, 'until'),
    decidedAt: text(row, 'decided_at'),
  }));
}

export async function insertExemption(session: SqlWriteSession, exemption: Exemption): Promise<void> {
  await session.run('insert into exemptions (account_id, owner, reason, until, decided_at) values (?, ?, ?, ?, ?)', [
    exemption.accountId,
    exemption.owner,
    exemption.reason,
    exemption.until,
    exemption.decidedAt,
  ]);
  await raiseRevision(session);
}

/** Oldest decision first. */
export async function allLinks(session: SqlSession): Promise<readonly LinkDecision[]> {
  const rows = await session.all('select * from links order by decided_at, link_no');
  return rows.map((row) => ({
    accountId: text(row, 'account_id'),
    identity: decidedIdentity(row),
    decidedBy: text(row, 'decided_by'),
    decidedAt: text(row, 'decided_at'),
    reason: text(row, 'reason'),
  }));
}

export async function insertLink(session: SqlWriteSession, link: LinkDecision): Promise<void> {
  await session.run(
    'insert into links (account_id, directory, identity_id, decided_by, decided_at, reason) values (?, ?, ?, ?, ?, ?)',
    [
      link.accountId,
      link.identity?.directory ?? null,
      link.identity?.identityId ?? null,
      link.decidedBy,
      link.decidedAt,
      link.reason,
    ],
  );
  await raiseRevision(session);
}

function decidedIdentity(row: SqlRow): LinkDecision['identity'] {
  if (textOrNull(row, 'directory') === null) return null;
  return { directory: text(row, 'directory'), identityId: text(row, 'identity_id') };
}
