import type { IdentityObservation, PersonKind } from '../../model/observation.ts';
import type { Instant, Moment } from '../../model/time.ts';
import { words } from '../../model/words.ts';
import { guestHomeAddress, readEmail, splitAddresses } from '../cells/email.ts';
import { type ItemFields, objectsIn, textIn } from '../json/item-fields.ts';
import { isArray, type JsonObject } from '../json/json-value.ts';
import { readLogin } from '../kinds/readers/directory-reader.ts';
import { type LastDay, lastDayIn, withLastDay } from '../live/last-day.ts';
import { DIRECTORY } from './directory.ts';

/** The properties that are asked for each user. A longer list makes next links that Graph itself refuses. */
export const USER_PROPERTIES = words(`
  id accountEnabled userPrincipalName mail proxyAddresses otherMails identities displayName givenName surname
  department employeeId employeeLeaveDateTime userType
`);

export const DELETED_USER_PROPERTIES = [
  ...USER_PROPERTIES.filter((name) => name !== 'employeeLeaveDateTime'),
  'deletedDateTime',
];

const LAST_DAY = 'employeeLeaveDateTime';
const DELETED_PREFIX = /^[0-9a-f]{32}(?=[^@]+@)/;

export type UserReading = { readonly user: IdentityObservation } | { readonly refused: string };

/**
 * Reads one user. An answer with the id and nothing that names the person is refused: the application may only see that
 * they exist, so nobody can be reported missing.
 */
export function readUser(
  item: JsonObject,
  fields: ItemFields,
  from: { readonly now: Instant; readonly isDeleted: boolean },
): UserReading {
  const identityId = fields.id(item, 'id');
  if (identityId === null) return { refused: 'no usable id: it is not known who this is.' };
  const deletedAt = fields.moment(item, 'deletedDateTime');
  const isDeleted = from.isDeleted || deletedAt !== null || textIn(item, 'deletedDateTime').trim() !== '';
  const lastDay = lastDayIn(LAST_DAY, textIn(item, LAST_DAY));
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
      ...statusOf(item, isDeleted ? { deletedAt } : null, { lastDay, now: from.now }),
      assignment: null,
      assignmentRaw: null,
      personKind: personKindOf(item, login),
      // What is sent to Clari is set in the application's claims, which is not among what is read.
      ssoName: null,
      lastSsoAt: null,
      revoked: null,
    },
  };
}

/** Entra puts the object id, without dashes, before the login of somebody who was deleted. */
function withoutDeletedPrefix(login: string): string {
  return login.replace(DELETED_PREFIX, '');
}

type StatusFields = Pick<
  IdentityObservation,
  'status' | 'statusRaw' | 'statusChangedAt' | 'contradiction' | 'leavesOn'
>;

/** A last day is shown beside the word that counts; one that is over speaks against it. */
function statusOf(
  item: JsonObject,
  deleted: { readonly deletedAt: Moment | null } | null,
  { lastDay, now }: { readonly lastDay: LastDay | null; readonly now: Instant },
): StatusFields {
  if (deleted !== null)
    return { ...withLastDay('deleted', null, now), statusRaw: 'deleted', statusChangedAt: deleted.deletedAt };
  const enabled = item.get('accountEnabled');
  if (typeof enabled !== 'boolean')
    return { ...withLastDay('unknown', lastDay, now), statusRaw: null, statusChangedAt: null };
  return {
    ...withLastDay(enabled ? 'active' : 'deactivated', lastDay, now),
    statusRaw: `accountEnabled ${enabled}${lastDay === null ? '' : `; ${LAST_DAY} ${lastDay.on.at.slice(0, 10)}`}`,
    statusChangedAt: null,
  };
}

/** Whether a row, an earlier one too, shows somebody's last day. */
export function showsLastDay({ statusRaw }: Pick<IdentityObservation, 'statusRaw'>): boolean {
  return statusRaw?.includes(LAST_DAY) === true;
}

/** A login of the guest form is a guest's even where the type says Member: its home directory decides. */
function personKindOf(item: JsonObject, login: string | null): PersonKind {
  const type = textIn(item, 'userType').trim().toLowerCase();
  if (type === 'guest' || login?.includes('#ext#@') === true) return 'guest';
  if (type !== 'member') return 'unknown';
  return item.get('accountEnabled') === false && isNameless(item) ? 'not_person' : 'person';
}

/**
 * Whether a disabled member without names may be a shared mailbox or a room, which only its mailbox would show. Blank
 * names in the answer count as evidence; names that are missing from the answer do not.
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
