/** What an export that knows English letters alone writes for every other letter. */
export const LOST = '?';

/** How many letters of a word are known. */
export function knownLetters(word: string): number {
  let known = 0;
  for (let at = 0; at < word.length; at += 1) if (word[at] !== LOST) known += 1;
  return known;
}

/** One lost letter may have been none (an accent), one, or two (`ue`). */
const MOST_LOST = 2;

/** Whether both may be one word: every letter that both know is the same. Without lost letters: whether they are equal. */
export function mayBeOneWord(a: string, b: string): boolean {
  if (!a.includes(LOST) && !b.includes(LOST)) return a === b;
  // Where in `b` one may stand after each letter of `a`.
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

/** A lost letter of `b` may have been none. */
function spread(places: ReadonlySet<number>, b: string): ReadonlySet<number> {
  const all = new Set(places);
  for (const at of places) for (let to = at; b[to] === LOST; to += 1) all.add(to + 1);
  return all;
}
