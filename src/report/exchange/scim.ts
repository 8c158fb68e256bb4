import type { JudgedAccount } from '../../model/judged-account.ts';
import { labelOf, standingOf } from './account-facts.ts';
import type { ExchangeRow, ExchangeShape } from './format.ts';
import { jsonItems } from './json-list.ts';

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** SCIM 2.0 (RFC 7643, 7644): one list response with every account as a user. */
export const scim: ExchangeShape = {
  parts: [''],
  wholeList: true,
  manyApps: false,
  needsResourceId: false,
  missing: 'A list response states the whole list: an account that is missing counts as not there.',
  handOver: ['Give it to whatever reads the users of an application as SCIM; we serve no SCIM endpoint.'],
  open: () => {
    const item = jsonItems();
    let total = 0;
    return {
      begin: () => [`{"schemas":["${LIST}"],"Resources":[`],
      row: (row) => {
        const standing = standingOf(row.judged);
        if (!('active' in standing)) return standing;
        total += 1;
        return { texts: [item(userOf(row, standing.active))], rows: 1 };
      },
      end: () => [`\n],"totalResults":${total},"startIndex":1,"itemsPerPage":${total}}\n`],
    };
  },
};

function userOf({ judged, sharesEmail }: ExchangeRow, active: boolean) {
  const { account } = judged;
  const { email, role, employeeId } = account.latest;
  const { name } = account.latest;
  return {
    schemas: employeeId === null ? [USER] : [USER, ENTERPRISE],
    id: account.accountId,
    // Unique among all users of a list, which an address that two accounts share is not.
    userName: email === null || sharesEmail ? account.accountId : email,
    displayName: labelOf(judged),
    ...(name === null ? {} : { name: nameOf(judged, name) }),
    ...(email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] }),
    ...(role === null ? {} : { roles: [{ value: role, primary: true }] }),
    active,
    ...(employeeId === null ? {} : { [ENTERPRISE]: { employeeNumber: employeeId } }),
    meta: { resourceType: 'User' },
  };
}

function nameOf({ account: { latest } }: JudgedAccount, formatted: string) {
  return {
    formatted,
    ...(latest.givenName === null ? {} : { givenName: latest.givenName }),
    ...(latest.familyName === null ? {} : { familyName: latest.familyName }),
  };
}
