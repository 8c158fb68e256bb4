import { text, textOrNull } from '../cells/columns.ts';
import type { SqlRow, SqlSession } from '../driver.ts';
import type { AccountKey, StandingPremise } from '../store.ts';
import { storedEvaluation } from './evaluation.ts';

const AT_ONCE = 400;

/** Every premise, with an account that has it and is none of these: the one that stands for it, if that may. */
export async function standingPremises(
  session: SqlSession,
  without: readonly AccountKey[],
): Promise<readonly StandingPremise[]> {
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  const { generation } = stored;
  const left = new Set(without.map(nameOf));
  const rows = await session.all(
    `select premises.premise, premises.shape, judgements.account_id, judgements.app, judgements.own, judgements.revoked_at
     from premises left join judgements on judgements.generation = premises.generation
       and judgements.account_id = premises.account_id and judgements.app = premises.app
       and judgements.premise = premises.premise
     where premises.generation = ? order by premises.premise`,
    [generation],
  );
  const stands = (row: SqlRow) =>
    textOrNull(row, 'own') !== null && !left.has(nameOf([text(row, 'account_id'), text(row, 'app')]));
  const others = await otherAccounts(
    session,
    generation,
    rows.filter((row) => !stands(row)).map((row) => text(row, 'premise')),
    without,
  );
  return rows.map((row) => {
    const [premise, shape] = [text(row, 'premise'), text(row, 'shape')];
    const found = stands(row) ? row : others.get(premise);
    if (found === undefined) return { premise, shape, revokedAt: null, case: null };
    return {
      premise,
      shape,
      revokedAt: textOrNull(found, 'revoked_at'),
      case: { accountId: text(found, 'account_id'), app: text(found, 'app'), shape, own: text(found, 'own') },
    };
  });
}

/** Who has a premise is not filed: each walk through the judgements asks for many. */
async function otherAccounts(
  session: SqlSession,
  generation: number,
  premises: readonly string[],
  without: readonly AccountKey[],
): Promise<ReadonlyMap<string, SqlRow>> {
  const found = new Map<string, SqlRow>();
  const names = without.map(nameOf);
  // One text: of pairs SQLite compares each with all of the list.
  const but = names.length === 0 ? '' : ` and app || ' ' || account_id not in (${names.map(() => '?').join(', ')})`;
  for (let start = 0; start < premises.length; start += AT_ONCE) {
    const part = premises.slice(start, start + AT_ONCE);
    const firsts = await session.all(
      `select premise, app, min(account_id) as account_id from judgements
       where generation = ? and premise in (${part.map(() => '?').join(', ')})${but} group by premise, app`,
      [generation, ...part, ...names],
    );
    for (const first of firsts) {
      const row = await session.get(
        'select account_id, app, own, revoked_at from judgements where generation = ? and account_id = ? and app = ?',
        [generation, text(first, 'account_id'), text(first, 'app')],
      );
      if (row !== null) found.set(text(first, 'premise'), row);
    }
  }
  return found;
}

function nameOf([accountId, app]: AccountKey): string {
  return `${app} ${accountId}`;
}
