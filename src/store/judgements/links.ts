import { linkBasis } from '../../model/link-change.ts';
import { APPS } from '../../model/snapshot.ts';
import { document, oneOf, text } from '../columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { LinkDifference, LinkEdition, LinkEditions } from '../store.ts';
import { saveEvaluation, storedEvaluation } from './evaluation.ts';
import { linkOfText } from './kept.ts';

/** Null: nothing was judged yet. */
export async function linkEditions(session: SqlSession): Promise<LinkEditions | null> {
  const stored = await storedEvaluation(session);
  if (stored === null) return null;
  return {
    entered: linkEdition(stored.entered.edition, stored.entered.basis),
    current: linkEdition(stored.edition, stored.basis),
  };
}

function linkEdition(edition: number, basis: string): LinkEdition {
  return { edition, basis: document({ basis }, 'basis', linkBasis) };
}

/** Two walks in the order of one key; what is in one of the editions alone is no difference. */
export async function linkDifferences(
  session: SqlSession,
  before: number,
  now: number,
  afterKey: readonly [string, string] | null,
  limit: number,
): Promise<readonly LinkDifference[]> {
  const [after, values] = afterKey === null ? ['', []] : [' and (was.account_id, was.app) > (?, ?)', afterKey];
  const rows = await session.all(
    `select was.account_id, was.app, was.link as link_before, judged.link as link_now
     from judgement_links as was join judgement_links as judged
       on judged.edition = ? and judged.account_id = was.account_id and judged.app = was.app
     where was.edition = ? and was.link <> judged.link${after}
     order by was.account_id, was.app limit ?`,
    [now, before, ...values, limit],
  );
  return rows.map((row) => ({
    accountId: text(row, 'account_id'),
    app: oneOf(row, 'app', APPS),
    before: linkOfText(text(row, 'link_before')),
    now: linkOfText(text(row, 'link_now')),
  }));
}

export async function markLinksEntered(session: SqlWriteSession): Promise<void> {
  const stored = await storedEvaluation(session);
  if (stored === null) return;
  const { edition, basis } = stored;
  await saveEvaluation(session, { ...stored, entered: { edition, basis } });
}
