import type { Moment } from '../../model/time.ts';
import { dateColumnReader } from '../cells/date-order.ts';
import { saysNothing } from '../cells/ids.ts';
import { momentReader } from '../cells/moments.ts';
import { visible } from '../cells/visible.ts';
import type { RowContext } from '../kinds/kind-spec.ts';

/**
 * What a cell under `Termination Date` says. `missing`: a value that stands for none. `past` without a moment: every
 * reading of it is past, and which day it was is not known.
 */
export type EndDate =
  | { readonly kind: 'blank' | 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'past'; readonly at: Moment | null }
  | { readonly kind: 'ahead'; readonly at: Moment };

const BLANK: EndDate = { kind: 'blank' };
const MISSING: EndDate = { kind: 'missing' };

/** What people write where nothing ends. */
const NEVER_WORDS =
  /^\(?(?:never|nie|jamais|none|permanent|unlimited|unbefristet|indefinite|open[ -]?ended|no end(?: date)?|does not expire|indéterminée?)\)?$/i;
/** `31/10/25`, `31-Oct-25`: people who left did so in this century. */
const SHORT_YEAR = /^(\d{1,2}[/.-]\d{1,2}[/.-]|\d{1,2}[ -][a-z]{3,9}\.?[ -])(\d{2})$/i;
const NUMBERS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/;
/** A day is over everywhere twelve hours after it ended in UTC. */
const DAY_OVER_MS = 36 * 3_600_000;

/** Reads the dates of one column as of the day of the export. `wholeDay`: the day itself still counts as ahead, as a last day does. */
export function endDateReader(
  sample: readonly string[],
  {
    asOf,
    timeZone,
    columns,
  }: Pick<RowContext, 'asOf' | 'timeZone'> & { readonly columns: Pick<RowContext['columns'], 'dateOrder'> },
  wholeDay: boolean,
): (raw: string) => EndDate {
  const { dateOrder } = columns;
  const read = dateColumnReader(sample, dateOrder, momentReader(asOf, { zone: timeZone, ahead: true }));
  const now = Date.parse(asOf);
  const sideOf = (at: Moment): EndDate => {
    const over = Date.parse(at.at) + (at.dateOnly && wholeDay ? DAY_OVER_MS : 0) <= now;
    return { kind: over ? 'past' : 'ahead', at };
  };
  const ofMoment = (text: string): EndDate => {
    const reading = read(text);
    if (reading.kind === 'unknown') return { kind: 'unreadable', why: reading.why };
    return reading.kind === 'moment' ? sideOf(reading.moment) : MISSING;
  };
  return (raw) => {
    const text = visible(raw);
    if (text === '') return BLANK;
    if (NEVER_WORDS.test(text) || saysNothing(text)) return MISSING;
    const full = dateOrder === 'ymd' ? text : text.replace(SHORT_YEAR, (_whole, day, year) => `${day}20${year}`);
    const date = ofMoment(full);
    return date.kind === 'unreadable' ? (eitherWay(full, ofMoment) ?? date) : date;
  };
}

/** 03/05/2026 is two days; where both are past, somebody is gone whichever it was. */
function eitherWay(text: string, read: (text: string) => EndDate): EndDate | null {
  const [, first = '', second = '', year = ''] = NUMBERS.exec(text) ?? [];
  if (year === '') return null;
  const dayOf = (month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const both = [read(dayOf(first, second)), read(dayOf(second, first))];
  return both.every((one) => one.kind === 'past') ? { kind: 'past', at: null } : null;
}
