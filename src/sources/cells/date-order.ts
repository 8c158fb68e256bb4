import { type MomentReading, momentReader } from './moments.ts';

const NUMBERS = /^(\s*)(\d{1,2})([/.-])(\d{1,2})\3(\d{4})(?!\d)/;
/** A close date may lie in the future, so only nonsense is refused. */
const FAR = '2199-01-01T00:00:00.000Z';

/**
 * Reads the dates of one column. The first values may settle whether the month or the day comes first (09/30/2026 does,
 * if there is no 30/09/2026); that order then holds for 05/06/2026 as well. Otherwise such a date stays unknown.
 */
export function dateColumnReader(
  sample: readonly string[],
  read: (raw: string) => MomentReading = momentReader(FAR),
): (raw: string) => MomentReading {
  const order = orderOf(sample);
  if (order === null) return read;
  return (raw) => {
    const found = NUMBERS.exec(raw);
    const [whole = '', , first = '', , second = '', year = ''] = found ?? [];
    if (found === null || Number(first) > 12 || Number(second) > 12) return read(raw);
    const [month, day] = order === 'month' ? [first, second] : [second, first];
    return read(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${raw.slice(whole.length)}`);
  };
}

function orderOf(sample: readonly string[]): 'month' | 'day' | null {
  let [monthFirst, dayFirst] = [false, false];
  for (const value of sample) {
    const [, , first = '', , second = ''] = NUMBERS.exec(value) ?? [];
    if (Number(first) > 12) dayFirst = true;
    if (Number(second) > 12) monthFirst = true;
  }
  if (monthFirst === dayFirst) return null;
  return monthFirst ? 'month' : 'day';
}
