import { describe, expect, test } from 'vitest';
import { inspect, refusal } from './reading.ts';

const FORECAST = '"userId":"1:00E1","fieldId":"fc","timePeriodId":"2026_Q3","forecastValue":1';
const ITEM = '"actorId":"1","actorType":"USER","event":"api.accessed","eventTimestamp":"2026-08-03T16:22:18Z"';
const COPILOT = '{"id":"u","email":"a@b.co","name":"A","role":"REP","is_recording":true,"manager_id":null}';

/** Heads as they come, and what each is; an address stands where the row under a header needs one. */
const HEADS: readonly (readonly [kind: string, head: string, row?: string])[] = [
  ['clari-users', 'Name,Email,Clari Role,Team,Status,Last Login'],
  ['clari-users', 'Clari User ID,Name,Email,CRM User ID,Role,Team,Status,Last Login,License'],
  ['clari-users', 'Full Name;E-Mail Address;Clari Role;Hierarchy Name;Active;Last Active'],
  ['clari-users', 'First Name,Last Name,Email,Clari Role,Clari Team,Status'],
  [
    'clari-users',
    'User,Email,Role,Manager,Clari License,State,Last Activity',
    'Ann,a@b.co,Rep,Bo,Full,Active,2026-01-01',
  ],
  ['directory', 'id,status,created,profile.login,profile.email,profile.firstName,profile.lastName'],
  ['directory', 'Okta Id,Login,Email,First Name,Last Name,Status,Last Login'],
  ['directory', 'userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,accountEnabled'],
  ['directory', 'User principal name,Display name,Block credential,Licenses,Proxy addresses,Object Id'],
  ['directory', 'SamAccountName,UserPrincipalName,Enabled,DistinguishedName,mail'],
  ['directory', 'login,email,name,status,employee_id,manager_email,department'],
  ['directory-assignments', 'principalId,principalDisplayName,principalType,appRoleId,createdDateTime'],
  ['directory-assignments', 'Application,App Username,Assigned Date'],
  ['directory-assignments', 'userId,login,email,scope,status,assigned', '00u1,a@b.co,a@b.co,GROUP,ACTIVE,2026-01-01'],
  ['directory-assignments', 'id,credentials.userName,syncState,status,scope'],
  [
    'clari-forecast',
    'User,Email,CRM User ID,Role,Parent Role,Timeframe,Field,Week,Start Day,End Day,Data Type,Data Value',
  ],
  ['clari-forecast', 'USER,EMAIL,CRM USER ID,ROLE,TIMEFRAME,FIELD,DATA TYPE,DATA VALUE'],
  ['clari-forecast', 'crm_user_id;data_type;data_value;currency'],
  ['clari-forecast', `{"entries":[{${FORECAST}}],"users":[],"fields":[],"timePeriods":[],"timeFrames":[]}`],
  ['clari-forecast', `{"data":{"timeFrames":[],"users":[],"entries":[{${FORECAST}}]},"api_fiscal_quarter":"FY27-Q3"}`],
  [
    'clari-forecast',
    '{"users":[{"userId":"1:00E1","email":"a@b.co","scopeId":{"type":"REP"},"hierarchyName":"AE"}],"timePeriods":[]}',
  ],
  ['clari-quota', 'CRM_USER_ID,QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL'],
  ['clari-quota', 'QUOTA_GOAL,QUOTA_NAME,PERIOD_NAME,CRM_USER_ID,USER_NAME'],
  [
    'opportunities',
    'Territory Region,Opportunity Owner,Account Name,Opportunity Name,Stage,Forecast Category,Total Amount Currency,Total Amount,Fiscal Period,Close Date,Opportunity Next Steps,Type',
  ],
  ['opportunities', 'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Probability,Owner,Next Step'],
  [
    'opportunities',
    'Opportunity ID,Opportunity Name,Account Name,Account ID,Owner Name,Opp Stage,Closed,Won,Opp Amount',
  ],
  [
    'opportunities',
    'Opportunity Id,Opportunity Name,Stage Name,Close Date,Opportunity Owner Id,Opportunity Owner Name, Account Id,Account Name',
  ],
  ['opportunities', 'Id,Name,OwnerId,StageName,Amount,CloseDate,ForecastCategoryName,IsClosed,AccountId'],
  ['opportunities', '_,Id,Name,Owner.Name,Owner.Email,Account.Name,StageName,CloseDate,CurrencyIsoCode'],
  ['opportunities', 'Opportunity,Account,Owner,Stage,Forecast Category,Amount,Close Date'],
  ['opportunities', 'Opportunity Name,Owner Email,Stage,Amount', 'Deal,a@b.co,Proposal,5'],
  ['clari-copilot-users', `{"users":[${COPILOT}]}`],
  ['clari-copilot-users', `[${COPILOT}]`],
  ['clari-audit', `{"nextLink":null,"items":[{${ITEM}}],"actors":[]}`],
  ['clari-audit', `[{"items":[{${ITEM}}],"actors":[],"nextLink":"https://x"},{"items":[],"actors":[]}]`],
  ['clari-audit', '{"items":[],"actors":[{"actorType":"USER","actorId":"1","name":"A","email":"a@b.co"}]}'],
  [
    'clari-activity',
    '{"activities":[{"activityId":"1","activityType":"EMAIL","activityOwnerId":"U1","participants":[]}]}',
  ],
  ['directory', '[{"id":"00u1","status":"ACTIVE","profile":{"login":"a@b.co","email":"a@b.co"}}]'],
  ['directory', '{"value":[{"id":"1","userPrincipalName":"a@b.co","accountEnabled":true}]}'],
  ['clari-activity', '\ufeff{ "activities" : [ {"activityOwnerId":"U1"} ] }'],
];

