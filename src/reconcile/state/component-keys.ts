import { DEFAULT_APP, isEnteredAsClari } from '../../model/apps-in-use.ts';
import type {
  AccountObservation,
  AssignmentObservation,
  IdentityObservation,
  MentionObservation,
} from '../../model/observation.ts';
import { guestHomeAddress } from '../normalise/addresses.ts';
import { employeeKey } from '../normalise/employee-ids.ts';
import { crmKey } from '../normalise/identifiers.ts';
import { nameKeys, parseName } from '../normalise/names.ts';
import { meetingKey, rowKey, splitKey } from './account-keys.ts';
import { strengthOf } from './identity-entry.ts';

type Named = Pick<AccountObservation, 'email' | 'employeeId' | 'name' | 'givenName' | 'familyName'>;

/** What a row is about, and what decides with which other rows it has to be seen. */
export interface ComponentKeys {
  readonly own: string;
  /** It may be about something that another row names more strongly. */
  readonly weak: boolean;
  readonly shared: readonly string[];
}

export function accountComponentKeys(row: Pick<AccountObservation, 'app' | 'key' | 'crmId' | 'email'>): ComponentKeys {
  return { own: rowKey(row), weak: isWeakKey(row), shared: sharedIn(row) };
}

/** Whether a row of this key may be about an account that another row names more strongly. */
export function isWeakKey({ app, key }: Pick<AccountObservation, 'app' | 'key'>): boolean {
  const { kind, value } = splitKey(key);
  // Copilot's ids yield to Clari's, and one of Clari's may be spelled as another application's is called here.
  return kind !== 'id' || app === 'copilot' || (app === DEFAULT_APP && value.includes(':'));
}

export function mentionComponentKeys(row: MentionObservation): ComponentKeys {
  return { own: meetingKey({ app: DEFAULT_APP, ...splitKey(row.key) }), weak: true, shared: sharedOf(row) };
}

/** Of other applications in their own name: nobody else has their ids, and an address is not one account's in two. */
function sharedIn(row: Pick<AccountObservation, 'app' | 'key' | 'crmId' | 'email'>): readonly string[] {
  if (isEnteredAsClari(row.app)) return sharedOf(row);
  const { value } = splitKey(row.key);
  const names = [crmKey(value) ?? value, crmKey(row.crmId)].flatMap((one) =>
    one === null ? [] : [`id ${row.app}:${one}`],
  );
  return row.email === null ? names : [...names, `at ${row.app}:${row.email}`, `id ${row.app}:${row.email}`];
}

function sharedOf({ key, crmId, email }: Pick<AccountObservation, 'key' | 'crmId' | 'email'>): readonly string[] {
  const { value } = splitKey(key);
  // Some exports have the CRM id in their id column; and no two accounts may bear one id, of whichever app they are.
  const own = crmKey(value) ?? value;
  const crm = crmKey(crmId);
  // The id of an account without one is its app and address: an export may have that very text for an id.
  const prefixed = value.includes(':') ? /^(?:clari|copilot):(.+)$/.exec(value)?.[1] : undefined;
  return [
    `id ${own}`,
    ...(crm === null || crm === own ? [] : [`id ${crm}`]),
    ...(email === null ? [] : [`at ${email}`]),
    ...(prefixed === undefined ? [] : [`at ${prefixed}`, `id ${prefixed}`]),
  ];
}

/** What an account that vanished is recognised by in a new one. */
export function accountLookalikes(row: Named & Pick<AccountObservation, 'app' | 'crmId'>): readonly string[] {
  const { app, crmId, email, employeeId } = row;
  return lookalikes(app, [crmKey(crmId), email, employeeKey(employeeId)], row);
}

export function identityComponentKeys(
  row: Pick<IdentityObservation, 'directory' | 'identityId' | 'login' | 'email' | 'otherEmails'>,
): ComponentKeys {
  const { directory, identityId, login, email, otherEmails } = row;
  return {
    own: `${directory} ${identityId}`,
    weak: strengthOf(row) < 2,
    shared: inDirectory(directory, [identityId, login, email, guestHomeAddress(login), ...otherEmails]),
  };
}

export function assignmentComponentKeys({
  directory,
  key,
  identityId,
  login,
  email,
}: AssignmentObservation): ComponentKeys {
  return {
    own: `${directory} list ${key}`,
    weak: true,
    shared: inDirectory(directory, [identityId, login, email, identityId ?? login ?? email ?? key]),
  };
}

export function identityLookalikes(row: Named & Pick<IdentityObservation, 'directory' | 'login'>): readonly string[] {
  const { directory, login, email, employeeId } = row;
  return lookalikes(
    directory,
    [login?.toLowerCase() ?? null, email?.toLowerCase() ?? null, employeeKey(employeeId)],
    row,
  );
}

function inDirectory(directory: string, values: readonly (string | null)[]): readonly string[] {
  const names: string[] = [];
  for (const value of values) {
    if (value === null) continue;
    const name = `${directory} ${value.toLowerCase()}`;
    if (!names.includes(name)) names.push(name);
  }
  return names;
}

function lookalikes(
  of: string,
  ids: readonly (string | null)[],
  row: Pick<AccountObservation, 'name' | 'givenName' | 'familyName'>,
): readonly string[] {
  return [...ids.flatMap((id) => id ?? []), ...nameKeys(parseName(row))].map((one) => `${of} ${one}`);
}
