import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { type GuardFact, provesAbsence, type Snapshot, seriesOf, usersListOf } from '../../model/snapshot.ts';
import { wasAccepted } from '../../reconcile/guards/accepted.ts';
import { changeObjections } from '../../reconcile/guards/changes.ts';
import { byLikelihood, holding } from '../../reconcile/guards/objection.ts';
import { momentObjection, rivalsOf } from '../../reconcile/guards/same-moment.ts';
import { isOtherIdColumn } from '../../reconcile/guards/series.ts';
import type { SnapshotDifference } from '../../store/readers/snapshot-reader.ts';
import type { AttestedBy, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { claimedAccounts, type WeighedClaim, weighClaims } from '../statements/claims.ts';
import { gateObjections, idsKept, type Seen } from './gate/gate.ts';
import { watchAgain } from './gate/open-watch.ts';
import { otherAppObjections } from './gate/other-applications.ts';
import { sidesOf } from './gate/usage-of.ts';
import type { Watch } from './gate/watch.ts';
import type { Changes } from './import-result.ts';

export interface WeighedRead {
  /** Sentences of the guards that would hold it; empty if it may count. */
  readonly guards: readonly string[];
  /** The same as codes and numbers, stored with the snapshot, so that an accepted objection is known later. */
  readonly guardFacts: readonly GuardFact[];
  /** Remarks that hold nothing. */
  readonly oddities: readonly string[];
  readonly changes: Changes;
  readonly verified: readonly string[];
  readonly contradicted: readonly string[];
  /** Every claim with its standing once the snapshot counts, true at this revision of the store. */
  readonly claims: readonly WeighedClaim[];
  readonly revision: number;
  /** Snapshots that it replaces once it counts: those of the same bytes or the same moment. */
  readonly replaces: readonly Snapshot[];
}

interface Weighing {
  /** An earlier snapshot of the same bytes that it replaces. */
  readonly supersedes: Snapshot | null;
  /** What was seen while its rows were read; null: they are read again. */
  readonly watch: Watch | null;
  /** Whose statement it would be; absent: as stored. */
  readonly brought?: AttestedBy | undefined;
}

/**
 * Calculates what a snapshot that does not count yet would change, compared with the previous one by as-of and not by
 * order of import, and what guards object to.
 */
export async function weighRead(
  deps: Deps,
  snapshotId: string,
  { supersedes, watch, brought }: Weighing,
): Promise<WeighedRead> {
  return deps.store.read(async (reader) => {
    const stored = await reader.snapshot(snapshotId);
    if (stored === null)
      throw new ClariIdentityError('ERR_INTERNAL', 'A staged read vanished.', 'Import the file again.');
    const staged = { ...stored, ...brought };
    const published = (await reader.snapshots()).filter(
      (one) => one.state === 'published' && one.snapshotId !== snapshotId,
    );
    const older = published.filter((one) => seriesOf(one) === seriesOf(staged) && one.asOf < staged.asOf);
    // A snapshot that replaces one of the same bytes is compared with that one, by the guards too: what is stated of a
    // column anew can turn every status round.
    const before = supersedes === null ? older : [...older, supersedes];
    const previous = before.at(-1) ?? null;
    const lastComplete = before.findLast((one) => one.completeness === 'complete') ?? null;
    const differences = new Map<string, SnapshotDifference>();
    // The reported changes and the guards mostly use the same comparison.
    const against = async ({ snapshotId: earlierId }: Snapshot): Promise<SnapshotDifference> => {
      const found = differences.get(earlierId) ?? (await reader.compare(snapshotId, earlierId));
      differences.set(earlierId, found);
      return found;
    };
    const difference = previous === null ? null : await against(previous);
    const rivals = rivalsOf(staged, published).filter((one) => one.snapshotId !== supersedes?.snapshotId);
    const replaces = [...(supersedes === null ? [] : [supersedes]), ...rivals];
    const claimed = await currentClaims(reader, deps, null, []);
    const after = claimed.length === 0 ? [] : await currentClaims(reader, deps, staged, replaces);
    // What a model can state by itself neither explains a loss nor holds a snapshot.
    const counting = claimed.filter((one) => one.record.counts);
    const sameMoment = momentObjection(staged, rivals);
    const absence = provesAbsence({ ...staged, state: 'published' });
    const seen = {
      staged,
      watch: watch ?? (await watchAgain(reader, deps, staged)),
      older,
      difference,
    };
    const objections = [
      ...(sameMoment === null ? [] : [sameMoment]),
      ...otherAppObjections(seen, published, deps.settings),
      ...gateObjections(seen, deps.settings),
      ...changeObjections({
        kind: staged.kind,
        directory: staged.directory,
        app: staged.app,
        completeness: staged.completeness,
        rows: staged.rowsAccepted,
        difference: samePeople(seen, await guardBase(against, staged, previous, lastComplete)),
        matchingClaims: previous === null ? 0 : await claimedAmong(reader, staged, previous, counting, deps.settings),
        openClaims: counting.filter((one) => one.standing.state === 'verifying').length,
        contradictedClaims: newly(
          counting,
          after.filter((one) => one.record.counts),
          'contradicted',
        ).length,
      }),
    ];
    const weighed = { read: staged, base: (lastComplete ?? previous)?.asOf ?? null };
    const held = holding(objections).filter((one) => !wasAccepted(one, published, weighed));
    return {
      guards: held.map(({ sentence }) => sentence),
      guardFacts: held.map(({ code, count, of }) => ({ code, count, of })),
      oddities: byLikelihood(objections.filter(({ holds }) => !holds)).map(({ sentence }) => sentence),
      changes: changesOf(difference, staged, absence),
      verified: newly(claimed, after, 'confirmed').map(nameOf),
      contradicted: newly(claimed, after, 'contradicted').map(nameOf),
      claims: after,
      revision: await reader.revision(),
      replaces,
    };
  });
}

/**
 * The snapshot that guards compare with: the last complete one, else the previous one without regard to lost rows,
 * since only a complete one shows how many there should be. A list of active accounts is compared with the active ones.
 */
async function guardBase(
  against: (earlier: Snapshot) => Promise<SnapshotDifference>,
  staged: Snapshot,
  previous: Snapshot | null,
  lastComplete: Snapshot | null,
): Promise<SnapshotDifference | null> {
  const base = lastComplete ?? previous;
  if (base === null) return null;
  const difference = await against(base);
  if (lastComplete === null) return { ...difference, rowsBefore: 0 };
  const onlyActiveNow = staged.filter === 'active' && lastComplete.filter !== 'active';
  return onlyActiveNow ? { ...difference, rowsBefore: difference.activeBefore } : difference;
}

/** If the ids differ, everybody would look gone; then people are compared by address. */
function samePeople(seen: Seen, difference: SnapshotDifference | null): SnapshotDifference | null {
  const ids = idsKept(seen);
  const before = seen.watch.known.findIndex(({ as }) => as === 'before');
  if (difference === null || ids === null || before < 0 || !isOtherIdColumn(ids)) return difference;
  const { activeBoth, turnedEnded, missing } = sidesOf(seen.watch, before);
  return {
    ...difference,
    turnedInactive: turnedEnded,
    activeRemoved: missing,
    activeBefore: activeBoth + turnedEnded + missing,
  };
}

async function currentClaims(
  reader: StoreReader,
  deps: Deps,
  staged: Snapshot | null,
  replaces: readonly Snapshot[],
): Promise<readonly WeighedClaim[]> {
  if ((await reader.records()).length === 0) return [];
  const without = replaces.map(({ snapshotId }) => snapshotId);
  return weighClaims(reader, await claimedAccounts(reader, deps.clock(), staged, without), deps);
}

/** Counts accounts that stop being active in this snapshot and whose deactivation somebody recorded. */
async function claimedAmong(
  reader: StoreReader,
  staged: Snapshot,
  previous: Snapshot,
  claims: readonly WeighedClaim[],
  settings: Deps['settings'],
): Promise<number> {
  const app = usersListOf(staged);
  if (claims.length === 0 || app === null) return 0;
  const gone = new Set(await reader.noLongerActive(staged.snapshotId, previous.snapshotId, 1_000_000));
  const claimed = new Set(claims.filter((one) => one.standing.state !== 'withdrawn').map((one) => one.record));
  let matching = 0;
  for (const record of claimed) {
    const id = idIn(app, record.accountId, settings);
    if (id === null) continue;
    const keys = [`id:${id}`, `crm:${id}`, `email:${record.accountEmail ?? ''}`];
    if (keys.some((key) => gone.has(key))) matching += 1;
  }
  return matching;
}

/** What a list of the application calls the account; null: it is one of another application. */
function idIn(app: App, accountId: string, { profiles }: Deps['settings']): string | null {
  const other = profiles.find(({ id }) => !isEnteredAsClari(id) && accountId.startsWith(`${id}:`));
  if (isEnteredAsClari(app)) return other === undefined ? accountId : null;
  return other?.id === app ? accountId.slice(app.length + 1) : null;
}

function newly(
  before: readonly WeighedClaim[],
  after: readonly WeighedClaim[],
  state: 'confirmed' | 'contradicted',
): readonly WeighedClaim[] {
  const known = new Map(before.map((one) => [one.record.recordId, one.standing.state]));
  return after.filter((one) => one.standing.state === state && known.get(one.record.recordId) !== state);
}

function nameOf(claim: WeighedClaim): string {
  return claim.record.accountEmail ?? claim.record.accountId;
}

function changesOf(difference: SnapshotDifference | null, staged: Snapshot, absence: boolean): Changes {
  if (difference === null) return { added: staged.rowsAccepted, removed: 0, changed: 0, noLongerActive: 0 };
  const { added, removed, changed, turnedInactive, activeRemoved } = difference;
  return {
    added,
    removed: absence ? removed : 0,
    changed,
    noLongerActive: turnedInactive + (absence ? activeRemoved : 0),
  };
}
