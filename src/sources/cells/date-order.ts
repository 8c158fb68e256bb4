import { AMBIGUOUS, type MomentReading, momentReader, SHORT_YEAR } from './moments.ts';

/** In which order a file writes day, month and year, where the year does not come first in four digits. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What a person states an order with: `--map date_order=dmy`. */
export const DATE_ORDER = 'date_order';

export const ORDER_WORDS: Readonly<Record<DateOrder, string>> = {
  dmy: 'day, month, year',
  mdy: 'month, day, year',
  ymd: 'year, month, day',
};

const NUMBERS = /^(\s*)(\d{1,2})([/.-])(\d{1,2})\3(\d{4}|\d{2})(?!\d)/;
/** A close date may lie in the future, so only nonsense is refused. */
const FAR = '2199-01-01T00:00:00.000Z';
const CENTURY = '20';

/**
 * Reads the dates of one column. What a person stated decides; else the first values may settle whether the month or the
 * day comes first (09/30/2026 does, if there is no 30/09/2026), and that order then holds for 05/06/2026 as well.
 * Otherwise such a date stays unknown. A statement that the first values contradict decides nothing that is not clear.
 */
export function dateColumnReader(
  sample: readonly string[],
  stated: DateOrder | null,
  read: (raw: string) => MomentReading = momentReader(FAR),
): (raw: string) => MomentReading {
  const shown = orderOf(sample);
  const order = stated ?? shown;
  if (order === null) return withRemedy(read);
  const isContradicted = stated !== null && shown !== null && shown !== stated;
  const inOrder = (raw: string): MomentReading => {
    const [whole = '', , first = '', , second = '', third = ''] = NUMBERS.exec(raw) ?? [];
    if (whole === '' || (stated === null && (third.length === 2 || !isOpen(first, second)))) return read(raw);
    if (isContradicted && isOpen(first, second)) return read(raw);
    const day = dayText(order, first, second, third);
    return day === null ? contradiction(order) : read(`${day}${raw.slice(whole.length)}`);
  };
  return stated === null ? withRemedy(inOrder) : inOrder;
}

/** Says beside a date of two meanings what settles it, as nobody has stated it yet. */
function withRemedy(read: (raw: string) => MomentReading): (raw: string) => MomentReading {
  return (raw) => {
    const reading = read(raw);
    if (reading !== AMBIGUOUS && reading !== SHORT_YEAR) return reading;
    return { kind: 'unknown', why: `${reading.why}; --map ${DATE_ORDER}=dmy (mdy, ymd) says which` };
  };
}

/** Whether both numbers can be a month. */
function isOpen(first: string, second: string): boolean {
  return Number(first) <= 12 && Number(second) <= 12;
}

/** Null: in this order it is no date. */
function dayText(order: DateOrder, first: string, second: string, third: string): string | null {
  const [year, month, day] =
    order === 'ymd' ? [first, second, third] : order === 'dmy' ? [third, second, first] : [third, first, second];
  if (Number(month) > 12 || (order === 'ymd' && (first.length !== 2 || third.length !== 2))) return null;
  return `${year.length === 2 ? CENTURY : ''}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function contradiction(order: DateOrder): MomentReading {
  return { kind: 'unknown', why: `is no date in the order that was stated (${ORDER_WORDS[order]})` };
}

function orderOf(sample: readonly string[]): DateOrder | null {
  let [monthFirst, dayFirst] = [false, false];
  for (const value of sample) {
    const [, , first = '', , second = '', year = ''] = NUMBERS.exec(value) ?? [];
    if (year.length === 2) continue;
    if (Number(first) > 12) dayFirst = true;
    if (Number(second) > 12) monthFirst = true;
  }
  if (monthFirst === dayFirst) return null;
  return monthFirst ? 'mdy' : 'dmy';
}
