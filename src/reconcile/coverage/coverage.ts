import type { SourceCoverage } from '../../model/coverage.ts';
import { readsAt, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { missingSources, withAssignmentGaps } from './missing-sources.ts';
import { seriesCoverage } from './series-coverage.ts';
import type { CoverageSettings } from './series-now.ts';

/**
 * What each source proves and cannot prove now, expected sources that are missing included.
 * @param assignmentKnownIn Directories whose own rows show who is assigned. Null: unknown; then a directory without a
 * list of assigned people has that gap with its condition, and no list is called missing.
 */
export function coverage(
  snapshots: readonly Snapshot[],
  settings: CoverageSettings,
  now: Instant,
  assignmentKnownIn: ReadonlySet<string> | null = null,
): readonly SourceCoverage[] {
  const series = new Map<string, Snapshot[]>();
  for (const snapshot of readsAt(snapshots, now)) {
    if (snapshot.state !== 'published' && snapshot.state !== 'held') continue;
    const name = seriesOf(snapshot);
    const known = series.get(name);
    if (known === undefined) series.set(name, [snapshot]);
    else known.push(snapshot);
  }
  const read = [...series].flatMap(([source, reads]) => seriesCoverage(source, reads, settings, now));
  const missing = missingSources(read, settings, assignmentKnownIn);
  const withGaps = assignmentKnownIn === null ? read.map((one) => withAssignmentGaps(one, read, settings)) : read;
  return [...withGaps, ...missing].sort(byImportance);
}

const ORDER = ['clari-users', 'clari-copilot-users', 'app-users', 'directory', 'directory-assignments'];

function byImportance(a: SourceCoverage, b: SourceCoverage): number {
  const rank = (one: SourceCoverage) => (ORDER.includes(one.kind) ? ORDER.indexOf(one.kind) : ORDER.length);
  return rank(a) - rank(b) || (a.source < b.source ? -1 : 1);
}
