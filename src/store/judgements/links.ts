import { linkBasis } from '../../model/link-change.ts';
import { appCell } from '../cells/cells.ts';
import { document, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { AccountKey, LinkDifferences, LinkGeneration, LinkGenerations } from '../store.ts';
import { saveEvaluation, storedEvaluation } from './evaluation.ts';
import { linkOfText } from './kept.ts';

/** Null: nothing was judged yet. */
export async function linkGenerations(session: SqlSession): Promise<LinkGenerations | null> {
  const stored = await storedEvaluation(session);
  if (stored === null) return null;
  return {
    logged: linkGeneration(stored.logged.generation, stored.logged.basis),
    current: linkGeneration(stored.generation, stored.basis),
  };
}

function linkGeneration(generation: number, basis: string): LinkGeneration {
  return { generation, basis: document({ basis }, 'basis', linkBasis) };
}

/** Accounts that are compared at once: each part of them costs PostgreSQL a walk through its pages. */
const AT_ONCE = 100_000;

/**
 * Compares the links of two generations, a part of the key's range at a time: with a limit on the differences instead,
 * PostgreSQL would look up each account by itself. An account of only one generation is no difference; an account with a
 * new id is compared under both ids.
 */
export async function linkDifferences(
  session: SqlSession,
  before: number,
  now: number,
  after: AccountKey | null,
  atOnce = AT_ONCE,
): Promise<LinkDifferences> {
  const last = await session.get(
    `select account_id, app from judgement_links where generation = ?${after === null ? '' : ' and (account_id, app) > (?, ?)'}
     order by account_id, app limit 1 offset ?`,
    [before, ...(after ?? []), atOnce - 1],
  );
  const next = last === null ? null : ([text(last, 'account_id'), text(last, 'app')] as const);
  const part = (table: string) =>
    `${after === null ? '' : ` and (${table}.account_id, ${table}.app) > (?, ?)`}${next === null ? '' : ` and (${table}.account_id, ${table}.app) <= (?, ?)`}`;
  const bounds = [...(after ?? []), ...(next ?? [])];
  const rows = await session.all(
    `select was.account_id, was.app, was.account_id as id_now, was.link as link_before, judged.link as link_now
     from judgement_links as was join judgement_links as judged
       on judged.account_id = was.account_id and judged.app = was.app
     where was.generation = ?${part('was')} and judged.generation = ?${part('judged')} and was.link <> judged.link
     union all
     select was.account_id, was.app, judged.account_id as id_now, was.link as link_before, judged.link as link_now
     from judgement_links as was
     join judgement_facts as alias on alias.generation = ? and alias.kind = 'alias' and alias.name = was.account_id
     join judgement_links as judged
       on judged.generation = ? and judged.account_id = alias.value and judged.app = was.app
     where was.generation = ?${part('was')} and was.link <> judged.link
     order by 1, 2`,
    [before, ...bounds, now, ...bounds, now, now, before, ...bounds],
  );
  return {
    differences: rows.map((row) => {
      const [formerly, accountId] = [text(row, 'account_id'), text(row, 'id_now')];
      return {
        accountId,
        formerly: formerly === accountId ? null : formerly,
        app: appCell(row['app']),
        before: linkOfText(text(row, 'link_before')),
        now: linkOfText(text(row, 'link_now')),
      };
    }),
    next,
  };
}

export async function markLinksLogged(session: SqlWriteSession): Promise<void> {
  const stored = await storedEvaluation(session);
  if (stored === null) return;
  const { generation, basis } = stored;
  await saveEvaluation(session, { ...stored, logged: { generation, basis } });
}
