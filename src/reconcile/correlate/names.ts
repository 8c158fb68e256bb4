import anyAscii from 'any-ascii';

/** One word of a name in two foldings: `ü` as `u`, and as Germans write it out, `ue`. */
interface NameWord {
  readonly plain: string;
  readonly spelledOut: string;
}

/**
 * A name taken apart. Where nobody said which word is which, `given` holds all words but the last and `family` all but
 * the first: a double family name and a middle name then still compare.
 */
export interface PersonName {
  readonly words: readonly NameWord[];
  readonly given: readonly NameWord[];
  readonly family: readonly NameWord[];
  /** Written in another script: a transliteration that differs is no disagreement. */
  readonly foreignScript: boolean;
}

export interface NameFields {
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

const NOT_NAMES = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md']);
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

export function parseName(fields: NameFields): PersonName {
  const whole = fields.name ?? '';
  const foreignScript = /[^\P{L}\p{Script=Latin}]/u.test(`${whole}${fields.givenName ?? ''}${fields.familyName ?? ''}`);
  const [beforeComma = '', afterComma = ''] = whole.includes(',') ? splitAtComma(whole) : [];
  const given = wordsOf(fields.givenName ?? afterComma);
  const family = wordsOf(fields.familyName ?? beforeComma);
  const words = given.length > 0 && family.length > 0 ? [...given, ...family] : wordsOf(whole);
  const known = words.length > 0 ? words : [...given, ...family];
  return {
    words: known,
    given: given.length > 0 ? given : firstPart(known, family),
    family: family.length > 0 ? family : lastPart(known, given),
    foreignScript,
  };
}

/**
 * Keys under which a name is found whatever the order of its words: all words, and first with last.
 * A single word is too common to be one.
 */
export function nameKeys(name: PersonName): readonly string[] {
  if (name.words.length < 2) return [];
  const keys = new Set([keyOf(name.words, 'plain'), keyOf(name.words, 'spelledOut')]);
  const first = name.given[0];
  const last = name.family.at(-1);
  if (name.words.length > 2 && first !== undefined && last !== undefined && first.plain !== last.plain) {
    keys.add(keyOf([first, last], 'plain'));
    keys.add(keyOf([first, last], 'spelledOut'));
  }
  return [...keys];
}

/** `jo.smith` reads as a name where none is given; null when it does not. */
export function nameInLocalPart(local: string): PersonName | null {
  const parts = local.replace(/\+.*$/, '').split(/[._-]+/);
  const readable = parts.length > 1 && parts.every((part) => /^\p{L}{2,}$/u.test(part));
  return readable ? parseName({ name: parts.join(' '), givenName: null, familyName: null }) : null;
}

export function sameWord(a: NameWord, b: NameWord): boolean {
  return a.plain === b.plain || a.plain === b.spelledOut || a.spelledOut === b.plain || a.spelledOut === b.spelledOut;
}

function keyOf(words: readonly NameWord[], folding: keyof NameWord): string {
  return words
    .map((word) => word[folding])
    .sort()
    .join(' ');
}

function splitAtComma(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  const rest = parts.slice(1).filter((part) => !NOT_NAMES.has(part.toLowerCase().replaceAll('.', '')));
  // `Jo Smith, Jr.` is no inversion.
  return rest.length === 0 ? [] : [parts[0] ?? '', rest.join(' ')];
}

function firstPart(words: readonly NameWord[], family: readonly NameWord[]): readonly NameWord[] {
  if (family.length > 0) return words.filter((word) => !family.some((other) => sameWord(word, other)));
  return words.length > 1 ? words.slice(0, -1) : words;
}

function lastPart(words: readonly NameWord[], given: readonly NameWord[]): readonly NameWord[] {
  if (given.length > 0) return words.filter((word) => !given.some((other) => sameWord(word, other)));
  return words.length > 1 ? words.slice(1) : [];
}

function wordsOf(text: string): readonly NameWord[] {
  const lower = text.normalize('NFKC').toLowerCase();
  // `Jo Smith (Contractor)`: directories append remarks.
  const bare = lower.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  const plain = split(bare);
  const spelledOut = split(bare.replace(/[äöüøå]/g, (letter) => SPELLED_OUT[letter] ?? letter));
  const words = plain.map((word, index) => ({ plain: word, spelledOut: spelledOut[index] ?? word }));
  const named = words.filter((word) => !NOT_NAMES.has(word.plain));
  return named.length >= 2 ? named : words;
}

function split(text: string): readonly string[] {
  const ascii = /[\u0080-\uffff]/.test(text) ? anyAscii(text).toLowerCase() : text;
  return ascii
    .replace(/['`]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
