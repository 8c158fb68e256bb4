import { createHash } from 'node:crypto';
import type { ReadGap } from '../../model/live.ts';
import type { Observation, RowProblem } from '../../model/observation.ts';
import type { SnapshotHead, SnapshotTally } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { LiveRead, LiveReadEnd } from '../../sources/live/live-source.ts';
import type { SnapshotWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { unasked } from '../imports/brought-by.ts';
import { openWatch } from '../imports/gate/open-watch.ts';
import type { Watch } from '../imports/gate/watch.ts';

/** A read whose rows are all in, and which does not count yet. */
export interface StagedRead {
  readonly writer: SnapshotWriter;
  /** What was seen as its rows went by. */
  readonly watch: Watch;
  readonly head: SnapshotHead;
  readonly tally: SnapshotTally;
  readonly mode: LiveReadEnd['mode'];
  readonly gaps: readonly ReadGap[];
  readonly rejected: readonly RowProblem[];
}

/** Rows flow from pages into the store; what they add up to is known at the end. `opened` learns of it before any row. */
export async function stageLiveRead(
  deps: Deps,
  read: LiveRead,
  asOf: Instant,
  opened: (writer: SnapshotWriter) => void,
): Promise<StagedRead> {
  const head = headOf(read, asOf);
  const watch = await openWatch(deps, head);
  const writer = await deps.store.stage({
    ...head,
    importedAt: deps.clock(),
    importedBy: deps.actor.name,
    importedVia: deps.actor.via,
    attestation: unasked(deps),
  });
  opened(writer);
  const hash = createHash('sha256');
  const rows = read.rows();
  let accepted = 0;
  for (;;) {
    const next = await rows.next();
    if (next.done === true) {
      const end = next.value;
      const tally = tallyOf(accepted, end);
      const completeness = accepted === 0 ? 'partial' : end.completeness;
      const found = {
        sha256: hash.digest('hex'),
        facts: end.facts,
        live: { mode: end.mode, fullReadAt: end.fullReadAt ?? asOf, cursor: end.cursor, gaps: end.gaps },
      };
      await writer.finish(tally, { completeness, completenessBasis: 'content' }, found);
      return {
        writer,
        watch,
        head: { ...head, completeness, sha256: found.sha256, facts: found.facts },
        tally,
        mode: end.mode,
        gaps: end.gaps,
        rejected: end.rejected,
      };
    }
    const numbered = next.value.map((one, index) => withLine(one, accepted + index + 1));
    accepted += numbered.length;
    for (const one of numbered) hash.update(JSON.stringify(one.row));
    watch.see(numbered);
    await writer.append(numbered);
  }
}

function headOf({ kind, directory, app, filter, label }: LiveRead, asOf: Instant): SnapshotHead {
  return {
    kind,
    directory,
    app,
    asOf,
    asOfBasis: 'stated',
    fileName: label,
    sha256: '',
    completeness: 'partial',
    completenessBasis: 'content',
    filter,
    facts: null,
  };
}

function tallyOf(accepted: number, { refused, fingerprint }: LiveReadEnd): SnapshotTally {
  return {
    rowsRead: accepted + refused,
    rowsAccepted: accepted,
    rowsRefused: refused,
    headerFingerprint: fingerprint,
    encoding: 'json',
  };
}

/** Answers have no lines; rows are counted instead. */
function withLine(one: Observation, line: number): Observation {
  switch (one.of) {
    case 'account':
      return { of: one.of, row: { ...one.row, line } };
    case 'identity':
      return { of: one.of, row: { ...one.row, line } };
    case 'assignment':
      return { of: one.of, row: { ...one.row, line } };
    case 'mention':
      return { of: one.of, row: { ...one.row, line } };
    case 'forecast':
      return { of: one.of, row: { ...one.row, line } };
    case 'opportunity':
      return { of: one.of, row: { ...one.row, line } };
    default:
      return one satisfies never;
  }
}
