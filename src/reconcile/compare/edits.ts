/** Whether one typing slip turns one text into the other: a letter changed, left out, put in, or two neighbours swapped. */
export function isOneEdit(a: string, b: string): boolean {
  const short = a.length <= b.length ? a : b;
  const long = a.length <= b.length ? b : a;
  if (long.length - short.length > 1 || a === b) return false;
  let at = 0;
  while (at < short.length && short.charCodeAt(at) === long.charCodeAt(at)) at += 1;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Every text that one such slip makes of an id of letters and digits; a letter stays a letter and a digit a digit. */
export function oneEditFrom(id: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at < id.length; at += 1) {
    const before = id.slice(0, at);
    const after = id.slice(at + 1);
    const own = id.charAt(at);
    found.add(before + after);
    for (const other of alphabetOf(own)) {
      found.add(before + other + after);
      found.add(before + other + own + after);
    }
    if (at + 1 < id.length) found.add(before + id.charAt(at + 1) + own + id.slice(at + 2));
  }
  for (const other of alphabetOf(id.charAt(id.length - 1))) found.add(id + other);
  found.delete(id);
  return found;
}

function alphabetOf(character: string): string {
  if (character >= '0' && character <= '9') return DIGITS;
  return character >= 'a' && character <= 'z' ? LETTERS : '';
}
