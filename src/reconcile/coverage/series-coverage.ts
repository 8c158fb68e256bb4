import type { HeldRead, SourceCoverage } from '../../model/coverage.ts';
import { isAhead, isByAssistant, provesAbsence, type Snapshot } from '../../model/snapshot.ts';
import { daysBetween, type Instant } from '../../model/time.ts';
import { cannotProve } from './cannot-prove.ts';
import { acceptHeldCommand, withdrawReadCommand } from './commands.ts';
import { proves } from './proves.ts';
import type { CoverageSettings, SeriesNow } from './series-now.ts';
import { isStale, staleAt } from './staleness.ts';

export function seriesCoverage(
  source: string,
  reads: readonly Snapshot[],
  settings: CoverageSettings,
  now: Instant,
): readonly SourceCoverage[] {
  const sorted = reads.toSorted((a, b) => (`${a.asOf} ${a.sha256}` < `${b.asOf} ${b.sha256}` ? -1 : 1));
  const held = sorted.filter((one) => one.state === 'held');
  const published = sorted.filter((one) => one.state === 'published');
  const newest = published.at(-1);
  if (newest === undefined) return onlyHeld(source, held, now);
  const stale = isStale(newest.asOf, now, settings);
  const series: SeriesNow = {
    source,
    newest,
    proving: published.findLast(provesAbsence) ?? null,
    held,
    stale,
    settings,
    now,
  };
  return [
    {
      source,
      kind: newest.kind,
      directory: newest.directory,
      state: stale ? 'stale' : 'fresh',
      snapshotId: newest.snapshotId,
      asOf: newest.asOf,
      asOfBasis: newest.asOfBasis,
      byAssistant: isByAssistant(newest),
      ageDays: daysBetween(newest.asOf, now),
      rows: newest.rowsAccepted,
      rowsRefused: newest.rowsRefused,
      completeness: newest.completeness,
      filter: newest.filter,
      sha256: newest.sha256,
      headerFingerprint: newest.headerFingerprint,
      snapshots: published.length,
      held: held.map((one) => one.snapshotId),
      heldReads: held.map((one) => heldRead(one, newest, now)),
      proves: proves(series),
      cannotProve: cannotProve(series),
      staleAt: stale ? null : staleAt(newest.asOf, settings),
    },
  ];
}

/** A source with nothing but held snapshots counts as missing; accepting one would supply it. */
function onlyHeld(source: string, held: readonly Snapshot[], now: Instant): readonly SourceCoverage[] {
  const last = held.at(-1);
  if (last === undefined) return [];
  return [
    {
      ...NO_READ,
      source,
      kind: last.kind,
      directory: last.directory,
      held: held.map((one) => one.snapshotId),
      heldReads: held.map((one) => heldRead(one, null, now)),
      cannotProve: cannotProve({ source, held, newest: null, now }),
    },
  ];
}

function heldRead(held: Snapshot, newest: Snapshot | null, now: Instant): HeldRead {
  const ahead = isAhead(held, now);
  return {
    snapshotId: held.snapshotId,
    asOf: held.asOf,
    fileName: held.fileName,
    why: held.guards,
    isOvertaken: newest !== null && newest.asOf > held.asOf,
    isAhead: ahead,
    acceptWith: ahead ? withdrawReadCommand(held) : acceptHeldCommand(held),
  };
}

/** The fields of a source without a snapshot that counts. */
export const NO_READ = {
  state: 'missing',
  snapshotId: null,
  asOf: null,
  asOfBasis: null,
  byAssistant: false,
  ageDays: null,
  rows: null,
  rowsRefused: null,
  completeness: null,
  filter: null,
  sha256: null,
  headerFingerprint: null,
  snapshots: 0,
  held: [],
  heldReads: [],
  proves: [],
  staleAt: null,
} as const satisfies Partial<SourceCoverage>;
