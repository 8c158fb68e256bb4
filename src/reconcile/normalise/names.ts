import anyAscii from 'any-ascii';
import { knownLetters, LOST } from './lost-letters.ts';
import { type NamePart, namePart } from './name-part.ts';

/** One word of a name in two foldings: `ü` as `u`, and as Germans spell it out, `ue`. */
export interface NameWord {
  readonly plain: string;
  readonly spelledOut: string;
  /** The word as an English-only export writes it: `M?ller`. Absent if such an export would not change it. */
  readonly asLost?: string;
}

/**
 * A name split into words. If no source says which word is which, `given` holds all words but the last and `family` all
 * but the first: a double family name and a middle name are then still compared.
 */
export interface PersonName {
  readonly words: readonly NameWord[];
  readonly given: readonly NameWord[];
  readonly family: readonly NameWord[];
  /** True if the name is in another script: a transliteration that differs is no disagreement. */
  readonly foreignScript: boolean;
  /** True if an export lost letters of it: `J?rg`. A lost letter neither agrees nor contradicts. */
  readonly lost: boolean;
  /**
   * Parts for comparison by similarity. If no source says which word is which, they are the first word and the rest.
   */
  readonly parts: { readonly given: NamePart | null; readonly family: NamePart | null };
}

export interface NameFields {
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

const NOT_NAMES = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md']);
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** Caps quadratic comparison so that a crafted name cannot stall matching; no real name is longer. */
const MOST_LETTERS = 160;
const MOST_WORDS = 10;

export function parseName({ name, givenName, familyName }: NameFields): PersonName {
  const whole = name ?? '';
  const foreignScript = isForeign(whole) || isForeign(givenName) || isForeign(familyName);
  const lost = hasLost(whole) || hasLost(givenName) || hasLost(familyName);
  const [beforeComma = '', afterComma = ''] = whole.includes(',') ? splitAtComma(whole) : [];
  const given = wordsOf(givenName ?? afterComma);
  const family = wordsOf(familyName ?? beforeComma);
  const words = given.length > 0 && family.length > 0 ? [...given, ...family] : wordsOf(whole);
  const known = words.length > 0 ? words : [...given, ...family];
  const first = given.length > 0 ? given : firstPart(known, family);
  const last = family.length > 0 ? family : lastPart(known, given);
  const isSplit = given.length > 0 || family.length > 0;
  return new ParsedName({ words: known, given: first, family: last, foreignScript, lost }, isSplit);
}

/** Most names are only looked up: their parts are made when somebody compares them. */
class ParsedName implements PersonName {
  readonly words: readonly NameWord[];
  readonly given: readonly NameWord[];
  readonly family: readonly NameWord[];
  readonly foreignScript: boolean;
  readonly lost: boolean;
  readonly #isSplit: boolean;
  #parts: PersonName['parts'] | undefined;

  constructor({ words, given, family, foreignScript, lost }: Omit<PersonName, 'parts'>, isSplit: boolean) {
    this.words = words;
    this.given = given;
    this.family = family;
    this.foreignScript = foreignScript;
    this.lost = lost;
    this.#isSplit = isSplit;
  }

