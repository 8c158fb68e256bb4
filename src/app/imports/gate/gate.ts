import type { Settings } from '../../../model/settings.ts';
import { isUsersKind, type Snapshot, seriesOf } from '../../../model/snapshot.ts';
import type { Objection } from '../../../reconcile/guards/objection.ts';
import { plausibilityObjections } from '../../../reconcile/guards/plausibility.ts';
import type { IdsKept } from '../../../reconcile/guards/series.ts';
import { seriesObjections } from '../../../reconcile/guards/series-change.ts';
import type { SnapshotDifference } from '../../../store/readers/snapshot-reader.ts';
import { accountsMeet, directoryMeets } from './meeting-of.ts';
import { shareByAddress, sidesOf, usageOf } from './usage-of.ts';
import type { Watch } from './watch.ts';

export interface Seen {
  readonly staged: Snapshot;
  readonly watch: Watch;
  /** Older snapshots of the series that count, oldest first. */
  readonly older: readonly Snapshot[];
  /** Difference from the last of them. */
  readonly difference: SnapshotDifference | null;
}

/** Objections to a snapshot by comparison with what is known of the same people, and with its own series. */
export function gateObjections(seen: Seen, settings: Pick<Settings, 'domainAliases'>): readonly Objection[] {
  const { staged, watch } = seen;
  const isDirectory = staged.kind === 'directory';
  const isPartial = staged.completeness === 'partial' && staged.completenessBasis === 'stated';
  const others = [...watch.known.entries()].map(([read, { as, snapshot }]) => ({
    read,
    as,
    other: { series: seriesOf(snapshot), label: labelOf(snapshot), reading: snapshot.reading },
  }));
  const plausible = plausibilityObjections({
    kind: staged.kind,
    reading: staged.reading,
    isPartial,
    logins: isDirectory ? null : watch.logins.usage(staged.asOf),
    used: others
      .filter(({ as }) => as === (isDirectory ? 'accounts' : 'directory'))
      .map(({ read, other }) => ({
        usage: usageOf(watch, read, isDirectory ? 'identities' : 'accounts', staged.asOf),
        other,
      })),
    sides: others
      .filter(({ as }) => as === 'before' || (isDirectory && as === 'directory'))
      .map(({ read, other }) => ({ sides: sidesOf(watch, read), other })),
    meeting:
      isUsersKind(staged.kind) && staged.kind !== 'clari-copilot-users'
        ? accountsMeet(watch, settings)
        : isDirectory
          ? directoryMeets(watch, settings)
          : null,
    ids: watch.ids.sharing(),
    addresses: watch.addresses.sharing(),
    isSample: watch.isSample,
  });
  const before = seen.older.at(-1);
  const series = seriesObjections({
    reading: staged.reading,
    isPartial,
    readings: seen.older.map(({ reading }) => reading),
    ids: before === undefined || !hasPeople(staged) ? null : idsKept(seen),
    before: before === undefined ? '' : labelOf(before),
    readingBefore: before?.reading ?? null,
  });
  return [...plausible, ...series];
}

/** Kinds whose rows are people with an id of their own. */
export function hasPeople({ kind }: Pick<Snapshot, 'kind'>): boolean {
  return kind === 'directory' || isUsersKind(kind);
}

export function idsKept({ staged, watch, difference }: Seen): IdsKept | null {
  if (difference === null) return null;
  const before = watch.known.findIndex(({ as }) => as === 'before');
  return {
    rows: staged.rowsAccepted,
    rowsBefore: difference.rowsBefore,
    common: difference.rowsBefore - difference.removed,
    byAddress: before < 0 ? 0 : shareByAddress(watch, before),
  };
}

function labelOf(snapshot: Snapshot): string {
  return `${seriesOf(snapshot)} as of ${snapshot.asOf}`;
}
