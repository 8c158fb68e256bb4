import { type NameFit, nameFit } from '../compare/name-fit.ts';
import { splitAddress } from '../normalise/addresses.ts';
import { isDoubtful } from '../normalise/employee-ids.ts';
import { nameInLocalPart } from '../normalise/names.ts';
import type { Comparable, IdentityTraits } from '../normalise/traits.ts';

export type Pair = readonly [Comparable, Comparable];

/** What one employee id says of those who bear it. */
export interface OneEmployeeId {
  readonly same: readonly Pair[];
  /** Nobody can say whose it is of the two. */
  readonly rivals: readonly Pair[];
  /** It is none: people with other names bear it. */
  readonly isNone: boolean;
}

interface Bearer {
  readonly identity: Comparable;
  readonly traits: IdentityTraits;
}

/** How two bearers of one id stand to each other. `open`: too little is known of one of them. */
type Standing = 'one' | 'apart' | 'open';

/** So many bearers with names of their own have no id, whichever directories they are in. */
const MANY = 3;

/**
 * An employee id makes one person of those whose names or addresses do not speak against it. In one directory a number is
 * given once: whoever has another name shows that it is none. In two directories it may be two companies'.
 */
export function readEmployeeId(key: string, bearers: readonly Bearer[]): OneEmployeeId {
  const doubtful = isDoubtful(key);
  const pairs = pairsOf(bearers).map(([a, b]) => {
    const isOneDirectory = a.identity.directory === b.identity.directory;
    const names = nameFit(a.traits.name, b.traits.name);
    return { a, b, isOneDirectory, names, standing: standingOf(a.traits, b.traits, names, isOneDirectory, doubtful) };
  });
  const isNone =
    pairs.some(({ standing, isOneDirectory }) => standing === 'apart' && (isOneDirectory || doubtful)) ||
    peopleAmong(bearers) >= MANY;
  const pick = (wanted: (one: (typeof pairs)[number]) => boolean): readonly Pair[] =>
    pairs.filter(wanted).map(({ a, b }) => [a.identity, b.identity] as const);
  if (isNone) {
    // One slip of a pen makes no strangers of the two who have the name as well.
    const isSlip = !doubtful && peopleAmong(bearers) < MANY;
    return {
      same: isSlip ? pick((one) => !one.isOneDirectory && one.names === 'fits') : [],
      rivals: [],
      isNone,
    };
  }
  return {
    same: pick(({ standing }) => standing === 'one'),
    rivals: pick(({ standing }) => standing !== 'one'),
    isNone,
  };
}

/** Two spellings of one number, `00123` and `123`, are one id under one name or address. */
export function isOneOfTwoSpellings(a: IdentityTraits, b: IdentityTraits): boolean {
  const names = nameFit(a.name, b.name);
  return names === 'fits' || (names !== 'other' && shareAddress(a, b));
}

function standingOf(
  a: IdentityTraits,
  b: IdentityTraits,
  names: NameFit,
  isOneDirectory: boolean,
  doubtful: boolean,
): Standing {
  if (bornTogether(a, b)) return 'one';
  const isOneAddress = shareAddress(a, b);
  switch (names) {
    case 'fits':
      return doubtful && isOneDirectory && !isOneAddress ? 'open' : 'one';
    case 'partly':
      return doubtful && !isOneAddress ? 'apart' : 'one';
    case 'other':
      if (!isOneAddress) return 'apart';
      return isOneDirectory ? 'open' : 'one';
    case 'open':
      if (isOneAddress) return 'one';
      if (doubtful) return areNamedApart(a, b) ? 'apart' : 'open';
      return byWords(a, b, isOneDirectory);
    default:
      return names satisfies never;
  }
}

/** Without two names that compare: by the words of names and addresses. */
function byWords(a: IdentityTraits, b: IdentityTraits, isOneDirectory: boolean): Standing {
  if (areNamedApart(a, b)) return 'apart';
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (!isOneDirectory || (left.length === 0 && right.length === 0)) return 'one';
  return left.some((word) => right.some((other) => areAlike(word, other))) ? 'one' : 'open';
}

/** Their addresses read as two full names with nothing in common: `ada.quist@` and `ben.orr@`. */
function areNamedApart(a: IdentityTraits, b: IdentityTraits): boolean {
  const [left, right] = [nameOf(a), nameOf(b)];
  return left !== null && right !== null && nameFit(left, right) === 'other';
}

function nameOf({ name, primary }: IdentityTraits) {
  if (name.words.length > 0) return name;
  for (const address of primary) {
    const read = nameInLocalPart(splitAddress(address).local);
    if (read !== null) return read;
  }
  return null;
}

function wordsOf({ name, primary }: IdentityTraits): readonly string[] {
  const locals = primary.flatMap((address) => splitAddress(address).local.split(/[^\p{L}]+/u));
  return [...name.words.map((word) => word.plain), ...locals].filter((word) => word.length > 1);
}

/** `aquist` and `quist`. */
function areAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length > 2 && (long.startsWith(short) || long.endsWith(short));
}

/** With an id in common a date of birth is no chance. */
function bornTogether(a: IdentityTraits, b: IdentityTraits): boolean {
  return a.birthDate !== null && a.birthDate === b.birthDate;
}

function shareAddress(a: IdentityTraits, b: IdentityTraits): boolean {
  const others = [...b.primary, ...b.secondary];
  return [...a.primary, ...a.secondary].some((address) => others.includes(address));
}

/** How many of them have a name that fits none before. */
function peopleAmong(bearers: readonly Bearer[]): number {
  const people: Bearer[] = [];
  for (const one of bearers) {
    const isNew = people.every(
      ({ traits }) =>
        isAnother(nameFit(traits.name, one.traits.name)) &&
        !shareAddress(traits, one.traits) &&
        !bornTogether(traits, one.traits),
    );
    if (isNew) people.push(one);
  }
  return people.length;
}

function isAnother(fit: NameFit): boolean {
  return fit === 'other' || fit === 'partly';
}

export function pairsOf<T>(bucket: readonly T[]): (readonly [T, T])[] {
  return bucket.flatMap((a, index) => bucket.slice(index + 1).map((b) => [a, b] as const));
}
