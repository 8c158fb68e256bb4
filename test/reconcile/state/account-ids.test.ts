import { describe, expect, test } from 'vitest';
import type { AccountObservation } from '../../../src/model/observation.ts';
import { accountHistory } from '../../../src/reconcile/state/accounts.ts';
import { accountsOf, users } from './feed.ts';

type Row = Partial<AccountObservation>;

const CASES: readonly { name: string; rows: readonly Row[]; later?: readonly Row[]; ids: readonly string[] }[] = [
  { name: 'the export id', rows: [{ exportId: 'u1', crmId: 'c1', email: 'jo@acme.com' }], ids: ['u1'] },
  { name: 'else the CRM id', rows: [{ crmId: 'c1', email: 'jo@acme.com' }], ids: ['c1'] },
  { name: 'else app and e-mail', rows: [{ email: 'jo@acme.com' }], ids: ['clari:jo@acme.com'] },
  {
    name: 'a Copilot id is bare too',
    rows: [
      { exportId: 'u1', email: 'jo@acme.com' },
      { exportId: 'c1', email: 'jo@acme.com', app: 'copilot' },
    ],
    ids: ['c1', 'u1'],
  },
  {
    name: 'a Copilot account without an id says its app with the e-mail',
    rows: [{ email: 'jo@acme.com' }, { email: 'jo@acme.com', app: 'copilot' }],
    ids: ['clari:jo@acme.com', 'copilot:jo@acme.com'],
  },
  {
    name: 'a Copilot id that a Clari account bears says its app',
    rows: [
      { exportId: 'u1', email: 'jo@acme.com' },
      { exportId: 'u1', email: 'jo@acme.com', app: 'copilot' },
    ],
    ids: ['copilot:u1', 'u1'],
  },
  {
    name: 'an id in its short and its checked long form is one',
    rows: [{ exportId: '0055g000001AbCd', email: 'jo@acme.com' }],
    later: [{ exportId: '0055g000001AbCdAAK', email: 'jo@acme.com' }],
    ids: ['0055g000001AbCdAAK'],
  },
  {
    name: 'an id with three more characters that check nothing is another',
    rows: [{ exportId: '0055g000001AbCd' }],
    later: [{ exportId: '0055g000001AbCdAAQ' }],
    ids: ['0055g000001AbCd', '0055g000001AbCdAAQ'],
  },
  {
    name: 'ids that differ in case alone are two',
    rows: [{ exportId: '0055g000001AbCdAAK' }, { exportId: '0055g000001abcdAAA' }],
    ids: ['0055g000001AbCdAAK', '0055g000001abcdAAA'],
  },
  {
    name: 'an e-mail folds into the one id that bears it',
    rows: [{ exportId: 'u1', email: 'jo@acme.com' }],
    later: [{ email: 'jo@acme.com' }],
    ids: ['u1'],
  },
  {
    name: 'an e-mail folds into an id that bore it earlier',
    rows: [{ exportId: 'u1', email: 'jo@acme.com' }],
    later: [{ exportId: 'u1', email: 'jo.new@acme.com' }, { email: 'jo@acme.com' }],
    ids: ['u1'],
  },
  {
    name: 'a reused e-mail stays itself: nobody can say whose row it is',
    rows: [{ exportId: 'u1', email: 'jo@acme.com' }],
    later: [{ exportId: 'u2', email: 'jo@acme.com' }, { email: 'jo@acme.com' }],
    ids: ['clari:jo@acme.com', 'u1', 'u2'],
  },
  {
    name: 'a CRM id folds into the one id that bears it',
    rows: [{ exportId: 'u1', crmId: 'c1' }],
    later: [{ crmId: 'c1' }],
    ids: ['u1'],
  },
  {
    name: 'a CRM id that two ids bear stays itself',
    rows: [
      { exportId: 'u1', crmId: 'c1' },
      { exportId: 'u2', crmId: 'c1' },
    ],
    later: [{ crmId: 'c1' }],
    ids: ['c1', 'u1', 'u2'],
  },
  {
    name: 'a CRM id folds by e-mail into an id that names no CRM id',
    rows: [{ exportId: 'u1', email: 'jo@acme.com' }],
    later: [{ crmId: 'c1', email: 'jo@acme.com' }],
    ids: ['u1'],
  },
  {
    name: 'a CRM id never folds by e-mail into an id with another CRM id',
    rows: [{ exportId: 'u1', crmId: 'c2', email: 'jo@acme.com' }],
    later: [{ crmId: 'c1', email: 'jo@acme.com' }],
    ids: ['c1', 'u1'],
  },
  {
    name: 'an e-mail folds through a CRM id into the id',
    rows: [{ exportId: 'u1', crmId: 'c1' }],
    later: [{ crmId: 'c1', email: 'jo@acme.com' }, { email: 'jo@acme.com' }],
    ids: ['u1'],
  },
  {
    name: 'the 15 and the 18 characters of one Salesforce id are one',
    rows: [{ crmId: '0055g000001AbCd' }],
    later: [{ crmId: '0055g000001AbCdAAK' }],
    ids: ['0055g000001AbCdAAK'],
  },
  {
    name: 'Salesforce ids that differ in case are two',
    rows: [{ crmId: '0055g000001AbCd' }, { crmId: '0055g000001ABCD' }],
    ids: ['0055g000001ABCD', '0055g000001AbCd'],
  },
  {
    name: 'an id column that holds CRM ids is the same account',
    rows: [{ exportId: '0055g000001AbCd' }],
    later: [{ crmId: '0055g000001AbCd' }],
    ids: ['0055g000001AbCd'],
  },
];

