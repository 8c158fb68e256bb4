/** Longer texts are compared by their beginning: nobody's name needs more. */
const LONGEST = 64;
const PREFIX_SCALE = 0.1;

// One comparison at a time: reused, since allocating them costs more than the comparison.
const takenInA = new Uint8Array(LONGEST);
const takenInB = new Uint8Array(LONGEST);

/** Jaro-Winkler similarity, 0 to 1. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const lengthA = Math.min(a.length, LONGEST);
  const lengthB = Math.min(b.length, LONGEST);
  if (lengthA === 0 || lengthB === 0) return 0;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  for (let at = 0; at < lengthA; at += 1) takenInA[at] = 0;
  for (let at = 0; at < lengthB; at += 1) takenInB[at] = 0;
  let matches = 0;
  for (let at = 0; at < lengthA; at += 1) {
    const code = a.charCodeAt(at);
    const until = Math.min(lengthB, at + reach + 1);
    for (let other = Math.max(0, at - reach); other < until; other += 1) {
      if (takenInB[other] === 1 || b.charCodeAt(other) !== code) continue;
      takenInA[at] = 1;
      takenInB[other] = 1;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  let other = 0;
  for (let at = 0; at < lengthA; at += 1) {
    if (takenInA[at] === 0) continue;
    while (takenInB[other] === 0) other += 1;
    if (a.charCodeAt(at) !== b.charCodeAt(other)) moved += 1;
    other += 1;
  }
  const jaro = (matches / lengthA + matches / lengthB + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < lengthA && prefix < lengthB && a.charCodeAt(prefix) === b.charCodeAt(prefix))
    prefix += 1;
  return jaro + prefix * PREFIX_SCALE * (1 - jaro);
}
