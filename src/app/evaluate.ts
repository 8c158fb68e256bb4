import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical.ts';
import type { Settings } from '../model/settings.ts';
import type { Evaluation, Store } from '../store/store.ts';
import type { Deps } from './deps.ts';

const running = new WeakMap<Store, Promise<Evaluation>>();

/** The rules that judge. Raise it when a rule changes, so that stored judgements of the old rules are not served. */
const RULES_VERSION = 2;

/**
 * Makes the stored judgements true for this moment and these settings, and returns the evaluation they belong to.
 * Cheap when nothing changed; judges everything again when data, settings or the clock's boundaries did.
 */
export async function evaluate(deps: Pick<Deps, 'store' | 'settings' | 'clock'>): Promise<Evaluation> {
  const current = await stillTrue(deps);
  if (current !== null) return current;
  const already = running.get(deps.store);
  if (already !== undefined) {
    await already.catch(() => undefined);
    return evaluate(deps);
  }
  const work = judgeAll(deps).finally(() => running.delete(deps.store));
  running.set(deps.store, work);
  return work;
}

async function stillTrue(deps: Pick<Deps, 'store' | 'settings' | 'clock'>): Promise<Evaluation | null> {
  const now = deps.clock();
  return deps.store.read(async (reader) => {
    const evaluation = await reader.evaluation();
    if (evaluation === null || evaluation.settingsHash !== settingsHash(deps.settings)) return null;
    if (evaluation.revision !== (await reader.revision())) return null;
    const inTime = evaluation.evaluatedAt <= now && (evaluation.validUntil === null || now < evaluation.validUntil);
    return inTime ? evaluation : null;
  });
}

async function judgeAll(deps: Pick<Deps, 'store' | 'settings' | 'clock'>): Promise<Evaluation> {
  const now = deps.clock();
  // Loaded when somebody asks: a client that only starts the server and lists tools never pays for the rules.
  const { judge } = await import('./judge.ts');
  const { revision, judged, validUntil } = await deps.store.read((reader) => judge(reader, deps.settings, now));
  return deps.store.write((writer) =>
    writer.replaceJudgements(judged, {
      revision,
      settingsHash: settingsHash(deps.settings),
      evaluatedAt: now,
      validUntil,
    }),
  );
}

function settingsHash(settings: Settings): string {
  const text = canonicalJson({
    rules: RULES_VERSION,
    staleAfterMs: settings.staleAfterMs,
    verifyWithinMs: settings.verifyWithinMs,
    directories: settings.directories,
    domainAliases: settings.domainAliases,
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
