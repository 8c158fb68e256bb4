import type { SourceCoverage } from '../../model/coverage.ts';
import type { Settings } from '../../model/settings.ts';
import { readsAt, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { missingSources, withAssignmentGap } from './missing-sources.ts';
import { seriesCoverage } from './series-coverage.ts';

/**
 * What each source proves and cannot prove now, the expected ones that are missing included.
 * `assignmentKnownIn`: directories whose own rows tell who is assigned; null: not known, so a directory without a list of
 * assigned people bears that gap with its condition, and no list is called missing.
 */
export function coverage(
  snapshots: readonly Snapshot[],
  settings: Pick<Settings, 'directories' | 'staleAfterMs'>,
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
  const told = assignmentKnownIn === null ? read.map((one) => withAssignmentGap(one, read)) : read;
  return [...told, ...missing].sort(byImportance);
}

const ORDER = ['clari-users', 'clari-copilot-users', 'directory', 'directory-assignments'];

function byImportance(a: SourceCoverage, b: SourceCoverage): number {
  const rank = (one: SourceCoverage) => (ORDER.includes(one.kind) ? ORDER.indexOf(one.kind) : ORDER.length);
  return rank(a) - rank(b) || (a.source < b.source ? -1 : 1);
}
