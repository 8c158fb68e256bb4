import { AS_OF_SKEW_MS } from '../model/snapshot.ts';
import { addMs, type Instant } from '../model/time.ts';
import type { Evaluation, Store, StoreReader } from '../store/store.ts';
import { formerUntil } from './decisions.ts';
import type { Evaluating, Watch } from './evaluating.ts';
import { hasManyRows } from './many-rows.ts';
import type { JudgeAllOptions } from './scale/judge-all.ts';
import { judgeEverything } from './scale/judge-everything.ts';
import { settingsHash } from './settings-hash.ts';
import { cancelledError, SharedRun } from './shared-run.ts';

type EvaluateOptions = Pick<JudgeAllOptions, 'rowsAtOnce' | 'claimantsAtOnce'>;

const running = new WeakMap<Store, SharedRun<Evaluation>>();

/**
 * Makes the stored judgements true for this moment and these settings, and returns the evaluation they belong to.
 * Cheap when nothing changed; judges only what single writes and the clock touched, else everything.
 */
export async function evaluate(deps: Evaluating, options: EvaluateOptions = {}): Promise<Evaluation> {
  const current = await stillTrue(deps);
  if (current !== null && needsNothing(deps, current)) return current;
  const already = running.get(deps.store);
  if (already !== undefined) {
    if (already.isGivenUp) await already.result.catch(() => undefined);
    else await already.wait(deps.watch);
    return evaluate(deps, options);
  }
  const run = new SharedRun('rows judged', async (watch) => {
    const judged = current ?? (await judgeNow(deps, options, watch));
    return needsNothing(deps, judged) ? judged : logNow(deps, judged);
  });
  running.set(deps.store, run);
  run.result
    .catch(() => undefined)
    .finally(() => {
      if (running.get(deps.store) === run) running.delete(deps.store);
    });
  return run.wait(deps.watch);
}

async function stillTrue(deps: Evaluating): Promise<Evaluation | null> {
  const now = deps.clock();
  return deps.store.read(async (reader) => {
    const evaluation = await reader.evaluation();
    if (evaluation === null || evaluation.settingsHash !== settingsHash(deps.settings)) return null;
    if (evaluation.revision !== (await reader.revision())) return null;
    const inTime = evaluation.evaluatedAt <= now && (evaluation.validUntil === null || now < evaluation.validUntil);
    return inTime && !(await clockChangedMore(reader, evaluation, now)) ? evaluation : null;
  });
}

/** What the clock alone changes beside the verdicts that end by themselves. */
async function clockChangedMore(reader: StoreReader, { evaluatedAt }: Evaluation, now: Instant): Promise<boolean> {
  return (await formerEnded(reader, evaluatedAt, now)) || (await readsCaughtUp(reader, evaluatedAt, now));
}

/** Command lines of earlier versions ceased to count since: links among them. */
async function formerEnded(reader: StoreReader, judgedAt: Instant, now: Instant): Promise<boolean> {
  const until = formerUntil(await reader.levelsSince());
  return until !== null && judgedAt < until && now >= until;
}

/** Whether the clock has reached a read that was ahead of it when everything was judged. */
async function readsCaughtUp(reader: StoreReader, judgedAt: Instant, now: Instant): Promise<boolean> {
  const ahead = await reader.firstAsOfAfter(addMs(judgedAt, AS_OF_SKEW_MS));
  return ahead !== null && ahead <= addMs(now, AS_OF_SKEW_MS);
}

function needsNothing({ readOnly }: Evaluating, evaluation: Evaluation): boolean {
  return evaluation.linksLogged || readOnly === true;
}

/** Logs the link changes of an evaluation by a process that may only read; the first process that may write does it. */
async function logNow({ store, clock }: Evaluating, current: Evaluation): Promise<Evaluation> {
  const { logLinkChanges, weighLinks } = await import('./scale/log-link-changes.ts');
  const weighed = await store.read(async (reader) => {
    const generations = await reader.linkGenerations();
    return generations === null ? null : weighLinks(reader, generations.current);
  });
  const logged = await store.write(async (writer) => {
    const now = await writer.evaluation();
    return now === null ? current : logLinkChanges(writer, { clock }, now, weighed);
  });
  await store.sweepGenerations();
  return logged;
}

