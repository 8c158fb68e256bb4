import type { Evaluation } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { JudgeAllOptions } from './judge-all.ts';
import { settingsHash } from './settings-hash.ts';

/** Judges every account into an edition of its own, and makes that the one that is read. */
export async function judgeEverything(
  { store, settings, clock }: Pick<Deps, 'store' | 'settings' | 'clock'>,
  options: Omit<JudgeAllOptions, 'settings' | 'now'> = {},
): Promise<Evaluation> {
  const now = clock();
  // Loaded when somebody asks: a client that only starts the server and lists tools never pays for the rules.
  const { judgeAll } = await import('./judge-all.ts');
  const edition = await store.edition();
  try {
    const judged = await judgeAll(store, edition, { ...options, settings, now });
    return await store.write((writer) =>
      writer.publishEdition(judged.edition, {
        revision: judged.revision,
        settingsHash: settingsHash(settings),
        evaluatedAt: now,
        validUntil: judged.validUntil,
      }),
    );
  } finally {
    // It failed, or another process judged what came later.
    await edition.discard();
    await store.sweepEditions();
  }
}
