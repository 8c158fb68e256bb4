import type { Situation } from '../model/correlation.ts';
import type { Finding, Reason } from '../model/finding.ts';
import type { Read, When } from './calendar.ts';

export const HALDEN = 'halden.example';
export const BRIGHTWATER = 'brightwater.example';
/** Halden Optics before its new name. */
export const OLD_HALDEN = 'haldenoptics.example';
/** The tenant's own domain, which guests' user principal names end in. */
export const TENANT = 'brightwaterhq.onmicrosoft.example';

export type Department =
  | 'Sales'
  | 'Sales Engineering'
  | 'Customer Success'
  | 'Revenue Operations'
  | 'Executive'
  | 'Marketing'
  | 'Product'
  | 'Engineering'
  | 'Finance'
  | 'People'
  | 'Operations';

/** One user in Okta. What is left out follows from the person: `given.family@halden.example`, their employee number. */
export interface OktaRecord {
  readonly status: string;
  /** When it took this status; before that it was ACTIVE. */
  readonly since: When;
  readonly login?: string;
  readonly email?: string;
  readonly second?: string;
  /** Contractors have no employee number. */
  readonly contractor?: true;
  /** In one of the two downloads only. */
  readonly only?: 'okta1' | 'okta2';
  /** Status in the list of people assigned to Clari; left out: not in it. */
  readonly clari?: string;
}

/** One user in Entra ID. */
export interface EntraRecord {
  readonly enabled: boolean;
  readonly type?: 'Guest';
  readonly mailbox?: 'SharedMailbox' | 'RoomMailbox';
  readonly mail?: string;
  readonly aliases?: readonly string[];
  readonly clari?: true;
}

/** In each of the three users exports: Active, Inactive, `?` no status, `X` two rows that disagree, `-` not in it. */
type Mark = 'A' | 'I' | '?' | 'X' | '-';

export interface Expected {
  readonly finding: Finding;
  readonly reason: Reason | null;
  readonly situation: Situation;
  /** `{52}` is the day 52 days ago. */
  readonly why: string;
}

export interface Claim {
  readonly by: string;
  readonly performed: When;
  /** Left out: half an hour after it was done. */
  readonly recorded?: When;
  readonly ticket: string;
  readonly recordedAfter: Read;
}

/** One Clari account. What is left out follows from the person. */
export interface ClariAccount {
  readonly seen: `${Mark}${Mark}${Mark}`;
  readonly answer: Expected;
  readonly email?: string;
  /** The e-mail as the export writes it, when not as it should. */
  readonly written?: string;
  readonly name?: string;
  /** Last login, in days ago; null: never; left out: shortly before each export that shows it active. */
  readonly used?: number | null;
  /** Accounts with the same mark belong to one Salesforce user. */
  readonly crm?: string;
  readonly role?: string;
  readonly team?: string;
  readonly claim?: Claim;
}

/** A person (or what passes for one) with every record of them. */
export interface Person {
  readonly given: string;
  readonly family: string;
  readonly department: Department;
  readonly okta?: readonly OktaRecord[];
  readonly entra?: readonly EntraRecord[];
  readonly accounts?: readonly ClariAccount[];
}

/** A person with what follows from none of their names. */
export function person(
  given: string,
  family: string,
  department: Department,
  records: Pick<Person, 'okta' | 'entra' | 'accounts'>,
): Person {
  return { given, family, department, ...records };
}

type Verdict = readonly [finding: Finding, reason: Reason | null, situation: Situation];

export const LEFT: Verdict = ['leaver_active', 'identity_deactivated', 'linked'];
export const CLOSED: Verdict = ['inactive', 'account_inactive', 'linked'];
export const GONE: Verdict = ['inactive', 'account_absent', 'linked'];
export const UNASSIGNED: Verdict = ['unassigned_active', 'assignment_gone', 'linked'];
export const UNCERTAIN: Verdict = ['needs_review', 'candidates_not_certain', 'disputed'];
export const OWNERLESS: Verdict = ['orphaned', 'no_identity_in_any_directory', 'unmatched'];

export function is([finding, reason, situation]: Verdict, why: string): Expected {
  return { finding, reason, situation, why };
}

export function fine(why: string): Expected {
  return is(['ok', 'entitled', 'linked'], why);
}
