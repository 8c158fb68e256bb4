import type { AccountObservation, IdentityObservation } from '../../model/observation.ts';
import {
  deletedLoginAddress,
  domainAliasesOf,
  guestHomeAddress,
  normaliseAddress,
  splitAddress,
  withoutPlusTag,
} from './addresses.ts';
import { crmKey, employeeKey } from './identifiers.ts';
import { type NameFields, nameInLocalPart, nameKeys, type PersonName, parseName } from './names.ts';
import { isRoleMailbox } from './role-mailbox.ts';

/** What an account shows of its owner, ready to compare. */
export interface AccountTraits {
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

export interface IdentityTraits {
  readonly employeeId: string | null;
  readonly crmId: string | null;
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
}

export interface TraitSettings {
  readonly domainAliases: readonly (readonly string[])[];
}

export type AccountFields = Pick<
  AccountObservation,
  'employeeId' | 'crmId' | 'email' | 'name' | 'givenName' | 'familyName'
> & { readonly login?: string | null; readonly otherEmails?: readonly string[] };

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
    shown: shownOf(row, primary[0] ?? row.email),
  };
}

export function identityTraits(row: IdentityObservation): IdentityTraits {
  const primary = addresses([
    row.email,
    row.login,
    guestHomeAddress(row.login),
    deletedLoginAddress(row.login, row.identityId),
  ]);
  const secondary = addresses(row.otherEmails).filter((address) => !primary.includes(address));
  const name = parseName(row);
  return {
    employeeId: employeeKey(row.employeeId),
    crmId: crmKey(row.crmId),
    primary,
    secondary,
    bases: unique([...primary, ...secondary].flatMap((address) => withoutPlusTag(address) ?? [])),
    name,
    nameKeys: keysOf(name, primary),
    shown: shownOf(row, primary[0] ?? row.email ?? row.login),
  };
}

function keysOf(name: PersonName, primary: readonly string[]): readonly string[] {
  if (name.words.length > 0) return nameKeys(name);
  const derived = primary.flatMap((address) => nameInLocalPart(splitAddress(address).local) ?? []);
  return unique(derived.flatMap(nameKeys));
}

function shownOf(row: Omit<Shown, 'email'>, email: string | null): Shown {
  const { employeeId, crmId, name, givenName, familyName } = row;
  return { employeeId, crmId, email, name, givenName, familyName };
}

function addresses(texts: readonly (string | null)[]): readonly string[] {
  return unique(texts.flatMap((text) => normaliseAddress(text) ?? []));
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}
