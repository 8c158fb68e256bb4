import type { IdentityObservation } from '../../model/observation.ts';

/** What a list of assigned people never says of one of them. */
export const NOT_ON_A_LIST = {
  otherEmails: [],
  name: null,
  givenName: null,
  familyName: null,
  employeeId: null,
  crmId: null,
  managerEmail: null,
  department: null,
  status: 'unknown',
  statusRaw: null,
  statusChangedAt: null,
  contradiction: null,
  leavesOn: null,
  lastSsoAt: null,
  revoked: null,
} as const satisfies Partial<IdentityObservation>;
