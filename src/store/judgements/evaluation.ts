import { integer, text, textOrNull } from '../columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { Evaluation } from '../store.ts';

/** With what the store alone needs to know. */
export interface StoredEvaluation extends Evaluation {
  readonly edition: number;
  /** Tells two editions apart that say something else. */
  readonly content: string;
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
  };
}

/** As callers see it. */
export async function currentEvaluation(session: SqlSession): Promise<Evaluation | null> {
  const stored = await storedEvaluation(session);
  return stored === null ? null : published(stored);
}

export function published(stored: StoredEvaluation): Evaluation {
  const { edition: _edition, content: _content, ...evaluation } = stored;
  return evaluation;
}

export async function saveEvaluation(session: SqlWriteSession, evaluation: StoredEvaluation): Promise<void> {
  await session.run(
    `insert into evaluation (id, revision, edition, content, generation, settings_hash, evaluated_at, valid_until)
     values (1, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set revision = excluded.revision, edition = excluded.edition,
       content = excluded.content, generation = excluded.generation, settings_hash = excluded.settings_hash,
       evaluated_at = excluded.evaluated_at, valid_until = excluded.valid_until`,
    [
      evaluation.revision,
      evaluation.edition,
      evaluation.content,
      evaluation.generation,
      evaluation.settingsHash,
      evaluation.evaluatedAt,
      evaluation.validUntil,
    ],
  );
}
