import type { App } from '../model/app-profile.ts';
import type { SourceCoverage } from '../model/coverage.ts';
import { bare } from '../model/foreign.ts';
import type { PopulationGap, PopulationRead } from '../model/review.ts';
import { type Snapshot, seriesOf, usersKindOf, usersListOf } from '../model/snapshot.ts';

/**
 * What keeps a population from being proven complete: the list of the application and each directory in scope have to
 * be complete and fresh, and no read may wait to be accepted.
 */
export function populationGaps(sources: readonly SourceCoverage[], app: App): readonly PopulationGap[] {
  const list = seriesOf({ kind: usersKindOf(app), directory: null, app });
  const gaps = sources
    .filter(({ source, kind }) => source === list || kind === 'directory')
    .flatMap((one) => gapsOf(one).map(({ what, closeWith }) => ({ what: `${bare(one.source)}: ${what}`, closeWith })));
  return sources.some(({ source }) => source === list)
    ? gaps
    : [
        {
          what: `${bare(list)}: it was never read`,
          closeWith: `clari-identity-mcp import FILE --app ${bare(app)} --complete`,
        },
        ...gaps,
      ];
}

function gapsOf(one: SourceCoverage): readonly PopulationGap[] {
  const closeWith = one.cannotProve[0]?.closeWith ?? '';
  if (one.state === 'missing') return [{ what: 'it was never read', closeWith }];
  return [
    ...(one.state === 'stale' ? [{ what: `it is ${one.ageDays ?? '?'} days old`, closeWith }] : []),
    ...(one.completeness === 'complete'
      ? []
      : [{ what: `nobody stated that it is the whole list (${one.completeness ?? 'unknown'})`, closeWith }]),
    ...((one.rowsRefused ?? 0) > 0 ? [{ what: `${one.rowsRefused} rows of it were not understood`, closeWith }] : []),
    ...one.heldReads
      .filter(({ isOvertaken }) => !isOvertaken)
      .map(({ asOf, acceptWith }) => ({ what: `the read as of ${asOf} is held`, closeWith: acceptWith })),
  ];
}

/** The reads that a population rests on: the newest of each series that counts, oldest first. */
export function populationReads(snapshots: readonly Snapshot[], app: App): readonly PopulationRead[] {
  const newest = new Map<string, Snapshot>();
  for (const one of snapshots)
    if (one.state === 'published' && (one.directory !== null || usersListOf(one) === app))
      newest.set(seriesOf(one), one);
  return [...newest.values()].map((one) => ({
    snapshotId: one.snapshotId,
    source: seriesOf(one),
    kind: one.kind,
    fileName: one.fileName,
    sha256: one.sha256,
    asOf: one.asOf,
    asOfBasis: one.asOfBasis,
    completeness: one.completeness,
    filter: one.filter,
    rows: one.rowsAccepted,
    rowsRefused: one.rowsRefused,
  }));
}