/** Only what changed where that is known, else everything; what goes through many rows in a thread of its own. */
async function judgeNow(deps: Evaluating, options: EvaluateOptions, watch: Watch): Promise<Evaluation> {
  const changed = await judgeChanges(deps, async () => deps.offload === undefined || !(await isMuch(deps.store)));
  if (changed !== null) return changed;
  if (deps.offload !== undefined && (await isMuch(deps.store)))
    return deps.offload.judge({ settings: deps.settings, now: deps.clock(), readOnly: deps.readOnly === true }, watch);
  return judgeEverything(deps, { ...options, progress: between(watch) });
}

/** Evaluates in this thread: the worker is one of its own. */
export async function evaluateHere(
  deps: Evaluating,
  options: Parameters<typeof judgeEverything>[1],
): Promise<Evaluation> {
  return (await judgeChanges(deps, async () => true)) ?? judgeEverything(deps, options);
}

/**
 * Null: more changed than single accounts, their links and the time, or here is not the place to walk through all
 * directory rows, as a changed link takes.
 */
async function judgeChanges(deps: Evaluating, mayWalk: () => Promise<boolean>): Promise<Evaluation | null> {
  const { store, settings, clock } = deps;
  const now = clock();
  const [{ judgeAgain }, { judgeNextRead }, { appendLinks, entryOf }] = await Promise.all([
    import('./scale/judge-again.ts'),
    import('./scale/judge-read.ts'),
    import('./scale/log-link-changes.ts'),
  ]);
  const changed = await store.read(async (reader) => {
    const evaluation = await reader.evaluation();
    const generations = await reader.linkGenerations();
    if (evaluation === null || generations === null || evaluation.settingsHash !== settingsHash(settings)) return null;
    if (now < evaluation.evaluatedAt || (await clockChangedMore(reader, evaluation, now))) return null;
    const accounts = await reader.accountsChangedSince(evaluation.revision);
    if (accounts === null) return null;
    // The links of this generation are what the next one is held against: a change of them must be logged in the same write.
    const goesFar = accounts.linked.length > 0 || accounts.others > 0;
    if (goesFar && (!evaluation.linksLogged || deps.readOnly === true)) return null;
    if (goesFar && !(await mayWalk())) return null;
    const again =
      accounts.others === 0
        ? await judgeAgain(reader, settings, now, accounts)
        : await judgeNextRead(reader, settings, now, accounts);
    if (again === null) return null;
    const before = generations.current.basis;
    const ledgerSequence = (await reader.lastLedgerEntry())?.sequence ?? 0;
    const basis = again.links === null ? null : { ...before, evaluatedAt: now, ledgerSequence };
    return {
      contentVersion: evaluation.contentVersion,
      amendment: again.amendment,
      amended: { revision: await reader.revision(), settingsHash: settingsHash(settings), evaluatedAt: now, basis },
      entry: basis === null ? null : await entryOf(reader, before, basis, again.links ?? []),
    };
  });
  if (changed === null) return null;
  return store.write(async (writer) => {
    const evaluation = await writer.amendJudgements(changed.contentVersion, changed.amendment, changed.amended);
    if (evaluation !== null) await appendLinks(writer, deps, changed.entry);
    return evaluation;
  });
}

async function isMuch(store: Store): Promise<boolean> {
  return hasManyRows(await store.read((reader) => reader.snapshots()));
}

/** Between two steps others get their turn, and whoever gave up is heard. */
export function between({ progress, signal }: Watch): (done: number, total: number) => Promise<void> {
  return async (done, total) => {
    progress(done, total, '');
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw cancelledError();
  };
}
