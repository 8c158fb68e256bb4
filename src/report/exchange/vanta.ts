import { labelOf, lastLoginAt, standingOf } from './account-facts.ts';
import type { ExchangeShape } from './format.ts';
import { jsonItems } from './json-list.ts';

/** Vanta, body of a PUT of user accounts. Fields that nobody knows are left out: a made-up "no" would be evidence. */
export const vanta: ExchangeShape = {
  parts: [''],
  wholeList: true,
  manyApps: false,
  needsResourceId: true,
  missing: 'An account that is missing counts as removed: one PUT is the whole state of the resource.',
  handOver: [
    'PUT it to https://api.vanta.com/v1/resources/user_account with a token of scope connectors.self:write-resource.',
    'MFA, kind of sign-in and permission level are not in it, because no source of ours states them.',
  ],
  open: (context) => {
    const item = jsonItems();
    return {
      begin: () => [`{"resourceId":${JSON.stringify(context.resourceId)},"resources":[`],
      row: ({ judged }) => {
        const standing = standingOf(judged);
        if (!('active' in standing)) return standing;
        const { account } = judged;
        const { email, name } = account.latest;
        const last = lastLoginAt(judged);
        const resource = {
          uniqueId: account.accountId,
          displayName: labelOf(judged),
          ...(name === null ? {} : { fullName: name }),
          accountName: email ?? account.accountId,
          ...(email === null ? {} : { email }),
          status: standing.active ? 'ACTIVE' : 'DEACTIVATED',
          ...(last === null ? {} : { lastLoginTimestamp: last }),
        };
        return { texts: [item(resource)], rows: 1 };
      },
      end: () => ['\n]}\n'],
    };
  },
};
