import type { AssignmentStatus } from '../../model/observation.ts';
import { addMs, DAY_MS, type Moment } from '../../model/time.ts';
import type { RowContext } from '../kinds/kind-spec.ts';
import { dateColumnReader } from './date-order.ts';
import { knownValues } from './known-values.ts';
import { momentReader } from './moments.ts';

/**
 * What a cell such as `Unassigned on` says. `unclear`: the cell names an end without a readable time, so it may be over
 * or not.
 */
export type EndReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'ended'; readonly at: Moment }
  | { readonly kind: 'ahead' }
  | { readonly kind: 'unclear'; readonly why: string };

const NONE: EndReading = { kind: 'none' };

/** Reads the end of an assignment; a day that lies ahead has ended nothing yet. */
export function endReader(
  { now, timeZone, columns }: Pick<RowContext, 'now' | 'timeZone' | 'columns'>,
  sample: readonly string[],
): (raw: string) => EndReading {
  const read = dateColumnReader(sample, columns.dateOrder, momentReader(now, { zone: timeZone, ahead: true }));
  const latest = addMs(now, DAY_MS);
  return knownValues((raw) => {
    const reading = read(raw);
    switch (reading.kind) {
      case 'blank':
      case 'never':
        return NONE;
      case 'unknown':
        return { kind: 'unclear', why: reading.why };
      case 'moment':
        return reading.moment.at > latest ? { kind: 'ahead' } : { kind: 'ended', at: reading.moment };
      default:
        return reading satisfies never;
    }
  });
}

interface Said {
  /** What the row says of the assignment apart from its end. */
  readonly status: AssignmentStatus;
  /** True if the row has a word of its own on the status, rather than merely being listed. */
  readonly isSaid: boolean;
  readonly assignedAt: Moment | null;
  /** True if the file lists past ends: then the status column says how things are today. */
  readonly endsOnly: boolean;
}

export interface Outcome {
  readonly status: AssignmentStatus;
  readonly unassignedAt: Moment | null;
  /** Which cell contradicts the rest of the row; null if none does. */
  readonly doubt: 'says_assigned' | 'unclear_end' | null;
}

/** Combines the status and the end of a row. Where the two contradict each other, the result is unknown. */
export function withEnd({ status, isSaid, assignedAt, endsOnly }: Said, end: EndReading): Outcome {
  if (end.kind === 'none' || end.kind === 'ahead') return { status, unassignedAt: null, doubt: null };
  const isAgain = end.kind === 'ended' && assignedAt !== null && assignedAt.at > end.at.at;
  if (status === 'assigned' && (isAgain || (isSaid && endsOnly))) return { status, unassignedAt: null, doubt: null };
  if (end.kind === 'unclear') {
    return status === 'unassigned'
      ? { status, unassignedAt: null, doubt: null }
      : { status: 'unknown', unassignedAt: null, doubt: 'unclear_end' };
  }
  if (status === 'assigned' && isSaid) return { status: 'unknown', unassignedAt: null, doubt: 'says_assigned' };
  // An unknown word may mean anything, even that the person was assigned again.
  if (status === 'unknown' && (isSaid || endsOnly)) return { status, unassignedAt: null, doubt: null };
  return { status: 'unassigned', unassignedAt: end.at, doubt: null };
}
