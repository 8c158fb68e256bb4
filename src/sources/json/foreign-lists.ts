import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { JsonScan } from './json-scan.ts';

/** Lists in which other systems answer: they are looked into, so that they can be named. */
export const FOREIGN_LISTS: readonly string[] = ['Resources', 'value', 'results'];

interface Foreign {
  readonly what: string;
  readonly remedy: string;
  is(scan: JsonScan): boolean;
}

const DIRECTORY_COLUMNS = 'id, login, email, other_emails, given_name, family_name, employee_id and status';
const LIST_COLUMNS = 'id, login, status, scope and assigned_at';
const AS_DIRECTORY = `Save it as CSV, one row for each person, with the columns ${DIRECTORY_COLUMNS}, and import that with --kind directory --directory`;

/** JSON lists of people that other systems write, most telling first. */
const FOREIGN: readonly Foreign[] = [
  {
    what: 'a SCIM list of users',
    remedy: `${AS_DIRECTORY} NAME: userName is the login, active is the status, emails with a value each are email and other_emails. If totalResults is more than the users in it, fetch the further pages first.`,
    is: ({ shape, members }) =>
      (shape.has('Resources') && members.includes('schemas')) || keysOf(shape, 'Resources', '').has('schemas'),
  },
  {
    what: 'a list of what an application is assigned to, as Microsoft Graph answers',
    remedy: `Save it as CSV with one row for each person (not for each group), the columns ${LIST_COLUMNS}, and import that with --kind directory-assignments --directory entra; or let this program read it: sync entra.`,
    is: ({ shape }) => has(shape, ['value', ''], 'principalId', 'principalType'),
  },
  {
    what: 'a list of users, as Microsoft Graph answers',
    remedy: `${AS_DIRECTORY} entra: userPrincipalName is the login, accountEnabled the status; or let this program read them: sync entra.`,
    is: ({ shape, members }) =>
      has(shape, ['value', ''], 'userPrincipalName') ||
      (shape.has('value') && members.some((name) => name === '@odata.context' || name === '@odata.nextLink')),
  },
  {
    what: "a list of an application's users, as Okta's API answers",
    remedy: `Save it as CSV with the columns ${LIST_COLUMNS}, and import that with --kind directory-assignments --directory okta; or let this program read it: sync okta.`,
    is: ({ shape }) =>
      has(shape, ['', 'users'], 'syncState') || has(shape, ['', 'users'], 'scope', 'credentials', 'status'),
  },
  {
    what: "a list of users, as Okta's API answers",
    remedy: `${AS_DIRECTORY} okta: profile.login is the login; keep the statuses as they are (ACTIVE, DEPROVISIONED). Or let this program read them: sync okta.`,
    is: ({ shape }) =>
      has(shape, [''], 'profile', 'status') || has(shape, ['users'], 'profile', 'status', 'credentials'),
  },
  {
    what: 'a list of users of Google Workspace',
    remedy: `${AS_DIRECTORY} google: primaryEmail is the login; suspended and archived each need a column of that name.`,
    is: ({ shape }) => has(shape, ['users', ''], 'primaryEmail'),
  },
  {
    what: 'a list of users of JumpCloud',
    remedy: `${AS_DIRECTORY} jumpcloud: state or suspended is the status.`,
    is: ({ shape }) => has(shape, ['results', ''], 'account_locked'),
  },
  {
    what: 'a list of users of OneLogin',
    remedy: `${AS_DIRECTORY} onelogin: keep status as it is, a number.`,
    is: ({ shape }) => has(shape, ['', 'users'], 'invalid_login_attempts'),
  },
];

/** Refuses, by its name, a list of people that another system wrote and that is not read as JSON. */
export function refuseForeignList(scan: JsonScan, fileName: string): void {
  const foreign = FOREIGN.find(({ is }) => is(scan));
  if (foreign === undefined) return;
  throw new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} is ${foreign.what} in JSON, which is not read yet.`,
    foreign.remedy,
  );
}

function has(shape: JsonScan['shape'], lists: readonly string[], ...keys: readonly string[]): boolean {
  const found = keysOf(shape, ...lists);
  return keys.every((key) => found.has(key));
}

function keysOf(shape: JsonScan['shape'], ...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => [...(shape.get(list)?.keys ?? [])]));
}
