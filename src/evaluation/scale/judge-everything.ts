import type { Evaluation } from '../../store/store.ts';
import type { Evaluating } from '../evaluating.ts';
import { linkRulesOf, settingsHash } from '../settings-hash.ts';
import type { JudgeAllOptions } from './judge-all.ts';

/** Judges every account into a generation of its own, publishes it, and logs the links that changed. */
export async function judgeEverything(
  { store, settings, clock, readOnly }: Pick<Evaluating, 'store' | 'settings' | 'clock' | 'readOnly'>,
  options: Omit<JudgeAllOptions, 'settings' | 'now' | 'assume'> = {},
): Promise<Evaluation> {
  const now = clock();
  // Loaded when somebody asks: a client that only starts the server and lists tools never pays for the rules.
  const [{ judgeAll }, { logLinkChanges, weighLinks }] = await Promise.all([
    import('./judge-all.ts'),
    import('./log-link-changes.ts'),
  ]);
  const generation = await store.generation();
  try {
    const judged = await judgeAll(store, generation, { ...options, settings, now });
    const basis = { evaluatedAt: now, ledgerSequence: judged.ledgerSequence, rules: linkRulesOf(settings) };
    const weighed =
      readOnly === true
        ? null
        : await store.read((reader) => weighLinks(reader, { generation: judged.generation.generation, basis }));
    return await store.write(async (writer) => {
      const evaluation = await writer.publishGeneration(judged.generation, {
        revision: judged.revision,
        settingsHash: settingsHash(settings),
        evaluatedAt: now,
        validUntil: judged.validUntil,
        basis,
      });
      // Another process judged what came later, and enters what changed up to that.
      if (readOnly === true || evaluation.revision !== judged.revision) return evaluation;
      return logLinkChanges(writer, { clock }, evaluation, weighed);
    });
  } finally {
    // It failed, or another process judged what came later.
    await generation.discard();
    await store.sweepGenerations();
  }
}
