/** The character that an English-only export writes in place of any other letter. */
export const LOST = '?';

/** How many letters of a word are known. */
export function knownLetters(word: string): number {
  let known = 0;
  for (let at = 0; at < word.length; at += 1) if (word[at] !== LOST) known += 1;
  return known;
}

/** How many letters one lost character may stand for: none (an accent), one, or two (`ue`). */
const MOST_LOST = 2;

/**
 * Whether two words may be the same: every letter that is known in both is equal. Without lost letters the words must
 * be equal.
 */
export function mayBeOneWord(a: string, b: string): boolean {
  if (!a.includes(LOST) && !b.includes(LOST)) return a === b;
  // The positions in `b` that the letters of `a` so far may have reached.
  let places = spread(new Set([0]), b);
  for (const letter of a) {
    const next = new Set<number>();
    for (const at of places) {
      if (letter === LOST)
        for (let more = 0; more <= MOST_LOST && at + more <= b.length; more += 1) next.add(at + more);
      else if (b[at] === letter) next.add(at + 1);
      else if (b[at] === LOST) {
        next.add(at);
        next.add(at + 1);
      }
    }
    places = spread(next, b);
  }
  return places.has(b.length);
}

/** Adds the positions after lost letters of `b`, each of which may stand for no letter. */
function spread(places: ReadonlySet<number>, b: string): ReadonlySet<number> {
  const all = new Set(places);
  for (const at of places) for (let to = at; b[to] === LOST; to += 1) all.add(to + 1);
  return all;
}
