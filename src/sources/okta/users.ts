import type { IdentityObservation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import { directoryStatus, personKindOf } from '../cells/directory-status.ts';
import { readEmail, splitAddresses } from '../cells/email.ts';
import { readId } from '../cells/ids.ts';
import { headerKey } from '../csv/header.ts';
import { CRM_ID, EMPLOYEE_ID } from '../kinds/field-aliases.ts';
import { readLogin } from '../kinds/readers/directory-reader.ts';
import { type LastDay, lastDayIn, withLastDay } from '../live/last-day.ts';
import { entriesAt, idAt, instantAt, rawAt, textAt } from '../live/values.ts';

export const OKTA = 'okta';

const EMPLOYEE_KEYS = new Set(EMPLOYEE_ID.aliases);
const CRM_KEYS = new Set(CRM_ID.aliases);
/** Attributes that say when somebody leaves or left, under the names that organisations give them. */
const LAST_DAYS = new Set(
  [
    'terminationDate termDate dateOfTermination terminationEffectiveDate effectiveTerminationDate terminatedOn terminatedAt',
    'endDate employmentEndDate employeeEndDate contractEndDate contractEnd workEndDate',
    'leaveDate leavingDate leaverDate dateOfLeaving employeeLeaveDate employeeLeaveDateTime leavesOn leftOn',
    'lastDay lastDayOfWork lastWorkingDay lastDayWorked exitDate dateOfExit separationDate offboardingDate',
    'departureDate accountExpires accountExpiry accountExpiryDate accountExpirationDate',
    'austrittsdatum austritt austrittAm enddatum vertragsende letzterArbeitstag dateDepart dateDeDepart dateSortie dateDeSortie dateFinContrat dateDeFin',
  ].flatMap((line) => line.split(' ').map(headerKey)),
);
const FURTHER_ADDRESSES = new Set(['secondemail', 'secondaryemail', 'otheremails', 'aliases', 'emailaliases']);

/** One user as Okta lists them; null: it has no id, so nobody knows whose row it is. */
export function oktaUser(user: unknown, now: Instant): IdentityObservation | null {
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
    ...withLastDay(statusRaw === null ? 'unknown' : directoryStatus(statusRaw), own.lastDay, now),
    statusRaw,
    statusChangedAt: changed === null ? null : { at: changed, dateOnly: false },
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
  let lastDay: LastDay | null = null;
  for (const [name, value] of entriesAt(user, 'profile')) {
    const key = keyOf(name);
    if (EMPLOYEE_KEYS.has(key)) employeeId ??= scalarId(value);
    else if (CRM_KEYS.has(key)) crmId ??= scalarId(value);
    else if (LAST_DAYS.has(key)) lastDay = earlier(lastDay, lastDayIn(name, dayText(value)));
    else if (FURTHER_ADDRESSES.has(key)) for (const address of addressesIn(value)) addresses.add(address);
  }
  return { addresses: [...addresses], employeeId, crmId, lastDay };
}

/** Of two attributes the one that ends first: the other may be the end of a notice or of a contract. */
function earlier(one: LastDay | null, other: LastDay | null): LastDay | null {
  if (one === null || other === null) return one ?? other;
  return other.on.at < one.on.at ? other : one;
}

/** The SDK makes some texts dates. */
function dayText(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
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
