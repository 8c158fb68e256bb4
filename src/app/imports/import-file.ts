import { checkedApp, profileIn } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { shownTime } from '../../model/shown-time.ts';
import { type Snapshot, weightOf } from '../../model/snapshot.ts';
import { inspectFile } from '../../sources/inspect.ts';
import type { FileInput, FileStatement, InspectedFile, SourceSummary } from '../../sources/source.ts';
import type { AttestedBy, SnapshotWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { checkAgreed } from '../statements/asking.ts';
import { attainable, attestedBy, broughtBy, isToolCall, refuseAcceptance, unasked } from './brought-by.ts';
import { openWatch } from './gate/open-watch.ts';
import type { Watch } from './gate/watch.ts';
import {
  aboutTheFile,
  asItStands,
  type Described,
  described,
  dryRunMessage,
  headAsRead,
  keptOut,
  NOTHING,
  outcome,
} from './import-outcome.ts';
import type { AskAboutRead, ImportResult } from './import-result.ts';
import { heldError, publishRead } from './publish-read.ts';
import { readsAlike } from './reads-alike.ts';
import { isOld, saysMore, statedBefore } from './stated-before.ts';
import { type WeighedRead, weighRead } from './weigh-read.ts';

export interface ImportOptions {
  readonly acceptDrop: boolean;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  progress?(bytesRead: number, bytesTotal: number): void;
  /** Asks the person behind a tool call; absent: none can be asked. */
  readonly ask?: AskAboutRead | undefined;
}

/**
 * Imports one file from bytes to a published snapshot, all or nothing. The rows go into an unpublished snapshot first.
 * A guard may hold it (ERR_GUARD): then it is kept and does not count. The person behind a tool call is asked once the
 * changes are known, and the snapshot is then their statement; without a person it is the assistant's.
 */
export async function importFile(
  deps: Deps,
  input: FileInput,
  statement: FileStatement,
  options: ImportOptions,
): Promise<ImportResult> {
  refuseAcceptance(deps, options.acceptDrop, options.ask !== undefined);
  const profile = statement.app == null ? null : profileIn(deps.settings, checkedApp(deps.settings, statement.app));
  const file = await inspectFile(input, statement, deps.clock(), await usersHeaders(deps), profile);
  const hoped = attainable(deps, options.ask !== undefined);
  const known = await deps.store.read((reader) => statedBefore(reader, file.head));
  const { same } = known;
  const brought = attestedBy(deps, hoped);
  const weight = weightOf({ ...brought, live: null });
  // A statement does not replace a better attested one of the same bytes.
  const isLess = same?.state === 'published' && weight < weightOf(same);
  const isMore = same?.state === 'published' && weight > weightOf(same);
  if (same !== null && (known.isDatedBetter || (isLess && saysMore(same, statement, file.head))))
    return keptOut(deps, file, same, known.isDatedBetter);
  const mayRepeat = same !== null && !saysMore(same, statement, file.head) && !isMore && (isLess || !isOld(same));
  // The bytes are the same, but they may be read differently now.
  const mapped = Object.keys(statement.mapping).length > 0 || statement.timeZone != null || statement.sheet != null;
  if (mayRepeat && !mapped) return importedBefore(deps, file, same, options);
  const watch = await openWatch(deps, file.head);
  const staged = await deps.store.stage({
    ...file.head,
    importedAt: deps.clock(),
    ...attestedBy(deps, unasked(deps)),
    stated: { mapping: statement.mapping, timeZone: statement.timeZone ?? null },
  });
  try {
    const summary = await stageRows(file, staged, watch, options);
    if (mayRepeat) {
      const isRepeated = await repeats(deps, staged.snapshotId, same);
      if (isRepeated || isLess) {
        await staged.discard();
        return isRepeated ? await importedBefore(deps, file, same, options) : keptOut(deps, file, same, false);
      }
    }
    const weighing = { supersedes: same, watch, brought };
    const weighed = await weighRead(deps, staged.snapshotId, weighing);
    if (options.dryRun) {
      await staged.discard();
      return {
        ...described(file, summary, weighed.oddities),
        status: 'dry_run',
        snapshotId: null,
        by: broughtBy({ ...brought, live: null }),
        changes: weighed.changes,
        verified: weighed.verified,
        contradicted: weighed.contradicted,
        message: dryRunMessage(weighed.guards),
      };
    }
    const result = described(file, summary, weighed.oddities);
    const agreed = await askedFor(deps, staged.snapshotId, { weighing, weighed, result, statement, options });
    const published = await publishRead(deps, staged.snapshotId, { ...agreed, acceptDrop: options.acceptDrop });
    return { ...result, ...outcome(published, agreed.weighed.replaces), changes: weighed.changes };
  } catch (error) {
    if (!(error instanceof ClariIdentityError && error.code === 'ERR_GUARD'))
      await staged.discard().catch(() => undefined);
    throw error;
  }
}

interface About {
  readonly weighing: Parameters<typeof weighRead>[2];
  readonly weighed: WeighedRead;
  readonly result: Described;
  readonly statement: Pick<FileStatement, 'mapping'>;
  readonly options: ImportOptions;
}

/**
 * Finds out whose statement the snapshot is. A person is asked where possible. The changes are calculated again
 * afterwards, because an answer may take ten minutes. Nobody is asked about a snapshot that will be held anyway.
 */
async function askedFor(
  deps: Deps,
  snapshotId: string,
  { weighing, weighed, result, statement, options }: About,
): Promise<{ readonly weighed: WeighedRead; readonly brought?: AttestedBy }> {
  const isHeld = weighed.guards.length > 0 && !options.acceptDrop;
  if (options.ask === undefined || isHeld || !isToolCall(deps)) return { weighed };
  const { head, rows, accepted, refused, reading, samples } = result;
  const { guards, changes, verified, contradicted, replaces } = weighed;
  checkAgreed(
    await options.ask({
      head,
      rows,
      accepted,
      refused,
      reading,
      samples,
      mapping: statement.mapping,
      guards,
      changes,
      verified,
      contradicted,
      replaces: replaces.map((one) => one.snapshotId),
    }),
    'Nothing was imported.',
  );
  const again = await weighRead(deps, snapshotId, weighing);
  if (JSON.stringify(again.guards) !== JSON.stringify(guards))
    throw new ClariIdentityError(
      'ERR_CONFIRMATION',
      `While the person was asked something else came in, and another guard speaks against this read now: ${again.guards.join(' ')} Nothing was imported.`,
      'Import it again; the person is asked about what is so now.',
    );
  return { weighed: again, brought: attestedBy(deps, attainable(deps, true)) };
}

/**
 * Header fingerprints of users exports that count. If the next file has the same headers, that is evidence of its kind,
 * even against another kind. Headers that another kind has had too are left out.
 */
async function usersHeaders({ store }: Deps): Promise<ReadonlySet<string>> {
  const published = (await store.read((reader) => reader.snapshots())).filter(({ state }) => state === 'published');
  const headers = (isUsers: boolean) =>
    new Set(published.filter((one) => (one.kind === 'clari-users') === isUsers).map((one) => one.headerFingerprint));
  const [users, others] = [headers(true), headers(false)];
  return new Set([...users].filter((one) => !others.has(one)));
}

async function repeats(deps: Deps, stagedId: string, same: Snapshot): Promise<boolean> {
  return deps.store.read(async (reader) => {
    const staged = await reader.snapshot(stagedId);
    return staged !== null && readsAlike(reader, staged, same);
  });
}

async function importedBefore(
  deps: Deps,
  file: InspectedFile,
  same: Snapshot,
  options: ImportOptions,
): Promise<ImportResult> {
  const unchanged = asItStands(file, same);
  if (same.state === 'published')
    return {
      ...unchanged,
      ...NOTHING,
      message: `These bytes were imported before with the same as-of (${same.snapshotId}, ${shownTime(same.importedAt)}). Nothing was changed.`,
    };
  const brought = attestedBy(deps, attainable(deps, options.ask !== undefined));
  const isLess = weightOf({ ...brought, live: null }) < weightOf(same);
  const weighing = { supersedes: null, watch: null, brought: isLess ? undefined : brought };
  const weighed = await weighRead(deps, same.snapshotId, weighing);
  const warnings = weighed.oddities.map(aboutTheFile);
  if (options.dryRun) {
    const { changes, verified, contradicted } = weighed;
    const message = dryRunMessage(weighed.guards);
    return { ...unchanged, status: 'dry_run', warnings, changes, verified, contradicted, message };
  }
  if (weighed.guards.length > 0 && !options.acceptDrop) throw heldError(same.snapshotId, weighed.guards);
  const statement = { mapping: same.stated?.mapping ?? {} };
  const agreed = await askedFor(deps, same.snapshotId, { weighing, weighed, result: unchanged, statement, options });
  const published = await publishRead(deps, same.snapshotId, {
    // The earlier statement may be better attested.
    brought: isLess ? undefined : attestedBy(deps, unasked(deps)),
    ...agreed,
    acceptDrop: options.acceptDrop,
  });
  return {
    ...unchanged,
    ...outcome(published, agreed.weighed.replaces),
    warnings,
    changes: weighed.changes,
  };
}

async function stageRows(
  file: InspectedFile,
  staged: SnapshotWriter,
  watch: Watch,
  options: ImportOptions,
): Promise<SourceSummary> {
  const rows = file.rows({ signal: options.signal });
  for (;;) {
    const next = await rows.next();
    if (next.done === true) {
      const { completeness, completenessBasis } = headAsRead(file, next.value);
      await staged.finish(next.value.tally, { completeness, completenessBasis }, undefined, next.value.reading);
      return next.value;
    }
    watch.see(next.value.observations);
    await staged.append(next.value.observations);
    options.progress?.(next.value.bytesRead, next.value.bytesTotal);
    // Lets other calls run between batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
