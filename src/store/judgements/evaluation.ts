import { words } from '../../model/words.ts';
import { integer, text, textOrNull } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { Evaluation } from '../store.ts';

/** With what the store alone needs to know. */
export interface StoredEvaluation extends Omit<Evaluation, 'linksEntered'> {
  readonly edition: number;
  /** Tells two editions apart that say something else. */
  readonly content: string;
  /** What its links rest on, as a document. */
  readonly basis: string;
  /** The edition whose links the ledger knows. */
  readonly entered: { readonly edition: number; readonly basis: string };
}

export async function storedEvaluation(session: SqlSession): Promise<StoredEvaluation | null> {
  const row = await session.get('select * from evaluation where id = 1');
  if (row === null) return null;
  return {
    revision: integer(row, 'revision'),
    generation: integer(row, 'generation'),
    settingsHash: text(row, 'settings_hash'),
    evaluatedAt: text(row, 'evaluated_at'),
    validUntil: textOrNull(row, 'valid_until'),
    edition: integer(row, 'edition'),
    content: text(row, 'content'),
    basis: text(row, 'basis'),
    entered: { edition: integer(row, 'entered_edition'), basis: text(row, 'entered_basis') },
  };
}

/** As callers see it. */
export async function currentEvaluation(session: SqlSession): Promise<Evaluation | null> {
  const stored = await storedEvaluation(session);
  return stored === null ? null : published(stored);
}

export function published(stored: StoredEvaluation): Evaluation {
  const { edition, content: _content, basis: _basis, entered, ...evaluation } = stored;
  return { ...evaluation, linksEntered: entered.edition === edition };
}

const COLUMNS = words(`
  revision edition content generation settings_hash evaluated_at valid_until basis entered_edition entered_basis
`);

const SAVE = `insert into evaluation (id, ${COLUMNS.join(', ')}) values (1, ${COLUMNS.map(() => '?').join(', ')})
  on conflict (id) do update set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;

export async function saveEvaluation(session: SqlWriteSession, evaluation: StoredEvaluation): Promise<void> {
  await session.run(SAVE, [
    evaluation.revision,
    evaluation.edition,
    evaluation.content,
    evaluation.generation,
    evaluation.settingsHash,
    evaluation.evaluatedAt,
    evaluation.validUntil,
    evaluation.basis,
    evaluation.entered.edition,
    evaluation.entered.basis,
  ]);
}
