import type { Instant, Moment } from '../../model/time.ts';
import { dateColumnReader } from '../date-order.ts';
import { saysNothing } from '../ids.ts';
import { visible } from '../text.ts';

/**
 * What a cell under `Termination Date` says. `missing`: a value that stands for none. `past` without a moment: every
 * reading of it is past, and which day it was is not known.
 */
export type EndDate =
  | { readonly kind: 'blank' | 'missing' | 'unreadable' }
  | { readonly kind: 'past'; readonly at: Moment | null }
  | { readonly kind: 'ahead'; readonly at: Moment };

const BLANK: EndDate = { kind: 'blank' };
const MISSING: EndDate = { kind: 'missing' };
const UNREADABLE: EndDate = { kind: 'unreadable' };

const NEVER =
  /^(?:-1|0+(?:[.,]0+)?|\(?(?:never|nie|jamais|none|permanent|unlimited|unbefristet|indefinite|open[ -]?ended|no end(?: date)?|does not expire|indéterminée?)\)?|0{4}[-/.]0{1,2}[-/.]0{1,2}.*|0{1,2}[-/.]0{1,2}[-/.]0{4}.*|1900[-/.]0?1[-/.]00.*|0?0[-/.]0?1[-/.]1900.*|0?1[-/.]0?0[-/.]1900.*|9[.,]22\d*e\+?18)$/i;
/** 100 nanoseconds since 1601, as Active Directory counts: eighteen digits today. */
const FILE_TIME = /^\d{18,19}$/;
const FILE_TIME_NEVER = 9_200_000_000_000_000_000n;
const MS_BEFORE_1970 = 11_644_473_600_000n;
const GENERALISED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[.,]\d+)?Z$/;
const A_YEAR = /(?<!\d)(\d{4})(?!\d)/;
const TIME_OF_DAY = /(?:T|,?\s+)\d{1,2}:\d{2}.*$/i;
const NUMBERS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/;
/** Years before are the zero of some calendar (1601, 1900, 1970), years after stand for never. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2069;
/** A day is over everywhere twelve hours after it ended in UTC. */
const DAY_OVER_MS = 36 * 3_600_000;

/** Reads the dates of one column as of the day of the export. `wholeDay`: the day itself still counts as ahead, as a last day does. */
export function endDateReader(sample: readonly string[], asOf: Instant, wholeDay: boolean): (raw: string) => EndDate {
  const read = dateColumnReader(sample);
  const now = Date.parse(asOf);
  const sideOf = (at: Moment): EndDate => {
    const year = Number(at.at.slice(0, 4));
    if (year < FIRST_YEAR || year > LAST_YEAR) return MISSING;
    const over = Date.parse(at.at) + (at.dateOnly && wholeDay ? DAY_OVER_MS : 0) <= now;
    return { kind: over ? 'past' : 'ahead', at };
  };
  const ofMoment = (text: string): EndDate | null => {
    const reading = read(text);
    return reading.kind === 'moment' ? sideOf(reading.moment) : reading.kind === 'blank' ? MISSING : null;
  };
  return (raw) => {
    const text = visible(raw);
    if (text === '') return BLANK;
    if (NEVER.test(text) || saysNothing(text)) return MISSING;
    if (FILE_TIME.test(text)) {
      const at = fileTime(text);
      return at === null ? MISSING : sideOf(at);
    }
    const year = Number(A_YEAR.exec(text)?.[1] ?? FIRST_YEAR);
    if (year < FIRST_YEAR || year > LAST_YEAR) return MISSING;
    const iso = text.replace(GENERALISED, '$1-$2-$3T$4:$5:$6Z');
    return ofMoment(iso) ?? ofMoment(iso.replace(TIME_OF_DAY, '')) ?? eitherWay(iso, ofMoment) ?? UNREADABLE;
  };
}

/** 03/05/2026 is two days; where both are past, somebody is gone whichever it was. */
function eitherWay(text: string, read: (text: string) => EndDate | null): EndDate | null {
  const [, first = '', second = '', year = ''] = NUMBERS.exec(text) ?? [];
  if (year === '') return null;
  const dayOf = (month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const both = [read(dayOf(first, second)), read(dayOf(second, first))];
  return both.every((one) => one?.kind === 'past') ? { kind: 'past', at: null } : null;
}

function fileTime(text: string): Moment | null {
  const ticks = BigInt(text);
  if (ticks >= FILE_TIME_NEVER) return null;
  const ms = ticks / 10_000n - MS_BEFORE_1970;
  const at = new Date(Number(ms));
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9998 ? null : { at: at.toISOString(), dateOnly: false };
}
