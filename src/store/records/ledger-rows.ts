import { ACTOR_VIA } from '../../model/actor.ts';
import { LEDGER_KINDS, type LedgerEntry, type LedgerKind } from '../../model/ledger.ts';
import { document, flag, integer, oneOf, text } from '../cells/columns.ts';
import type { SqlRow, SqlSession, SqlWriteSession } from '../driver.ts';
import { payloadDocument } from './documents.ts';

export async function lastEntry(session: SqlSession): Promise<LedgerEntry | null> {
  const row = await session.get('select * from ledger order by sequence desc limit 1');
  return row === null ? null : entryOf(row);
}

export async function entriesAfter(
  session: SqlSession,
  afterSequence: number,
  limit: number,
): Promise<readonly LedgerEntry[]> {
  const rows = await session.all('select * from ledger where sequence > ? order by sequence limit ?', [
    afterSequence,
    limit,
  ]);
  return rows.map(entryOf);
}

/** The newest first. */
export async function entriesOfKind(
  session: SqlSession,
  kind: LedgerKind,
  limit: number,
): Promise<readonly LedgerEntry[]> {
  const rows = await session.all('select * from ledger where kind = ? order by sequence desc limit ?', [kind, limit]);
  return rows.map(entryOf);
}

export async function insertEntry(session: SqlWriteSession, entry: LedgerEntry): Promise<void> {
  await session.run(
    `insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      entry.sequence,
      entry.at,
      entry.actor.name,
      entry.actor.authenticated ? 1 : 0,
      entry.actor.via,
      entry.kind,
      JSON.stringify(entry.payload),
      entry.previousHash,
      entry.hash,
    ],
  );
}

function entryOf(row: SqlRow): LedgerEntry {
  return {
    sequence: integer(row, 'sequence'),
    at: text(row, 'at'),
    actor: {
      name: text(row, 'actor_name'),
      authenticated: flag(row, 'actor_authenticated'),
      via: oneOf(row, 'actor_via', ACTOR_VIA),
    },
    kind: oneOf(row, 'kind', LEDGER_KINDS),
    payload: document(row, 'payload', payloadDocument),
    previousHash: text(row, 'previous_hash'),
    hash: text(row, 'hash'),
  };
}
