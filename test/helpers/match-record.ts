import type { MatchRecord } from '../../src/model/match-record.ts';

/** A row of a plain list that says nothing. */
export const BLANK: MatchRecord = {
  id: '',
  email: null,
  otherEmails: [],
  login: null,
  name: null,
  givenName: null,
  familyName: null,
  employeeId: null,
  crmId: null,
  managerEmail: null,
  department: null,
  birthDate: null,
  city: null,
};