/** Files that people have beside these, and that are none of them. */
const OTHERS: readonly (readonly [what: string, head: string, row?: string])[] = [
  ['Salesforce accounts', 'Account ID,Account Name,Account Owner,Billing City,Industry,Type'],
  ['Salesforce contacts', 'First Name,Last Name,Title,Account Name,Phone', 'A,B,C,D,1'],
  ['Salesforce leads', 'Lead Owner,First Name,Last Name,Company / Account,Lead Source,Rating'],
  ['Salesforce quotes', 'Quote Number,Quote Name,Opportunity Name,Total Price,Amount'],
  ['the history of opportunities', 'Opportunity Name,From Stage,To Stage,Amount,Last Modified'],
  ['contact roles', 'Opportunity ID,Opportunity Name,Contact Name,Contact Role'],
  ['products of opportunities', 'Opportunity Name,Product Name,Quantity,Amount,Stage'],
  ['tasks', 'Subject,Date,Opportunity,Priority,Task Subtype'],
  ['a price list', 'SKU,Product,Price,Currency'],
  ['a calendar', 'Subject,Start Date,Start Time,End Date,End Time,Location'],
  ['a list of quotas by hand', 'Rep,Q1,Q2,Q3,Q4'],
  ['a budget', 'Field,Week,Amount'],
  ['issues of a tracker', '{"issues":[{"id":"1","key":"A-1","fields":{"summary":"x"}}]}'],
  ['users with managers', '{"users":[{"id":"u","email":"a@b.co","role":"MANAGER","manager_id":"v"}]}'],
  ['users of something', '{"users":[{"id":"1","email":"a@b.co","role":"admin"}]}'],
  ['items of something', '{"items":[{"id":"1","event":"login"}],"nextLink":null}'],
  ['events of something', '{"entries":[{"id":"1","fieldId":"x"}]}'],
  ['the status of an export job', '{"job":{"jobId":"1","status":"DONE","cellsTruncated":false}}'],
  [
    'calls of Copilot',
    '{"calls":[{"id":"1","users":[{"userId":"u","userEmail":"a@b.co"}]}],"pagination":{"hasMore":false}}',
  ],
  ['activities of a gym', '{"activities":[{"name":"Yoga"}]}'],
  ['nothing', '{}'],
  ['an empty list', '[]'],
];

function content(head = '', row?: string): string {
  if (/^[\ufeff{[]/.test(head)) return head;
  const delimiter = head.includes(';') ? ';' : ',';
  const values = head.split(delimiter).map((_, index) => `v${index}`);
  return `${head}\n${row ?? values.join(delimiter)}\n`;
}

describe('what a head is', () => {
  test.each(HEADS)('%s: %s', async (kind, head, row) => {
    const inspected = await inspect(content(head, row), { directory: 'any' });
    expect(inspected.detection).toMatchObject({ kind, basis: 'content' });
  });

  test.each(OTHERS)('%s is none of them', async (_what, head, row) => {
    const { code, message } = await refusal(() => inspect(content(head, row), { directory: 'any' }));
    expect(['ERR_KIND_UNKNOWN', 'ERR_KIND_AMBIGUOUS', 'ERR_KIND_UNSUPPORTED']).toContain(code);
    expect(message).toContain('export.csv');
  });

  test('there are enough of them', () => {
    expect(HEADS.length + OTHERS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(HEADS.map(([kind]) => kind)).size).toBe(9);
  });
});

describe('no head passes for another kind', () => {
  const certain = HEADS.filter(([kind]) => kind !== 'directory-assignments');

  test.each(['clari-users', 'clari-forecast', 'clari-quota', 'opportunities', 'directory'] as const)(
    'as %s',
    async (stated) => {
      for (const [kind, head, row] of certain) {
        if (kind === stated) continue;
        // A few columns of a users export or a directory are each other's.
        if (['clari-users', 'directory'].includes(kind) && ['clari-users', 'directory'].includes(stated)) continue;
        const { code } = await refusal(() => inspect(content(head, row), { kind: stated, directory: 'any' }));
        expect
          .soft([code, head], `${head} as ${stated}`)
          .toEqual([expect.stringMatching(/^ERR_(?:KIND_MISMATCH|HEADER|KIND_UNSUPPORTED)$/), head]);
      }
    },
  );

  test.each(['clari-copilot-users', 'clari-audit', 'clari-activity'] as const)('as %s', async (stated) => {
    for (const [kind, head, row] of certain) {
      if (kind === stated) continue;
      const { code } = await refusal(() => inspect(content(head, row), { kind: stated }));
      expect.soft(code, `${head} as ${stated}`).toMatch(/^ERR_KIND_(?:MISMATCH|UNSUPPORTED)$/);
    }
  });
});
