import type { Identity } from '../../model/identity.ts';
import type { PlainIdentity } from '../../model/match-record.ts';
import type { AccountObservation } from '../../model/observation.ts';
import { type SurroundingFields, type Surroundings, surroundingsOf } from '../compare/surroundings.ts';
import {
  deletedLoginAddress,
  domainAliasesOf,
  guestHomeAddress,
  normaliseAddress,
  splitAddress,
  withoutPlusTag,
} from './addresses.ts';
import { employeeKey, namesSomebody } from './employee-ids.ts';
import { crmKey } from './identifiers.ts';
import { lettersOf } from './name-part.ts';
import { type NameFields, nameInLocalPart, nameKeys, type PersonName, parseName } from './names.ts';
import type { PersonalFields } from './personal-fields.ts';
import { isRoleMailbox } from './role-mailbox.ts';

/** What an account shows of its owner, or a directory of a person, prepared for comparison. */
export interface Traits extends Surroundings {
  /** Null also if the stated id is no id: a word, or one that people with other names have too. */
  readonly employeeId: string | null;
  readonly crmId: string | null;
  /**
   * The addresses by which single sign-on knows the person in Clari: one, or none if unknown. They are among the
   * primary ones too.
   */
  readonly sso: readonly string[];
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  /** For an account: its addresses at the other domains of the organisation, as declared. */
  readonly aliases: readonly string[];
  /** These addresses without their plus tags, for those that have one. */
  readonly bases: readonly string[];
  /** For each primary address: one bit for each letter that occurs. */
  readonly letters: readonly number[];
  readonly name: PersonName;
  readonly nameKeys: readonly string[];
  /** True if the address is that of a function, so that a name says nothing about its owner. */
  readonly isRole: boolean;
  readonly shown: Shown;
  /** The same traits without the employee id, for a person whose id people with other names share. */
  ignoringEmployeeId(): Traits;
  readonly ignoresEmployeeId: boolean;
}

export type AccountTraits = Traits;
export type IdentityTraits = Omit<Traits, 'isRole'>;

/** Values as the source has them, for explanations. */
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
  const primary = addresses(row.email, row.login ?? null);
  const secondary = further(row.otherEmails ?? NONE, primary);
  const aliases = aliasesOf(primary, secondary, settings);
  return new TakenApart(row, row.email, { primary, secondary, aliases, sso: NONE });
}

/** What of an identity is compared with accounts; on a plain list, all there is of a person. */
export interface Comparable extends Pick<Identity, 'directory' | 'identityId' | 'ssoName'> {
  readonly latest: PlainIdentity & Partial<Pick<Identity['latest'], 'identityId' | 'personKind'> & PersonalFields>;
}

/**
 * Under the id of its row, where that has one: a file that names people by login keeps them under another. `isNone`:
 * whether people with other names bear an employee id, which is none then.
 */
export function identityTraits(
  {
    latest: row,
    ssoName,
    identityId,
  }: Pick<Comparable, 'latest' | 'ssoName'> & Partial<Pick<Comparable, 'identityId'>>,
  isNone: IsNone = NEVER,
): IdentityTraits {
  const sso = normaliseAddress(ssoName);
  const { email, login } = row;
  const primary = identityAddresses(email, login, row.identityId ?? identityId ?? '', sso);
  const secondary = further(row.otherEmails, primary);
  const addresses = { primary, secondary, aliases: NONE, sso: sso === null ? NONE : [sso] };
  return new TakenApart(row, email ?? login, addresses, isNone);
}

type IsNone = (employeeId: string) => boolean;
const NEVER: IsNone = () => false;
const ALWAYS: IsNone = () => true;

const NONE: readonly never[] = [];

function identityAddresses(
  email: string | null,
  login: string | null,
  identityId: string,
  sso: string | null,
): readonly string[] {
  const plain = addresses(email, login);
  if (login === null && sso === null) return plain;
  const hidden = [guestHomeAddress(login), deletedLoginAddress(login, identityId), sso].filter((one) => one !== null);
  return hidden.length === 0 ? plain : unique([...plain, ...hidden]);
}

function further(texts: readonly string[], primary: readonly string[]): readonly string[] {
  if (texts.length === 0) return NONE;
  return unique(texts.flatMap((text) => normaliseAddress(text) ?? [])).filter((one) => !primary.includes(one));
}

function aliasesOf(
  primary: readonly string[],
  secondary: readonly string[],
  { domainAliases }: TraitSettings,
): readonly string[] {
  if (domainAliases.length === 0) return NONE;
  return unique([...primary, ...secondary].flatMap((address) => domainAliasesOf(address, domainAliases)));
}

