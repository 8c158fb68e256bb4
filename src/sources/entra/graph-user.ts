import { readIso } from '../../model/iso.ts';
import type { IdentityObservation, PersonKind } from '../../model/observation.ts';
import type { Moment } from '../../model/time.ts';
import { readLogin } from '../directory-reader.ts';
import { guestHomeAddress, readEmail, splitAddresses } from '../email.ts';
import { type ItemFields, objectsIn, textIn } from '../json/item-fields.ts';
import { isArray, type JsonObject } from '../json/json-value.ts';
import { isNeverInstant } from '../never-dates.ts';
import { DIRECTORY } from './directory.ts';

/** What is asked of each user. A longer list makes next links that Graph itself refuses. */
export const USER_PROPERTIES = [
  'id',
  'accountEnabled',
  'userPrincipalName',
  'mail',
  'proxyAddresses',
  'otherMails',
  'identities',
  'displayName',
  'givenName',
  'surname',
  'department',
  'employeeId',
  'employeeLeaveDateTime',
  'userType',
] as const;

export const DELETED_USER_PROPERTIES = [
  ...USER_PROPERTIES.filter((name) => name !== 'employeeLeaveDateTime'),
  'deletedDateTime',
];

const LAST_DAY = 'employeeLeaveDateTime';
const DELETED_PREFIX = /^[0-9a-f]{32}(?=[^@]+@)/;

export type UserReading = { readonly user: IdentityObservation } | { readonly refused: string };

/**
 * One user. An answer that has the id and nothing that names the person is refused: the application may see that they
 * exist and no more, so nobody can be said to be missing.
 */
export function readUser(item: JsonObject, fields: ItemFields): UserReading {
  const identityId = fields.id(item, 'id');
  if (identityId === null) return { refused: 'no usable id: it is not known who this is.' };
  const deletedAt = fields.moment(item, 'deletedDateTime');
  const isDeleted = deletedAt !== null || textIn(item, 'deletedDateTime').trim() !== '';
  const lastDay = lastDayOf(item);
  const shown = readLogin(textIn(item, 'userPrincipalName'));
  const login = isDeleted && shown !== null ? withoutDeletedPrefix(shown) : shown;
  const email = fields.email(item, 'mail');
  if (login === null && email === null)
    return { refused: 'neither user principal name nor mail is shown to this application.' };
  return {
    user: {
      line: 0,
      directory: DIRECTORY,
      identityId,
      login,
      email,
      otherEmails: otherAddresses(item, login, email),
      name: fields.text(item, 'displayName'),
      givenName: fields.text(item, 'givenName'),
      familyName: fields.text(item, 'surname'),
      employeeId: fields.id(item, 'employeeId'),
      crmId: null,
      managerEmail: null,
      department: fields.text(item, 'department'),
      ...statusOf(item, isDeleted ? { deletedAt } : null, lastDay),
      assignment: null,
      assignmentRaw: null,
      personKind: personKindOf(item, login),
      // What is sent to Clari is set in the application's claims, which is not among what is read.
      ssoName: null,
      contradiction: null,
      leavesOn: null,
      lastSsoAt: null,
      revoked: null,
    },
  };
}

/** Entra puts the object id, without dashes, before the login of somebody who was deleted. */
function withoutDeletedPrefix(login: string): string {
  return login.replace(DELETED_PREFIX, '');
}

type StatusFields = Pick<IdentityObservation, 'status' | 'statusRaw' | 'statusChangedAt'>;

/** A last day ends nothing by itself; it is shown beside the word that counts. */
function statusOf(
  item: JsonObject,
  deleted: { readonly deletedAt: Moment | null } | null,
  lastDay: string | null,
): StatusFields {
  if (deleted !== null) return { status: 'deleted', statusRaw: 'deleted', statusChangedAt: deleted.deletedAt };
  const enabled = item.get('accountEnabled');
  if (typeof enabled !== 'boolean') return { status: 'unknown', statusRaw: null, statusChangedAt: null };
  return {
    status: enabled ? 'active' : 'deactivated',
    statusRaw: `accountEnabled ${enabled}${lastDay === null ? '' : `; ${LAST_DAY} ${lastDay}`}`,
    statusChangedAt: null,
  };
}

/** Whether a row, an earlier one too, shows somebody's last day. */
export function showsLastDay({ statusRaw }: Pick<IdentityObservation, 'statusRaw'>): boolean {
  return statusRaw?.includes(LAST_DAY) === true;
}

/** Usually still to come, so it is no moment that something happened. Blank where the permission is missing, too. */
function lastDayOf(item: JsonObject): string | null {
  const read = readIso(textIn(item, LAST_DAY));
  if (read === null || !('at' in read)) return null;
  return read.at < '1990' || isNeverInstant(read.at) ? null : read.at.slice(0, 10);
}

/** A login of the guest form is a guest's even where the type says Member: its home directory decides. */
function personKindOf(item: JsonObject, login: string | null): PersonKind {
  const type = textIn(item, 'userType').trim().toLowerCase();
  if (type === 'guest' || login?.includes('#ext#@') === true) return 'guest';
  if (type !== 'member') return 'unknown';
  return item.get('accountEnabled') === false && isNameless(item) ? 'not_person' : 'person';
}

/**
 * A shared mailbox or a room is a disabled member too, and only its mailbox would say so. Both lack a person's names: where
 * names were answered and are blank, a person looks. Names that were not answered say nothing.
 */
function isNameless(item: JsonObject): boolean {
  const names = ['givenName', 'surname'];
  return (
    names.every((key) => item.has(key)) && [...names, 'employeeId'].every((key) => textIn(item, key).trim() === '')
  );
}

/** Aliases, second addresses, and what a guest signs in with at home. */
function otherAddresses(item: JsonObject, login: string | null, email: string | null): readonly string[] {
  const all = new Set<string>();
  for (const address of textsOf(item, 'proxyAddresses'))
    for (const one of splitAddresses(address).addresses) all.add(one);
  for (const address of textsOf(item, 'otherMails')) add(all, readEmail(address));
  for (const identity of objectsIn(item, 'identities')) add(all, readEmail(textIn(identity, 'issuerAssignedId')));
  if (login !== null) add(all, guestHomeAddress(login));
  all.delete(login ?? '');
  all.delete(email ?? '');
  return [...all];
}

function add(all: Set<string>, address: string | null): void {
  if (address !== null) all.add(address);
}

function textsOf(item: JsonObject, key: string): readonly string[] {
  const value = item.get(key);
  return isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