describe('account id', () => {
  const clari: Row = { exportId: 'u1', email: 'jo@acme.com' };
  const copilot: Row = { exportId: 'u1', email: 'sam@acme.com', app: 'copilot' };
  const idsOf = (...lists: readonly (readonly Row[])[]) =>
    accountsOf(...lists.map((rows, index) => users(`2026-11-0${index + 1}`, rows, { completeness: 'unknown' }))).map(
      ({ accountId, app }) => [accountId, app],
    );

  test('whichever of two apps came first, Clari has the bare id', () => {
    const both = [
      ['copilot:u1', 'copilot'],
      ['u1', 'clari'],
    ];
    expect(idsOf([copilot], [clari])).toEqual(both);
    expect(idsOf([clari], [copilot])).toEqual(both);
    expect(idsOf([copilot, clari])).toEqual(both);
  });

  test('an id that a Clari account bore before it was known better is not free', () => {
    expect(idsOf([{ crmId: 'u1', email: 'al@acme.com' }, { exportId: '7', crmId: 'u1' }, copilot])).toEqual([
      ['7', 'clari'],
      ['copilot:u1', 'copilot'],
    ]);
  });

  test('a Copilot account is found by the id with its app too', () => {
    const history = accountHistory();
    const { of, rows } = users('2026-11-01', [copilot]);
    for (const row of rows) history.add(of, row);
    expect(history.aliases()).toEqual(new Map([['copilot:u1', 'u1']]));
  });

  test.each(CASES)('$name', ({ rows, later = [], ids }) => {
    const accounts = accountsOf(
      users('2026-11-01', rows, { completeness: 'unknown' }),
      users('2026-11-02', later, { completeness: 'unknown' }),
    );
    expect(accounts.map((account) => account.accountId)).toEqual(ids);
  });

  test('former ids lead to the present one, so that a record made under them is not lost', () => {
    const history = accountHistory();
    const reads = [
      users('2026-11-01', [{ email: 'jo@acme.com' }, { crmId: '0055g000001AbCd' }]),
      users('2026-11-02', [{ exportId: 'u1', email: 'jo@acme.com' }, { crmId: '0055g000001AbCdAAK' }]),
    ];
    for (const { of, rows } of reads) for (const row of rows) history.add(of, row);
    expect(history.aliases()).toEqual(
      new Map([
        ['clari:jo@acme.com', 'u1'],
        ['0055g000001AbCd', '0055g000001AbCdAAK'],
      ]),
    );
  });
});