type Addresses = Pick<Traits, 'primary' | 'secondary' | 'aliases' | 'sso'>;
type RowFields = Omit<AccountFields, 'email' | 'login' | 'otherEmails'>;

type OwnEmployeeId = Pick<Traits, 'employeeId'> & { readonly isNone: boolean };

/** Computes most traits on demand: of a million people, most are only looked up by an identifier. */
class TakenApart implements Traits {
  readonly #row: RowFields;
  /** As the source has it. */
  readonly #email: string | null;
  readonly sso: readonly string[];
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  readonly aliases: readonly string[];
  #name: PersonName | undefined;
  #nameKeys: readonly string[] | undefined;
  #letters: readonly number[] | undefined;
  #isRole: boolean | undefined;
  #bases: readonly string[] | undefined;
  #surroundings: Surroundings | undefined;
  #ids: OwnEmployeeId | undefined;
  #crmId: string | null | undefined;
  readonly #isNone: IsNone;

  constructor(
    row: RowFields,
    email: string | null,
    { primary, secondary, aliases, sso }: Addresses,
    isNone: IsNone = NEVER,
  ) {
    this.#row = row;
    this.#email = email;
    this.#isNone = isNone;
    this.sso = sso;
    this.primary = primary;
    this.secondary = secondary;
    this.aliases = aliases;
  }

  ignoringEmployeeId(): Traits {
    return new TakenApart(this.#row, this.#email, this, ALWAYS);
  }

  get employeeId(): string | null {
    return this.#employee().employeeId;
  }

  get ignoresEmployeeId(): boolean {
    return this.#isNone === ALWAYS || this.#employee().isNone;
  }

  get crmId(): string | null {
    if (this.#crmId === undefined) this.#crmId = crmKey(this.#row.crmId);
    return this.#crmId;
  }

  get name(): PersonName {
    this.#name ??= parseName(this.#row);
    return this.#name;
  }

  get nameKeys(): readonly string[] {
    this.#nameKeys ??= keysOf(this.name, this.primary);
    return this.#nameKeys;
  }

  get bases(): readonly string[] {
    this.#bases ??= [this.primary, this.secondary, this.aliases].some(haveTag)
      ? basesOf([...this.primary, ...this.secondary, ...this.aliases])
      : NONE;
    return this.#bases;
  }

  get letters(): readonly number[] {
    this.#letters ??= this.primary.map(lettersOf);
    return this.#letters;
  }

  get isRole(): boolean {
    this.#isRole ??= this.primary.some(isRoleMailbox);
    return this.#isRole;
  }

  get birthDate(): string | null {
    return this.#row.birthDate == null ? null : this.#around().birthDate;
  }

  get city(): Surroundings['city'] {
    return this.#around().city;
  }

  get department(): string | null {
    return this.#around().department;
  }

  get manager(): string | null {
    return this.#around().manager;
  }

  get shown(): Shown {
    return shownOf(this.#row, this.primary[0] ?? this.#email);
  }

  #employee(): OwnEmployeeId {
    if (this.#ids === undefined) {
      const own = this.#isNone === ALWAYS ? null : this.#ownEmployeeId();
      const isNone = own !== null && this.#isNone(own);
      this.#ids = { employeeId: isNone ? null : own, isNone };
    }
    return this.#ids;
  }

  #ownEmployeeId(): string | null {
    const key = employeeKey(this.#row.employeeId);
    return key === null || namesSomebody(key, () => ownWords(this.name, this.primary)) ? key : null;
  }

  #around(): Surroundings {
    this.#surroundings ??= surroundingsOf(this.#row);
    return this.#surroundings;
  }
}

/** The words from which an id that is a word may be made. */
function ownWords(name: PersonName, primary: readonly string[]): readonly string[] {
  return [...name.words.map((word) => word.plain), ...primary.map((address) => splitAddress(address).local)];
}

function haveTag(addresses: readonly string[]): boolean {
  for (const address of addresses) if (address.includes('+')) return true;
  return false;
}

function basesOf(all: readonly string[]): readonly string[] {
  const bases = all.flatMap((address) => withoutPlusTag(address) ?? NONE);
  return bases.length === 0 ? NONE : unique(bases);
}

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

function addresses(email: string | null, login: string | null): readonly string[] {
  const first = normaliseAddress(email);
  const second = login === email ? first : normaliseAddress(login);
  if (first === null) return second === null ? NONE : [second];
  return second === null || second === first ? [first] : [first, second];
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}
