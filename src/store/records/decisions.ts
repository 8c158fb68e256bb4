import type { Decision } from '../../model/decision.ts';
import { document } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { raiseRevision } from '../reads/revision.ts';
import { decisionDocument } from './documents.ts';

/** In the order of the ledger, so that the last one about a subject is the one that holds. */
export async function allDecisions(
  session: SqlSession,
  filter: { readonly accountId?: string } = {},
): Promise<readonly Decision[]> {
  const rows =
    filter.accountId === undefined
      ? await session.all('select body from decisions order by ledger_sequence, decision_id')
      : await session.all('select body from decisions where account_id = ? order by ledger_sequence, decision_id', [
          filter.accountId,
        ]);
  return rows.map((row) => document(row, 'body', decisionDocument));
}

export async function findDecision(session: SqlSession, decisionId: string): Promise<Decision | null> {
  const row = await session.get('select body from decisions where decision_id = ?', [decisionId]);
  return row === null ? null : document(row, 'body', decisionDocument);
}

export async function insertDecision(session: SqlWriteSession, decision: Decision): Promise<void> {
  await session.run(
    'insert into decisions (decision_id, kind, account_id, withdraws, ledger_sequence, body) values (?, ?, ?, ?, ?, ?)',
    [
      decision.decisionId,
      decision.kind,
      decision.accountId,
      'withdraws' in decision ? decision.withdraws : null,
      decision.ledgerSequence,
      JSON.stringify(decision),
    ],
  );
  const isLink = decision.kind === 'link' || decision.kind === 'link_withdrawn';
  await raiseRevision(session, decision.accountId, isLink);
}
