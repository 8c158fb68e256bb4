import { words } from '../../model/words.ts';
import { integer, text, textOrNull } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { Evaluation } from '../store.ts';

/** An evaluation with what only the store needs to know. */
export interface StoredEvaluation extends Omit<Evaluation, 'linksLogged'> {
  readonly generation: number;
  /** A checksum: generations with different judgements have different ones. */
  readonly content: string;
  /** What its links rest on, as a document. */
  readonly basis: string;
  /** The generation whose links the ledger knows. */
  readonly logged: { readonly generation: number; readonly basis: string };
}

export async function storedEvaluation(session: SqlSession): Promise<StoredEvaluation | null> {
  const row = await session.get('select * from evaluation where id = 1');
  if (row === null) return null;
  return {
    revision: integer(row, 'revision'),
    contentVersion: integer(row, 'content_version'),
    settingsHash: text(row, 'settings_hash'),
    evaluatedAt: text(row, 'evaluated_at'),
    validUntil: textOrNull(row, 'valid_until'),
    generation: integer(row, 'generation'),
    content: text(row, 'content'),
    basis: text(row, 'basis'),
    logged: { generation: integer(row, 'logged_generation'), basis: text(row, 'logged_basis') },
  };
}

/** Reads the evaluation as callers see it. */
export async function currentEvaluation(session: SqlSession): Promise<Evaluation | null> {
  const stored = await storedEvaluation(session);
  return stored === null ? null : published(stored);
}

export function published(stored: StoredEvaluation): Evaluation {
  const { generation, content: _content, basis: _basis, logged, ...evaluation } = stored;
  return { ...evaluation, linksLogged: logged.generation === generation };
}

const COLUMNS = words(`
  revision generation content content_version settings_hash evaluated_at valid_until basis logged_generation logged_basis
`);

const SAVE = `insert into evaluation (id, ${COLUMNS.join(', ')}) values (1, ${COLUMNS.map(() => '?').join(', ')})
  on conflict (id) do update set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;

export async function saveEvaluation(session: SqlWriteSession, evaluation: StoredEvaluation): Promise<void> {
  await session.run(SAVE, [
    evaluation.revision,
    evaluation.generation,
    evaluation.content,
    evaluation.contentVersion,
    evaluation.settingsHash,
    evaluation.evaluatedAt,
    evaluation.validUntil,
    evaluation.basis,
    evaluation.logged.generation,
    evaluation.logged.basis,
  ]);
}
