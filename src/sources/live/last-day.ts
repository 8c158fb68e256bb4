import { bare } from '../../model/foreign.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import { type Instant, latestOf, type Moment } from '../../model/time.ts';
import { momentReader } from '../cells/moments.ts';

/** Beyond this a date is a word for "never". */
const LATEST = '2098-01-01T00:00:00.000Z';
const momentOf = momentReader(LATEST);

/** Somebody's last day, and the attribute that says so. */
export interface LastDay {
  readonly header: string;
  readonly on: Moment;
}

/** Null: blank, a word for "never", or not to be read. A time that has no offset counts by its day. */
export function lastDayIn(header: string, raw: string): LastDay | null {
  const read = momentOf(raw);
  if (read.kind !== 'moment') return null;
  const { at, dateOnly } = read.moment;
  // Midnight is how systems write a day.
  return { header, on: { at, dateOnly: dateOnly || at.endsWith('T00:00:00.000Z') } };
}

type Ends = Pick<IdentityObservation, 'status' | 'contradiction' | 'leavesOn'>;

/**
 * What a last day makes of a status. One that lies ahead is told; one that is over speaks against somebody who can still
 * sign in, and which of the two holds is not for this program to decide. Somebody who cannot sign in has ended already.
 */
export function withLastDay(status: IdentityObservation['status'], last: LastDay | null, now: Instant): Ends {
  const nothing = { status, contradiction: null, leavesOn: null };
  if (last === null || status === 'deactivated' || status === 'deleted' || status === 'suspended') return nothing;
  if (!isOver(last.on, now)) return { ...nothing, leavesOn: last.on };
  if (status === 'unknown') return nothing;
  return { ...nothing, status: 'unknown', contradiction: `${bare(last.header)} ${shown(last.on)}` };
}

/** A row that nobody changed since it was read: its last day may have passed meanwhile. */
export function carriedOver(row: IdentityObservation, now: Instant): IdentityObservation {
  const { leavesOn } = row;
  if (leavesOn === null || !isOver(leavesOn, now)) return row;
  return { ...row, ...withLastDay(row.status, { header: 'last day', on: leavesOn }, now) };
}

/** A day is over when it is over everywhere. */
function isOver(on: Moment, now: Instant): boolean {
  return latestOf(on) <= now;
}

function shown({ at, dateOnly }: Moment): string {
  return dateOnly ? at.slice(0, 10) : at;
}
