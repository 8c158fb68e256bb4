import { oneEditFrom } from '../compare/edits.ts';
import { splitAddress } from '../normalise/addresses.ts';
import { employeeCore } from '../normalise/employee-ids.ts';
import type { PersonName } from '../normalise/names.ts';
import { pairHash, textHash } from '../normalise/text-hash.ts';
import type { AccountTraits, IdentityTraits } from '../normalise/traits.ts';

/**
 * Keys under which identities are filed and looked up besides identifiers and addresses, as hashes.
 * `joint`: two things at once that strangers do not share by chance; what links without an identifier is found by them.
 * `named`: the whole name, or an address without its tag. `loose`: something alike.
 */
export interface WeakKeys {
  readonly joint: readonly number[];
  readonly named: readonly number[];
  readonly loose: readonly number[];
}

const SEED = {
  employee: 1,
  crm: 2,
  address: 3,
  base: 4,
  name: 5,
  pair: 6,
  beginning: 7,
  birth: 8,
  local: 9,
  skeleton: 10,
  ref: 11,
} as const;

/** Identifiers and addresses, strongest first. */
export function strongKeys(
  traits: Pick<IdentityTraits, 'employeeId' | 'crmId' | 'primary' | 'secondary' | 'aliases'>,
): number[] {
  const keys: number[] = [];
  if (traits.employeeId !== null) keys.push(employeeHash(traits.employeeId));
  if (traits.crmId !== null) keys.push(textHash(traits.crmId, SEED.crm));
  for (const address of traits.primary) keys.push(addressHash(address));
  for (const address of traits.secondary) keys.push(addressHash(address));
  for (const address of traits.aliases) keys.push(addressHash(address));
  return keys;
}

/** One key for all spellings of a number. */
export function employeeHash(employeeId: string): number {
  return textHash(employeeCore(employeeId), SEED.employee);
}

export function addressHash(address: string): number {
  return textHash(address, SEED.address);
}

export function refHash(ref: string): number {
  return textHash(ref, SEED.ref);
}

/** They know no settings, so one index serves whatever is configured. */
export function weakIdentityKeys(traits: IdentityTraits): WeakKeys {
  return {
    joint: birthKeys(traits),
    named: [...traits.bases.map(baseHash), ...traits.nameKeys.map(nameHash)],
    loose: looseKeys(traits),
  };
}

export function weakAccountKeys(traits: AccountTraits): WeakKeys {
  return {
    joint: [...nearIdKeys(traits.employeeId), ...birthKeys(traits)],
    named: namedAccountKeys(traits),
    loose: traits.isRole ? [] : looseKeys(traits),
  };
}

export function namedAccountKeys(traits: AccountTraits): readonly number[] {
  return [
    ...traits.bases.flatMap((address) => [addressHash(address), baseHash(address)]),
    ...[...traits.primary, ...traits.secondary, ...traits.aliases].map(baseHash),
    ...(traits.isRole ? [] : traits.nameKeys.map(nameHash)),
  ];
}

const LONGEST_ID = 24;
const SHORTEST_ID = 5;

/** Ids one slip away, all looked up: cheaper than filing every identity under a dozen of them. */
function nearIdKeys(employeeId: string | null): readonly number[] {
  if (employeeId === null || employeeId.length < SHORTEST_ID || employeeId.length > LONGEST_ID) return [];
  return [...oneEditFrom(employeeId)].map(employeeHash);
}

export function birthKeys(traits: Pick<IdentityTraits, 'birthDate' | 'name'>): number[] {
  // The name is taken apart when somebody asks: of a million people with no date of birth nobody does.
  if (traits.birthDate === null) return [];
  const born = textHash(traits.birthDate, SEED.birth);
  return [...new Set(partTexts(traits.name))].map((text) => pairHash(born, textHash(text, SEED.name), SEED.birth));
}

function partTexts({ parts: { given, family } }: PersonName): string[] {
  const texts: string[] = [];
  if (given !== null) texts.push(...given.roots, given.text);
  if (family !== null) texts.push(family.text);
  return texts;
}

function baseHash(address: string): number {
  return textHash(address, SEED.base);
}

export function nameHash(key: string): number {
  return textHash(key, SEED.name);
}

const BEGINNING = 3;
const SHORTEST_LOCAL = 4;

function looseKeys(traits: Pick<IdentityTraits, 'birthDate' | 'name' | 'primary'>): number[] {
  const keys: number[] = [];
  const { given, family } = traits.name.parts;
  if (given !== null && family !== null) {
    const last = textHash(family.text, SEED.name);
    for (const root of given.roots) {
      const first = textHash(root, SEED.name);
      keys.push(pairHash(first, last, SEED.pair));
      keys.push(pairHash(first, textHash(family.text.slice(0, BEGINNING), SEED.beginning), SEED.beginning));
    }
    const initial = textHash(given.text.charAt(0), SEED.beginning);
    keys.push(pairHash(initial, last, SEED.beginning));
    keys.push(
      pairHash(
        textHash(skeletonOf(given.text), SEED.skeleton),
        textHash(skeletonOf(family.text), SEED.skeleton),
        SEED.skeleton,
      ),
    );
  }
  if (traits.birthDate !== null) keys.push(textHash(traits.birthDate, SEED.birth));
  for (const address of traits.primary) {
    const { local, domain } = splitAddress(address);
    if (local.length >= SHORTEST_LOCAL) keys.push(textHash(local, SEED.local));
    // For an organisation's own domain this key finds too many identities, and the index skips it.
    keys.push(pairHash(textHash(domain, SEED.address), textHash(local.charAt(0), SEED.beginning), SEED.local));
  }
  return keys;
}

/** First letter and the next consonants, each once in a row: most slips leave it as it is. */
function skeletonOf(text: string): string {
  let skeleton = text.charAt(0);
  for (let at = 1; at < text.length && skeleton.length < 4; at += 1) {
    const letter = text.charAt(at);
    if (!'aeiouyhw'.includes(letter) && !skeleton.endsWith(letter)) skeleton += letter;
  }
  return skeleton;
}
