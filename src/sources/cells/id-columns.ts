import { type IdReading, ROUNDED_WHY, readId } from './ids.ts';

const DECIMAL = /^(\d+)[.,]0{1,2}$/;
const GROUPED = /^\d{1,3}(?:([.,'\u2019 ])\d{3})+$/;
const NUMBER = /^\d+$/;
const SHORT = /^\d{1,3}$/;
const ROUNDED = /^[1-9]\d{14}0{1,2}$/;
const LONG = /^[1-9]\d{15,}$/;
const ENOUGH = 3;

/** How a program changed the ids of a column. `tells`: the words for a warning. */
interface IdColumn {
  readonly tells: string | null;
  read(raw: string): IdReading;
}

/**
 * Finds what a program did to a whole column of ids that it took for numbers: `4711.0`, `4,711`, or fifteen digits and
 * zeros. Null if the first values show no such change; one number that is written plainly is enough for that.
 */
export function idColumnOf(values: readonly string[]): IdColumn | null {
  const ids = values.flatMap((raw) => readId(raw).id ?? []);
  const numbers = ids.filter((id) => NUMBER.test(id));
  if (numbers.length === 0 && ids.some((id) => DECIMAL.test(id)))
    return { tells: 'is a number with decimals', read: changed((id) => DECIMAL.exec(id)?.[1] ?? id) };
  const grouped = ids.filter((id) => GROUPED.test(id));
  const marks = new Set(grouped.map((id) => GROUPED.exec(id)?.[1]));
  if (marks.size === 1 && numbers.every((id) => SHORT.test(id)))
    return {
      tells: 'has its thousands set apart',
      read: changed((id) => (GROUPED.test(id) ? id.replace(/\D/g, '') : id)),
    };
  const long = ids.filter((id) => LONG.test(id));
  if (long.length >= ENOUGH && long.every((id) => ROUNDED.test(id))) return { tells: null, read: setAside };
  return null;
}

function changed(plain: (id: string) => string): (raw: string) => IdReading {
  return (raw) => {
    const reading = readId(raw);
    return reading.id === null ? reading : { ...reading, id: plain(reading.id) };
  };
}

function setAside(raw: string): IdReading {
  const reading = readId(raw);
  return reading.id !== null && ROUNDED.test(reading.id) ? { ...reading, id: null, why: ROUNDED_WHY } : reading;
}
