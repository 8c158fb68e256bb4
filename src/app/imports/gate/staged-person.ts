import type { AccountObservation, IdentityObservation } from '../../../model/observation.ts';

/** What a snapshot says of somebody's access; `other`: neither, or unknown. */
export type Side = 'active' | 'ended' | 'other';

/** An account or an identity, as far as the gate looks at it. */
export interface Person {
  readonly key: string;
  readonly email: string | null;
  readonly login: string | null;
  readonly otherEmails: readonly string[];
  readonly crmId: string | null;
  readonly employeeId: string | null;
  readonly name: string | null;
  readonly side: Side;
  /** Of an account its last login, of an identity the date of its status. */
  readonly at: string | null;
}

const NONE: readonly string[] = [];

export function personOfAccount(row: AccountObservation): Person {
  return {
    key: row.key,
    email: row.email,
    login: null,
    otherEmails: NONE,
    crmId: row.crmId,
    employeeId: row.employeeId,
    name: nameOf(row),
    side: row.status === 'active' ? 'active' : row.status === 'inactive' ? 'ended' : 'other',
    at: row.lastLogin === null ? null : row.lastLogin.at,
  };
}

export function personOfIdentity(row: IdentityObservation): Person {
  return {
    key: row.identityId,
    email: row.email,
    login: row.login,
    otherEmails: row.otherEmails,
    crmId: row.crmId,
    employeeId: row.employeeId,
    name: nameOf(row),
    side: sideOf(row.status),
    at: row.statusChangedAt === null ? null : row.statusChangedAt.at,
  };
}

function sideOf(status: IdentityObservation['status']): Side {
  switch (status) {
    case 'active':
      return 'active';
    case 'suspended':
    case 'deactivated':
    case 'deleted':
      return 'ended';
    case 'staged':
    case 'unknown':
      return 'other';
    default:
      return status satisfies never;
  }
}

function nameOf({ name, givenName, familyName }: Pick<AccountObservation, 'name' | 'givenName' | 'familyName'>) {
  if (givenName === null || familyName === null) return name;
  return `${givenName} ${familyName}`;
}

/** A key of a name regardless of the order of its words; null for a single word, which many share. */
export function nameKey(name: string | null): string | null {
  if (name === null) return null;
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  return words === null || words.length < 2 ? null : words.sort().join(' ').replace(/\p{M}/gu, '');
}
