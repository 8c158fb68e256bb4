import { type Snapshot, seriesOf, weightOf } from '../../model/snapshot.ts';
import type { Objection } from './objection.ts';

/** What is known of an arriving read before it counts. */
type Arriving = Snapshot;

/** Kinds that list everybody. Other files of one moment usually cover something else. */
const LISTS: ReadonlySet<Snapshot['kind']> = new Set([
  'app-users',
  'clari-users',
  'clari-copilot-users',
  'directory',
  'directory-assignments',
]);

/** Whether the as-of is a date alone, which is stored as its first instant. */
export function isDayOnly({ asOf }: Pick<Snapshot, 'asOf'>): boolean {
  return asOf.endsWith('T00:00:00.000Z');
}

/**
 * Snapshots that say something else of the same moment: two different files of one list cannot both be complete.
 * Partial lists are no rivals, and a live source has a moment of its own.
 */
export function rivalsOf(arriving: Arriving, published: readonly Snapshot[]): readonly Snapshot[] {
  if (!LISTS.has(arriving.kind) || arriving.live !== null) return [];
  return published.filter(
    (one) =>
      one.asOf === arriving.asOf &&
      one.sha256 !== arriving.sha256 &&
      seriesOf(one) === seriesOf(arriving) &&
      one.app === arriving.app &&
      one.live === null &&
      (one.filter === 'active') === (arriving.filter === 'active') &&
      !(isPart(one) && isPart(arriving)),
  );
}

function isPart({ completeness }: Snapshot): boolean {
  return completeness === 'partial';
}

/** Of two snapshots of one day the later import counts, unless it is less certain that a person stated it. */
function mayReplace(arriving: Arriving, rival: Snapshot): boolean {
  return (
    isDayOnly(arriving) &&
    weightOf(arriving) >= weightOf(rival) &&
    (arriving.asOfBasis === 'stated' || rival.asOfBasis !== 'stated')
  );
}

/** Holds a snapshot that contradicts another of the very same moment; null if none does. */
export function momentObjection(arriving: Arriving, rivals: readonly Snapshot[]): Objection | null {
  const against = rivals.filter((rival) => !mayReplace(arriving, rival));
  const [first] = against;
  if (first === undefined) return null;
  const why = isDayOnly(arriving)
    ? 'and it is known better of that one that a person stated it'
    : 'and both cannot be what it was at that time';
  return {
    code: 'moment_contradicted',
    count: against.length,
    of: rivals.length,
    holds: true,
    sentence: `The read ${first.snapshotId} (${first.fileName}) is of the same moment, ${arriving.asOf}, and its rows are others, ${why}. If the time is wrong, state the right one; if that read is the wrong one, withdraw it: clari-identity-mcp forget --read ${first.snapshotId} --reason REASON. Accepted with --accept-drop, this one takes its place.`,
  };
}
