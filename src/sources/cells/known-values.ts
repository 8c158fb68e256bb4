import { detached } from './text.ts';

const SLOTS = 1024;
const LENGTH_MAX = 40;

/**
 * Remembers the results of a function for the first values of a column. Role, team, status or the day of a login have
 * few values in many rows. The memory is bounded, and a column of ever new values costs one lookup per cell.
 */
export function knownValues<T>(read: (raw: string) => T): (raw: string) => T {
  const known = new Array<{ readonly raw: string; readonly answer: T } | null>(SLOTS).fill(null);
  return (raw) => {
    if (raw === '' || raw.length > LENGTH_MAX) return read(raw);
    const slot = slotOf(raw);
    const found = known[slot] ?? null;
    if (found !== null) return found.raw === raw ? found.answer : read(raw);
    const copy = detached(raw);
    const answer = read(copy);
    known[slot] = { raw: copy, answer };
    return answer;
  };
}

/**
 * Chooses a slot from a few characters, which is cheaper than a hash: values of one column differ at the end, like
 * numbered names, or in the middle, like days.
 */
function slotOf(raw: string): number {
  const last = raw.length - 1;
  const middle = raw.length >> 1;
  const atEnd = raw.charCodeAt(last) + 37 * raw.charCodeAt(Math.max(last - 1, 0));
  const inside = 7 * raw.charCodeAt(Math.max(middle - 1, 0)) + 101 * raw.charCodeAt(Math.max(middle - 2, 0));
  return (raw.length + atEnd + inside) & (SLOTS - 1);
}
