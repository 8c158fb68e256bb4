import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical.ts';
import type { Settings } from '../model/settings.ts';
import { MATCHER_VERSION } from '../reconcile/correlate/thresholds.ts';
import type { Evaluation, Store } from '../store/store.ts';
import type { Deps } from './deps.ts';
import type { JudgeAllOptions } from './judging/judge-all.ts';

type Judging = Pick<Deps, 'store' | 'settings' | 'clock'>;
export type EvaluateOptions = Omit<JudgeAllOptions, 'settings' | 'now'>;

const running = new WeakMap<Store, Promise<Evaluation>>();

/** The rules that judge. Raise it when a rule changes, so that stored judgements of the old rules are not served. */
const RULES_VERSION = 5;

/**
 * Makes the stored judgements true for this moment and these settings, and returns the evaluation they belong to.
 * Cheap when nothing changed; judges everything again when data, settings or the clock's boundaries did.
 */
export async function evaluate(deps: Judging, options: EvaluateOptions = {}): Promise<Evaluation> {
  const current = await stillTrue(deps);
  if (current !== null) return current;
  const already = running.get(deps.store);
  if (already !== undefined) {
    await already.catch(() => undefined);
    return evaluate(deps, options);
  }
  const work = judgeNow(deps, options).finally(() => running.delete(deps.store));
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

/** Only what changed where that is known, else everything. */
async function judgeNow(deps: Judging, options: EvaluateOptions): Promise<Evaluation> {
  return (await judgeChanges(deps)) ?? (await judgeEverything(deps, options));
}

/** Null: more changed than single accounts and the time. */
async function judgeChanges(deps: Judging): Promise<Evaluation | null> {
  const now = deps.clock();
  const changed = await deps.store.read(async (reader) => {
    const evaluation = await reader.evaluation();
    if (evaluation === null || evaluation.settingsHash !== settingsHash(deps.settings) || now < evaluation.evaluatedAt)
      return null;
    const accountIds = await reader.accountsChangedSince(evaluation.revision);
    if (accountIds === null) return null;
    const { judgeAgain } = await import('./judging/judge-again.ts');
    const amendment = await judgeAgain(reader, deps.settings, now, accountIds);
    return { evaluation, amendment, revision: await reader.revision() };
  });
  if (changed === null) return null;
  return deps.store.write((writer) =>
    writer.amendJudgements(changed.evaluation.generation, changed.amendment, {
      revision: changed.revision,
      settingsHash: settingsHash(deps.settings),
      evaluatedAt: now,
    }),
  );
}

async function judgeEverything(deps: Judging, options: EvaluateOptions): Promise<Evaluation> {
  const now = deps.clock();
  // Loaded when somebody asks: a client that only starts the server and lists tools never pays for the rules.
  const { judgeAll } = await import('./judging/judge-all.ts');
  const writer = await deps.store.edition();
  try {
    const { revision, edition, validUntil } = await deps.store.read((reader) =>
      judgeAll(reader, writer, { ...options, settings: deps.settings, now }),
    );
    return await deps.store.write((store) =>
      store.publishEdition(edition, {
        revision,
        settingsHash: settingsHash(deps.settings),
        evaluatedAt: now,
        validUntil,
      }),
    );
  } finally {
    // It failed, or another process judged what came later.
    await writer.discard();
    await deps.store.sweepEditions();
  }
}

function settingsHash(settings: Settings): string {
  const text = canonicalJson({
    rules: RULES_VERSION,
    matcher: MATCHER_VERSION,
    staleAfterMs: settings.staleAfterMs,
    verifyWithinMs: settings.verifyWithinMs,
    directories: settings.directories,
    domainAliases: settings.domainAliases,
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
