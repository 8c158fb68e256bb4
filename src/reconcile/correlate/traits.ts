import type { Identity } from '../../model/identity.ts';
import type { AccountObservation } from '../../model/observation.ts';
import {
  deletedLoginAddress,
  domainAliasesOf,
  guestHomeAddress,
  normaliseAddress,
  splitAddress,
  withoutPlusTag,
} from './addresses.ts';
import { birthKey } from './birth-date.ts';
import { crmKey, employeeKey } from './identifiers.ts';
import { lettersOf } from './name-part.ts';
import { type NameFields, nameInLocalPart, nameKeys, type PersonName, parseName } from './names.ts';
import { rarityOf } from './rarity.ts';
import { isRoleMailbox } from './role-mailbox.ts';

/** What both sides show of a person besides identifiers and names. */
interface Surroundings {
  readonly birthDate: string | null;
  readonly city: { readonly text: string; readonly letters: number; readonly rarity: number } | null;
  readonly department: string | null;
  readonly manager: string | null;
}

/** Fields that plain lists may have and no source has. */
export interface PersonalFields {
  readonly birthDate: string | null;
  readonly city: string | null;
}

/** What an account shows of its owner, ready to compare. */
export interface AccountTraits extends Surroundings {
  readonly employeeId: string | null;
  readonly crmId: string | null;
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  /** Its addresses at the other domains of the organisation, as declared. */
  readonly aliases: readonly string[];
  /** All those addresses without their plus tags. */
  readonly bases: readonly string[];
  readonly name: PersonName;
  readonly nameKeys: readonly string[];
  readonly isRole: boolean;
  readonly shown: Shown;
}

export interface IdentityTraits extends Surroundings {
  readonly employeeId: string | null;
  readonly crmId: string | null;
  /** What single sign-on calls them in Clari: one address, or none that is known. It is among the primary ones too. */
  readonly sso: readonly string[];
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  /** Bases of those addresses that carry a plus tag. */
  readonly bases: readonly string[];
  readonly name: PersonName;
  readonly nameKeys: readonly string[];
  readonly shown: Shown;
}

/** Values as the source has them, for the explanation. */
export interface Shown extends NameFields {
  readonly employeeId: string | null;
  readonly crmId: string | null;
  readonly email: string | null;
  readonly birthDate: string | null;
  readonly city: string | null;
  readonly department: string | null;
  readonly managerEmail: string | null;
}

export interface TraitSettings {
  readonly domainAliases: readonly (readonly string[])[];
}

export type AccountFields = Pick<
  AccountObservation,
  'employeeId' | 'crmId' | 'email' | 'name' | 'givenName' | 'familyName'
> & {
  readonly login?: string | null;
  readonly otherEmails?: readonly string[];
  readonly department?: string | null;
  readonly managerEmail?: string | null;
} & Partial<PersonalFields>;

export function accountTraits(row: AccountFields, settings: TraitSettings): AccountTraits {
  const primary = addresses([row.email, row.login ?? null]);
  const secondary = addresses(row.otherEmails ?? []).filter((address) => !primary.includes(address));
  const all = [...primary, ...secondary];
  const aliases = unique(all.flatMap((address) => domainAliasesOf(address, settings.domainAliases)));
  const name = parseName(row);
  const isRole = primary.some(isRoleMailbox);
  return {
    employeeId: employeeKey(row.employeeId),
    crmId: crmKey(row.crmId),
    primary,
    secondary,
    aliases,
    bases: unique([...all, ...aliases].map((address) => withoutPlusTag(address) ?? address)),
    name,
    nameKeys: isRole ? [] : keysOf(name, primary),
    isRole,
    ...surroundingsOf(row),
    shown: shownOf(row, primary[0] ?? row.email),
  };
}

export function identityTraits(
  { latest: row, ssoName }: Pick<Identity, 'latest' | 'ssoName'>,
  personal: PersonalFields | null = null,
): IdentityTraits {
  const sso = addresses([ssoName]);
  const primary = addresses([
    row.email,
    row.login,
    guestHomeAddress(row.login),
    deletedLoginAddress(row.login, row.identityId),
    ssoName,
  ]);
  const secondary = addresses(row.otherEmails).filter((address) => !primary.includes(address));
  const name = parseName(row);
  return {
    employeeId: employeeKey(row.employeeId),
    crmId: crmKey(row.crmId),
    sso,
    primary,
    secondary,
    bases: unique([...primary, ...secondary].flatMap((address) => withoutPlusTag(address) ?? [])),
    name,
    nameKeys: keysOf(name, primary),
    ...surroundingsOf({ ...row, ...personal }),
    shown: shownOf({ ...row, ...personal }, primary[0] ?? row.email ?? row.login),
  };
}

type SurroundingFields = Partial<PersonalFields> & {
  readonly department?: string | null;
  readonly managerEmail?: string | null;
};

function surroundingsOf({ birthDate, city, department, managerEmail }: SurroundingFields): Surroundings {
  const place = foldedWord(city ?? null);
  return {
    birthDate: birthKey(birthDate ?? null),
    city: place === null ? null : { text: place, letters: lettersOf(place), rarity: rarityOf('city', place) },
    department: foldedWord(department ?? null),
    manager: normaliseAddress(managerEmail ?? null),
  };
}

function foldedWord(text: string | null): string | null {
  const word =
    text === null
      ? ''
      : text
          .normalize('NFKC')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '');
  return word === '' ? null : word.slice(0, LONGEST_WORD);
}

const LONGEST_WORD = 48;

function keysOf(name: PersonName, primary: readonly string[]): readonly string[] {
  if (name.words.length > 0) return nameKeys(name);
  const derived = primary.flatMap((address) => nameInLocalPart(splitAddress(address).local) ?? []);
  return unique(derived.flatMap(nameKeys));
}

function shownOf(row: NameFields & Ids & SurroundingFields, email: string | null): Shown {
  const { employeeId, crmId, name, givenName, familyName, birthDate = null, city = null } = row;
  const { department = null, managerEmail = null } = row;
  return { employeeId, crmId, email, name, givenName, familyName, birthDate, city, department, managerEmail };
}

interface Ids {
  readonly employeeId: string | null;
  readonly crmId: string | null;
}

function addresses(texts: readonly (string | null)[]): readonly string[] {
  return unique(texts.flatMap((text) => normaliseAddress(text) ?? []));
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}
