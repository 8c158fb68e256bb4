import type { Identity } from '../../model/identity.ts';
import type { AssignmentObservation, IdentityObservation } from '../../model/observation.ts';
import { type AccountTraits, type IdentityTraits, identityTraits } from '../normalise/traits.ts';
import { NOT_ON_A_LIST } from '../state/not-on-a-list.ts';
import { addressHash, birthKeys, employeeHash, strongKeys, weakAccountKeys, weakIdentityKeys } from './keys.ts';

/** Every key under which the candidates of an account are looked up. */
export function lookupKeys(account: AccountTraits): readonly number[] {
  const { joint, named, loose } = weakAccountKeys(account);
  return [...strongKeys(account), ...joint, ...named, ...loose];
}

/** Every key under which an identity of these traits is filed. */
export function filedKeys(identity: IdentityTraits): readonly number[] {
  const { joint, named, loose } = weakIdentityKeys(identity);
  return [...strongKeys(identity), ...joint, ...named, ...loose];
}

/** What two identities of one person may share. */
export function personKeys(identity: IdentityTraits): readonly number[] {
  const ids = identity.employeeId === null ? [] : [employeeHash(identity.employeeId)];
  return [...ids, ...identity.primary.map(addressHash), ...birthKeys(identity)];
}

/**
 * What an identity may look like that this row is one of: together, the rows of an identity have every key that it is
 * filed under, whichever of them is the newest and wherever its name in Clari comes from.
 */
export function traitsOfRow(row: IdentityObservation | AssignmentObservation): readonly IdentityTraits[] {
  if (!('employeeId' in row)) return [identityTraits(nameless(row))];
  const whole = identityTraits({ latest: row, ssoName: row.ssoName });
  // A newer row without a name has the one that this address suggests.
  return row.ssoName === null ? [whole] : [whole, identityTraits(nameless(row))];
}

type Names = Pick<AssignmentObservation, 'line' | 'directory' | 'login' | 'email' | 'identityId' | 'ssoName'>;

function nameless({ line, directory, identityId, login, email, ssoName }: Names): Pick<Identity, 'latest' | 'ssoName'> {
  return {
    ssoName,
    latest: {
      line,
      directory,
      identityId: identityId ?? '',
      login,
      email,
      assignment: null,
      assignmentRaw: null,
      personKind: 'person',
      ssoName,
      ...NOT_ON_A_LIST,
    },
  };
}
