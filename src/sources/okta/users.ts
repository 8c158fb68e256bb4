import type { IdentityObservation } from '../../model/observation.ts';
import { readLogin } from '../directory-reader.ts';
import { directoryStatus, personKindOf } from '../directory-status.ts';
import { readEmail, splitAddresses } from '../email.ts';
import { headerKey } from '../header.ts';
import { readId } from '../ids.ts';
import { CRM_ID, EMPLOYEE_ID } from '../kinds/field-aliases.ts';
import { entriesAt, idAt, instantAt, rawAt, textAt } from '../live/values.ts';

export const OKTA = 'okta';

const EMPLOYEE_KEYS = new Set(EMPLOYEE_ID.aliases);
const CRM_KEYS = new Set(CRM_ID.aliases);
const FURTHER_ADDRESSES = new Set(['secondemail', 'secondaryemail', 'otheremails', 'aliases', 'emailaliases']);

/** One user as Okta lists them; null: it has no id, so nobody knows whose row it is. */
export function oktaUser(user: unknown): IdentityObservation | null {
  const identityId = idAt(user, 'id');
  if (identityId === null) return null;
  const login = readLogin(rawAt(user, 'profile', 'login'));
  const email = readEmail(rawAt(user, 'profile', 'email'));
  const statusRaw = textAt(user, 'status');
  const changed = instantAt(user, 'statusChanged');
  const own = profileFields(user);
  return {
    line: 0,
    directory: OKTA,
    identityId,
    login,
    email,
    otherEmails: own.addresses.filter((address) => address !== login && address !== email),
    name: textAt(user, 'profile', 'displayName'),
    givenName: textAt(user, 'profile', 'firstName'),
    familyName: textAt(user, 'profile', 'lastName'),
    employeeId: own.employeeId,
    crmId: own.crmId,
    managerEmail: readEmail(rawAt(user, 'profile', 'manager')) ?? readEmail(rawAt(user, 'profile', 'managerId')),
    department: textAt(user, 'profile', 'department'),
    status: statusRaw === null ? 'unknown' : directoryStatus(statusRaw),
    statusRaw,
    statusChangedAt: changed === null ? null : { at: changed, dateOnly: false },
    contradiction: null,
    leavesOn: null,
    assignment: null,
    assignmentRaw: null,
    personKind: personKindOf([rawAt(user, 'profile', 'userType')].filter((type) => type !== '')),
    ssoName: null,
    lastSsoAt: null,
    revoked: null,
  };
}

/** Organisations name these attributes each in their own way, as they do the columns of their downloads. */
function profileFields(user: unknown) {
  const addresses = new Set<string>();
  let [employeeId, crmId]: [string | null, string | null] = [null, null];
  for (const [name, value] of entriesAt(user, 'profile')) {
    const key = keyOf(name);
    if (EMPLOYEE_KEYS.has(key)) employeeId ??= scalarId(value);
    else if (CRM_KEYS.has(key)) crmId ??= scalarId(value);
    else if (FURTHER_ADDRESSES.has(key)) for (const address of addressesIn(value)) addresses.add(address);
  }
  return { addresses: [...addresses], employeeId, crmId };
}

const keys = new Map<string, string>();

/** Attribute names repeat on every user. */
function keyOf(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = headerKey(name);
  if (keys.size < 1_000) keys.set(name, key);
  return key;
}

function scalarId(value: unknown): string | null {
  return typeof value === 'string' || Number.isSafeInteger(value) ? readId(String(value)).id : null;
}

function addressesIn(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) => (typeof text === 'string' ? splitAddresses(text).addresses : []));
}
