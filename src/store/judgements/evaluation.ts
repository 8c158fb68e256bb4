import { integer, text, textOrNull } from '../columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { Evaluation } from '../store.ts';

export async function storedEvaluation(session: SqlSession): Promise<Evaluation | null> {
  const row = await session.get('select * from evaluation where id = 1');
  if (row === null) return null;
  return {
    revision: integer(row, 'revision'),
    generation: integer(row, 'generation'),
    settingsHash: text(row, 'settings_hash'),
    evaluatedAt: text(row, 'evaluated_at'),
    validUntil: textOrNull(row, 'valid_until'),
  };
}

export async function saveEvaluation(session: SqlWriteSession, evaluation: Evaluation): Promise<void> {
  await session.run(
    `insert into evaluation (id, revision, generation, settings_hash, evaluated_at, valid_until)
     values (1, ?, ?, ?, ?, ?)
     on conflict (id) do update set revision = excluded.revision, generation = excluded.generation,
       settings_hash = excluded.settings_hash, evaluated_at = excluded.evaluated_at, valid_until = excluded.valid_until`,
    [
      evaluation.revision,
      evaluation.generation,
      evaluation.settingsHash,
      evaluation.evaluatedAt,
      evaluation.validUntil,
    ],
  );
}