  get parts(): PersonName['parts'] {
    const { words, given, family } = this;
    this.#parts ??= {
      given: partOf('given', this.#isSplit ? given : words.slice(0, 1)),
      family: partOf('family', this.#isSplit ? family : words.slice(1)),
    };
    return this.#parts;
  }
}

function partOf(kind: 'given' | 'family', words: readonly NameWord[]): NamePart | null {
  const plain = words.map((word) => word.plain);
  return namePart(
    kind,
    plain,
    words.every((word) => word.plain === word.spelledOut) ? plain : words.map((word) => word.spelledOut),
  );
}

function hasLost(text: string | null): boolean {
  return text !== null && (text.includes(LOST) || text.includes(REPLACED));
}

/** The character that decoders write for a letter that could not be read. */
const REPLACED = '\ufffd';

function isForeign(text: string | null): boolean {
  return text !== null && text !== '' && BEYOND_ASCII.test(text) && foldText(capped(text)).isForeign;
}

const BEYOND_ASCII = /[\u0080-\uffff]/;

function capped(text: string): string {
  return text.length > MOST_LETTERS ? text.slice(0, MOST_LETTERS) : text;
}

/**
 * Keys under which a name is found whatever the order of its words: all words, and first with last. A single word is
 * too common to be a key.
 */
export function nameKeys(name: PersonName): readonly string[] {
  const [one, other, ...more] = name.words;
  if (one === undefined || other === undefined) return [];
  // Two plain words, as most names are, have one key however they are folded.
  if (more.length === 0 && isPlain(one) && isPlain(other)) return [pairKey(one.plain, other.plain)];
  const keys = new Set([keyOf(name.words, 'plain'), keyOf(name.words, 'spelledOut')]);
  const asLost = keyAsLost(name.words);
  if (asLost !== null) keys.add(asLost);
  const first = name.given[0];
  const last = name.family.at(-1);
  if (name.words.length > 2 && first !== undefined && last !== undefined && first.plain !== last.plain) {
    keys.add(keyOf([first, last], 'plain'));
    keys.add(keyOf([first, last], 'spelledOut'));
  }
  return [...keys];
}

/** The name in a local part such as `jo.smith`, for accounts without a name; null if it is none. */
export function nameInLocalPart(local: string): PersonName | null {
  const parts = local.replace(/\+.*$/, '').split(/[._-]+/);
  const readable = parts.length > 1 && parts.every((part) => /^\p{L}{2,}$/u.test(part));
  return readable ? parseName({ name: parts.join(' '), givenName: null, familyName: null }) : null;
}

export function sameWord(a: NameWord, b: NameWord): boolean {
  return a.plain === b.plain || a.plain === b.spelledOut || a.spelledOut === b.plain || a.spelledOut === b.spelledOut;
}

function isPlain({ plain, spelledOut, asLost }: NameWord): boolean {
  return plain === spelledOut && asLost === undefined;
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function keyOf(words: readonly NameWord[], folding: keyof NameWord): string {
  return words
    .map((word) => word[folding])
    .sort()
    .join(' ');
}

/**
 * The key under which the name would be filed had an export lost its letters; null if none would be lost, or hardly any
 * would be left.
 */
function keyAsLost(words: readonly NameWord[]): string | null {
  if (words.every((word) => word.asLost === undefined)) return null;
  const left = words.map((word) => word.asLost ?? word.plain).filter((word) => knownLetters(word) > 0);
  return left.length < 2 ? null : left.sort().join(' ');
}

function splitAtComma(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  const rest = parts.slice(1).filter((part) => !NOT_NAMES.has(part.toLowerCase().replaceAll('.', '')));
  // `Jo Smith, Jr.` is not an inverted name.
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

/** English letters and single spaces, the form of most names. */
const PLAIN = /^[a-z]*(?: [a-z]+)*$/i;

function wordsOf(text: string): readonly NameWord[] {
  if (text === '') return NO_WORDS;
  const short = capped(text);
  const words = PLAIN.test(short) ? plainWords(short) : foldText(short).words;
  if (words.length === 1) return words;
  const named = words.filter((word) => !NOT_NAMES.has(word.plain));
  return (named.length >= 2 ? named : words).slice(0, MOST_WORDS);
}

function plainWords(text: string): readonly NameWord[] {
  const lower = text.toLowerCase();
  if (!lower.includes(' ')) return [{ plain: lower, spelledOut: lower }];
  return lower.split(' ').map((word) => ({ plain: word, spelledOut: word }));
}

const NO_WORDS: readonly NameWord[] = [];

/**
 * Cached, because folding names of other scripts needs large tables, and the names of a high-fan-in identity's accounts
 * repeat.
 */
const folded = new Map<string, Folded>();

interface Folded {
  readonly words: readonly NameWord[];
  readonly isForeign: boolean;
}
const MOST_FOLDED = 10_000;

function foldText(text: string): Folded {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const lower = text.normalize('NFKC').toLowerCase();
  // Directories append remarks: `Jo Smith (Contractor)`.
  const bare = lower.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ').replaceAll(REPLACED, LOST);
  const plain = split(bare);
  const spelledOut = /[äöüøå]/.test(bare)
    ? split(bare.replace(/[äöüøå]/g, (letter) => SPELLED_OUT[letter] ?? letter))
    : plain;
  const asLost = NOT_ENGLISH.test(bare) ? split(bare.replace(NOT_ENGLISH_LETTERS, LOST)) : plain;
  const words = plain.map((word, index): NameWord => {
    const lost = asLost.length === plain.length ? asLost[index] : word;
    const both = { plain: word, spelledOut: spelledOut[index] ?? word };
    return lost === undefined || lost === word ? both : { ...both, asLost: lost };
  });
  if (folded.size === MOST_FOLDED) folded.clear();
  const answer = { words, isForeign: FOREIGN.test(text) };
  folded.set(text, answer);
  return answer;
}

const NOT_ENGLISH = /[^\P{L}a-z]/u;
const NOT_ENGLISH_LETTERS = /[^\P{L}a-z]/gu;
const FOREIGN = /[^\P{L}\p{Script=Latin}]/u;

function split(text: string): readonly string[] {
  const ascii = /[\u0080-\uffff]/.test(text) ? anyAscii(text).toLowerCase() : text;
  return ascii
    .replace(/['`]/g, '')
    .split(/[^a-z0-9?]+/)
    .filter((word) => knownLetters(word) > 0);
}
