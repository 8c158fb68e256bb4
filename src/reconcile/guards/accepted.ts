import { type GuardFact, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { Objection, ObjectionCode } from './objection.ts';
import { isSameStatusColumn } from './status-column.ts';

type Accepted = Pick<Snapshot, 'guardFacts' | 'reading' | 'asOf' | 'kind' | 'directory' | 'app'>;

const OF_A_SENSE: readonly ObjectionCode[] = ['sense_turned_round', 'other_sense_turned_round'];
/**
 * Objections to what a snapshot *is*, and not to what changed: accepted once, they need not be accepted for every
 * snapshot.
 */
const LASTING: readonly ObjectionCode[] = [
  ...OF_A_SENSE,
  'other_application',
  'ids_shared',
  'addresses_shared',
  'matches_hardly_anybody',
];

export interface Weighed {
  readonly read: Pick<Snapshot, 'reading' | 'kind' | 'directory' | 'app'>;
  /** As-of of the snapshot that a change was measured against; null if there was none. */
  readonly base: string | null;
}

/**
 * Whether somebody accepted this objection before, in a snapshot that counts. What a file is like is accepted for good,
 * as long as its statuses are read the same way. A change is accepted once: the next one is another change, unless it
 * is still measured against the snapshot before the accepted one, which may have been the last complete one.
 */
export function wasAccepted(objection: Objection, published: readonly Accepted[], weighed: Weighed): boolean {
  // Accepting another snapshot says nothing about this moment.
  if (objection.code === 'moment_contradicted') return false;
  const { read, base } = weighed;
  const isOfSense = OF_A_SENSE.includes(objection.code);
  const applies = (one: Accepted): boolean => {
    const isOwn = seriesOf(one) === seriesOf(read);
    if (!LASTING.includes(objection.code)) return isOwn && base !== null && one.asOf > base;
    if (!isOfSense) return isOwn;
    if (isOwn) return isSameStatusColumn(one.reading, read.reading);
    const { doubts } = objection;
    return doubts !== undefined && seriesOf(one) === doubts.series && isSameStatusColumn(one.reading, doubts.reading);
  };
  const isAlike = ({ code }: GuardFact) =>
    code === objection.code || (isOfSense && OF_A_SENSE.some((known) => known === code));
  return published
    .filter(applies)
    .flatMap(({ guardFacts }) => guardFacts.filter(isAlike))
    .some((fact) => !isClearlyWorse(objection, fact));
}

/** Whether a number is more than half as large again, and by more than three. */
function isClearlyWorse(now: GuardFact, accepted: GuardFact): boolean {
  return now.count >= accepted.count + 3 && now.count * accepted.of * 2 > accepted.count * now.of * 3;
}
