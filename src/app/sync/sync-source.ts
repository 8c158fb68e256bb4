import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { LiveName } from '../../model/live.ts';
import { seriesOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { LiveSource } from '../../sources/live/live-source.ts';
import type { AttestedBy } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { attainable, attestedBy, isToolCall, unasked } from '../imports/brought-by.ts';
import type { Changes } from '../imports/import-result.ts';
import { publishRead } from '../imports/publish-read.ts';
import { type WeighedRead, weighRead } from '../imports/weigh-read.ts';
import { type ConfirmOutcome, checkAgreed } from '../statements/asking.ts';
import { earlierRead } from './earlier-read.ts';
import { type StagedRead, stageLiveRead } from './stage-live-read.ts';

export interface SyncOptions {
  readonly acceptDrop: boolean;
  readonly signal?: AbortSignal | undefined;
  /** By pages: nobody knows how many will come. */
  progress(pages: number, message: string): void;
  /** Asks the person behind a tool call about what guards say; absent: none can be asked. */
  readonly ask?: AskAboutLoss | undefined;
}

/** What is held back, by what guards say. */
export type AskAboutLoss = (series: readonly string[], guards: readonly string[]) => Promise<ConfirmOutcome>;

export interface SyncedRead extends Omit<StagedRead, 'writer' | 'watch'> {
  readonly snapshotId: string;
  readonly changes: Changes;
  readonly verified: readonly string[];
  readonly contradicted: readonly string[];
  /** What looks odd in it beside what is known of the same people. */
  readonly oddities: readonly string[];
}

export interface SyncedSource {
  readonly source: LiveName;
  readonly target: string;
  readonly asOf: Instant;
  readonly reads: readonly SyncedRead[];
  readonly calls: number;
  readonly remarks: readonly string[];
}

/**
 * One live source from its answers to published snapshots. Nothing counts until all of its reads are in; a fault before
 * that leaves the last good ones in force. A guard against one of them holds them all (ERR_GUARD).
 */
export async function syncSource(deps: Deps, source: LiveSource, options: SyncOptions): Promise<SyncedSource> {
  const asOf = deps.clock();
  const opened: { discard(): Promise<void> }[] = [];
  try {
    const staged: StagedRead[] = [];
    const reads = source.reads({
      asOf,
      clock: deps.clock,
      signal: options.signal,
      progress: (pages, rows, what) => options.progress(pages, `${source.name}: ${rows} ${what} in ${pages} pages`),
      earlier: (series) => earlierRead(deps, series),
    });
    for await (const read of reads) staged.push(await stageLiveRead(deps, read, asOf, (writer) => opened.push(writer)));
    options.signal?.throwIfAborted();
    const published = await publishAll(deps, staged, options);
    return {
      source: source.name,
      target: source.target,
      asOf,
      reads: published,
      calls: source.calls(),
      remarks: [...source.remarks, ...published.flatMap((read) => read.oddities)],
    };
  } catch (error) {
    if (!(error instanceof ClariIdentityError && error.code === 'ERR_GUARD'))
      for (const one of opened) await one.discard().catch(() => undefined);
    if (options.signal?.aborted === true) throw cancelled(source.name);
    throw error;
  }
}

/** Weighed one by one and held together: half of a sync that looks wrong is no better than all of it. */
async function publishAll(
  deps: Deps,
  staged: readonly StagedRead[],
  { acceptDrop, ask }: SyncOptions,
): Promise<readonly SyncedRead[]> {
  const weighed: WeighedRead[] = [];
  for (const one of staged)
    weighed.push(await weighRead(deps, one.writer.snapshotId, { supersedes: null, watch: one.watch }));
  const against = weighed.flatMap((one) => one.guards);
  const brought = await acceptedBy(deps, staged, { against, acceptDrop, ask });
  const synced: SyncedRead[] = [];
  let held: unknown = null;
  for (const [index, { writer, watch: _, ...read }] of staged.entries()) {
    const own = weighed[index];
    if (own === undefined) continue;
    const guards =
      own.guards.length > 0 || against.length === 0
        ? own.guards
        : [`Held with the reads of the same sync. ${against.join(' ')}`];
    try {
      const { verified, contradicted } = await publishRead(deps, writer.snapshotId, {
        weighed: { ...own, guards },
        acceptDrop,
        brought,
      });
      synced.push({
        ...read,
        snapshotId: writer.snapshotId,
        changes: own.changes,
        verified,
        contradicted,
        oddities: own.oddities,
      });
    } catch (error) {
      if (!(error instanceof ClariIdentityError && error.code === 'ERR_GUARD')) throw error;
      held ??= heldSync(staged, against);
    }
  }
  if (held !== null) throw held;
  return synced;
}

/** Nobody is asked about a read itself: it is the source's own word. What guards say against it a person accepts. */
async function acceptedBy(
  deps: Deps,
  staged: readonly StagedRead[],
  { against, acceptDrop, ask }: Pick<SyncOptions, 'acceptDrop' | 'ask'> & { readonly against: readonly string[] },
): Promise<AttestedBy> {
  if (against.length === 0 || !acceptDrop || ask === undefined || !isToolCall(deps))
    return attestedBy(deps, unasked(deps));
  checkAgreed(
    await ask(
      staged.map((one) => bare(seriesOf(one.head))),
      against,
    ),
    'Nothing was imported.',
  );
  return attestedBy(deps, attainable(deps, true));
}

function heldSync(staged: readonly StagedRead[], guards: readonly string[]): ClariIdentityError {
  const series = staged.map((one) => bare(seriesOf(one.head))).join(', ');
  return new ClariIdentityError(
    'ERR_GUARD',
    `What was read of ${series} is held and counts for nothing: ${guards.join(' ')}`,
    'Check the source. If the change is real, sync again with --accept-drop (accept_drop in the tool, where the client can ask a person).',
  );
}

function cancelled(name: LiveName): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CANCELLED',
    `Reading ${name} was cancelled; nothing was changed.`,
    'Sync again when you want it.',
  );
}
