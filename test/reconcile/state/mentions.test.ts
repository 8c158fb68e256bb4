import { describe, expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import { date } from '../../helpers/model-builders.ts';
import { type AccountReads, accountById, accountsFrom, audit, event, mentions, users } from './feed.ts';

const jo = { exportId: '1002', crmId: '0055g000001AbCd', email: 'jo@acme.com', name: 'Jo Doe' };
const other = { exportId: '9', email: 'al@acme.com', name: 'Al Roe' };
const closed = { ...jo, status: 'inactive' } as const;
const byEmail = { email: 'jo@acme.com', name: 'Jo Doe' };
const byCrm = { crmId: '0055g000001AbCdAAK', email: 'jo@acme.com', name: 'Jo Doe' };
const open = users('2026-11-10', [jo, other]);

/** The account of an export id, without what mentions add beside the status. */
const is = (reads: AccountReads, id = '1002') => accountById(accountsFrom(reads), id);

describe('what a mention must not do', () => {
  const quota = { kind: 'clari-quota' } as const;
  const activity = { kind: 'clari-activity' } as const;
  const plain = is({ users: [open] });
  const files = {
    'missing from a complete forecast': mentions('2026-11-12', [{ email: 'al@acme.com' }]),
    'missing from a complete audit window': audit('2026-11-12', [{ exportId: '9', ...event(date('2026-11-11')) }]),
    'missing from a complete activity file': mentions(
      '2026-11-12',
      [{ crmId: 'c9', role: 'activity_participant' }],
      activity,
    ),
    'missing from a complete quota file': mentions('2026-11-12', [{ crmId: 'c9', role: 'quota_user' }], quota),
    'a quota row': mentions('2026-11-12', [{ ...byCrm, role: 'quota_user' }], quota),
    'an activity': mentions('2026-11-12', [{ ...byCrm, role: 'activity_owner' }], activity),
    'a forecast row': mentions('2026-11-12', [{ ...byCrm, hierarchyRole: 'FLM East' }]),
    'a place among the actors': audit('2026-11-12', [jo]),
    'a held forecast': mentions('2026-11-01', [byCrm], { state: 'held' }),
  };
  test.each(Object.entries(files))('%s changes nothing of an account that an export shows', (_name, file) => {
    expect(is({ users: [open], mentions: [file] })).toEqual(plain);
  });

  test('a forecast row makes no active account of one whose status the export does not give', () => {
    const silent = users('2026-11-10', [{ ...jo, status: 'unknown' }]);
    expect(is({ users: [silent], mentions: [mentions('2026-11-12', [byCrm])] })).toMatchObject({
      status: 'unknown',
      statusAsOf: date('2026-11-10'),
      lastActiveAt: null,
    });
  });

  test('neither does an event', () => {
    const silent = users('2026-11-10', [{ ...jo, status: 'unknown' }]);
    const acted = audit('2026-11-12', [{ exportId: '1002', ...event(date('2026-11-12')) }]);
    expect(is({ users: [silent], mentions: [acted] })).toMatchObject({ status: 'unknown', lastActiveAt: null });
  });

  test('role, team and name stay those of the export', () => {
    const named = users('2026-11-10', [{ ...jo, role: 'Rep', team: 'East' }]);
    const forecast = mentions('2026-11-12', [{ ...byCrm, name: 'Somebody Else', hierarchyRole: 'CEO' }]);
    expect(is({ users: [named], mentions: [forecast] }).latest).toMatchObject({
      role: 'Rep',
      team: 'East',
      name: 'Jo Doe',
    });
  });

  test.each([
    ['quota', { role: 'quota_user' }],
    ['activity owner', { role: 'activity_owner' }],
    ['activity participant', { role: 'activity_participant' }],
  ] as const)('no account comes of a %s', (_name, role) => {
    expect(accountsFrom({ mentions: [mentions('2026-11-12', [{ ...byCrm, ...role }])] })).toEqual([]);
  });

  test('a mention joins no two accounts of the exports, nor parts them', () => {
    const two = users('2026-11-10', [{ exportId: 'a', crmId: 'c1' }, { email: 'jo@acme.com' }]);
    const bridge = mentions('2026-11-12', [{ crmId: 'c1', email: 'jo@acme.com' }]);
    expect(accountsFrom({ users: [two], mentions: [bridge] }).map((one) => one.accountId)).toEqual([
      'a',
      'clari:jo@acme.com',
    ]);
    const folded = [users('2026-11-09', [{ exportId: 'a', email: 'jo@acme.com' }]), users('2026-11-10', [byEmail])];
    const reused = audit('2026-11-12', [{ exportId: 'b', email: 'jo@acme.com' }]);
    const [a] = accountsFrom({ users: folded, mentions: [reused] });
    expect([a?.accountId, a?.sightings.length]).toEqual(['a', 2]);
  });

  test('a name that a forecast has from before an export hides no rename', () => {
    const reads = [
      users('2026-11-10', [{ email: 'jo.old@acme.com', name: 'Jo Doe' }, other]),
      users('2026-11-11', [byEmail, other]),
    ];
    const early = mentions('2026-11-01', [{ email: 'jo@acme.com' }]);
    expect(is({ users: reads, mentions: [early] }, 'clari:jo.old@acme.com').maybeRenamedTo).toEqual([
      'clari:jo@acme.com',
    ]);
  });

  test('nobody was renamed to somebody who is only mentioned', () => {
    const reads = [users('2026-11-10', [jo, other]), users('2026-11-12', [other])];
    const look = audit('2026-11-11', [{ exportId: '77', name: 'Jo Doe' }]);
    expect(is({ users: reads, mentions: [look] })).toMatchObject({ status: 'absent', maybeRenamedTo: [] });
  });
});

describe('there after having been closed: neither closed nor open', () => {
  const gone = users('2026-11-11', [other]);
  const forecast = mentions('2026-11-12', [byCrm]);
  const acted = (at: string) => audit('2026-11-20', [{ exportId: '1002', ...event(at) }]);
  const cases: readonly (readonly [string, AccountReads, Partial<Account>])[] = [
    [
      'inactive, then forecasting',
      { users: [users('2026-11-11', [closed])], mentions: [forecast] },
      { status: 'unknown', conflicting: true, statusAsOf: date('2026-11-12') },
    ],
    [
      'absent, then forecasting',
      { users: [open, gone], mentions: [forecast] },
      { status: 'unknown', conflicting: true, maybeRenamedTo: [] },
    ],
    [
      'inactive, then acting: the event has its own time',
      { users: [users('2026-11-11', [closed])], mentions: [acted('2026-11-11T08:00:00.000Z')] },
      { status: 'unknown', conflicting: true, statusAsOf: '2026-11-11T08:00:00.000Z' },
    ],
    [
      'acted before it was closed, in a file that is newer',
      { users: [users('2026-11-11', [closed])], mentions: [acted('2026-11-10T08:00:00.000Z')] },
      { status: 'inactive', conflicting: false },
    ],
    [
      'named among the actors of a file that is newer: the window began before',
      { users: [users('2026-11-11', [closed])], mentions: [audit('2026-11-20', [jo])] },
      { status: 'inactive', conflicting: false },
    ],
    [
      'forecasting at the same moment',
      { users: [users('2026-11-12', [closed])], mentions: [forecast] },
      { status: 'inactive', conflicting: false },
    ],
    [
      'closed again by a newer export',
      { users: [users('2026-11-11', [closed]), users('2026-11-13', [closed])], mentions: [forecast] },
      { status: 'inactive', conflicting: false },
    ],
  ];
  test.each(cases)('%s', (_name, reads, expected) => {
    expect(is(reads)).toMatchObject(expected);
  });

  test('the file is named, and settles nothing', () => {
    const account = is({ users: [users('2026-11-11', [closed])], mentions: [forecast] });
    expect(account.sightings.at(-1)).toEqual({
      snapshotId: 'clari-forecast@2026-11-12',
      asOf: date('2026-11-12'),
      settles: false,
      source: 'clari-forecast (clari-forecast.csv)',
      line: 2,
      status: 'unknown',
      mentionedAs: 'forecast_user',
    });
  });
});

describe('first seen and last acted', () => {
  test('a forecast or an event may be older than the first export', () => {
    const forecast = mentions('2026-11-02', [byCrm]);
    const acted = audit('2026-11-20', [{ exportId: '1002', ...event('2026-11-01T08:00:00.000Z') }]);
    expect(is({ users: [open], mentions: [forecast] }).firstSeen).toBe(date('2026-11-02'));
    expect(is({ users: [open], mentions: [forecast, acted] }).firstSeen).toBe('2026-11-01T08:00:00.000Z');
    expect(is({ users: [open], mentions: [mentions('2026-11-12', [byCrm])] }).firstSeen).toBe(date('2026-11-10'));
  });

  test('the last event of each read; of overlapping windows the read that had it first', () => {
    const at = (hour: number) => `2026-11-08T0${hour}:00:00.000Z`;
    const events = (...hours: readonly number[]) => hours.map((hour) => ({ exportId: '1002', ...event(at(hour)) }));
    const account = is({
      users: [open],
      mentions: [
        audit('2026-11-11', events(1, 3, 2)),
        audit('2026-11-10', events(2, 1)),
        audit('2026-11-12', events(3)),
      ],
    });
    const source = 'clari-audit (clari-audit.csv)';
    expect(account.acts).toEqual([
      { at: at(2), snapshotId: 'clari-audit@2026-11-10', source },
      { at: at(3), snapshotId: 'clari-audit@2026-11-11', source },
    ]);
    expect(account.lastActed).toEqual(account.acts?.at(-1));
  });
});

describe('whose mention it is', () => {
  const acted = event('2026-11-09T08:00:00.000Z');
  const cases: readonly (readonly [string, AccountReads, readonly string[]])[] = [
    [
      'by the export id',
      { users: [open], mentions: [audit('2026-11-12', [{ exportId: '1002', ...acted }])] },
      ['1002'],
    ],
    [
      'by the CRM id, in its long form',
      { users: [open], mentions: [audit('2026-11-12', [{ ...byCrm, ...acted }])] },
      ['1002'],
    ],
    ['by the e-mail', { users: [open], mentions: [audit('2026-11-12', [{ ...byEmail, ...acted }])] }, ['1002']],
    [
      'an export with addresses alone keeps its account ids',
      { users: [users('2026-11-10', [byEmail])], mentions: [audit('2026-11-12', [{ ...jo, ...acted }])] },
      ['clari:jo@acme.com'],
    ],
    [
      'a CRM id in the id column of the export',
      {
        users: [users('2026-11-10', [{ exportId: '0055g000001AbCd', email: 'jo@acme.com' }])],
        mentions: [audit('2026-11-12', [{ exportId: '1002', email: 'jo@acme.com', ...acted }])],
      },
      ['0055g000001AbCd'],
    ],
    [
      'through the CRM id of another mention',
      {
        users: [users('2026-11-10', [{ crmId: '0055g000001AbCd' }])],
        mentions: [mentions('2026-11-10', [byCrm]), audit('2026-11-12', [{ ...byEmail, ...acted }])],
      },
      ['0055g000001AbCd'],
    ],
    [
      'another export id is another account, whatever the address',
      { users: [open], mentions: [audit('2026-11-12', [{ exportId: '77', email: 'jo@acme.com', ...acted }])] },
      ['77'],
    ],
    [
      'an address that two accounts bear: nobody guesses',
      {
        users: [users('2026-11-10', [jo, { exportId: '1003', email: 'jo@acme.com' }])],
        mentions: [audit('2026-11-12', [{ ...byEmail, ...acted }])],
      },
      ['clari:jo@acme.com'],
    ],
    [
      'a Copilot account has no part in it',
      {
        users: [users('2026-11-10', [{ ...jo, app: 'copilot' }], { kind: 'clari-copilot-users' })],
        mentions: [audit('2026-11-12', [{ ...jo, ...acted }])],
      },
      ['1002'],
    ],
  ];
  test.each(cases)('%s', (_name, reads, whose) => {
    const acting = accountsFrom(reads).filter((one) => one.lastActed != null);
    expect(acting.map((one) => [one.accountId, one.app])).toEqual(whose.map((id) => [id, 'clari']));
  });
});

describe('accounts that are only mentioned', () => {
  const forecast = mentions('2026-11-02', [byCrm]);
  const alone = (reads: AccountReads) => is(reads, '0055g000001AbCdAAK');

  test('exist, and nothing says whether they are active', () => {
    expect(alone({ mentions: [forecast] })).toMatchObject({
      app: 'clari',
      status: 'unknown',
      conflicting: false,
      statusAsOf: date('2026-11-02'),
      firstSeen: date('2026-11-02'),
      lastActiveAt: null,
      latestSnapshotId: 'clari-forecast@2026-11-02',
      latest: { ...byCrm, exportId: null, key: 'crm:0055g000001AbCdAAK', status: 'unknown', role: null, team: null },
    });
  });

  test('one person under several keys is one account', () => {
    const files = [forecast, audit('2026-11-03', [jo]), mentions('2026-11-04', [byEmail])];
    expect(accountsFrom({ mentions: files })).toEqual([
      expect.objectContaining({ accountId: '1002', firstSeen: date('2026-11-02'), statusAsOf: date('2026-11-04') }),
    ]);
  });

  const gone = (over = {}, row = {}) => users('2026-11-11', [{ ...other, ...row }], over);
  const cases: readonly (readonly [string, AccountReads, Account['status']])[] = [
    ['missing from a later complete export with addresses', { users: [gone()], mentions: [forecast] }, 'absent'],
    [
      'missing from one that is not complete',
      { users: [gone({ completeness: 'unknown' })], mentions: [forecast] },
      'unknown',
    ],
    ['missing from an earlier one', { users: [gone({ asOf: date('2026-11-01') })], mentions: [forecast] }, 'unknown'],
    [
      'missing from one of the same moment',
      { users: [gone({ asOf: date('2026-11-02') })], mentions: [forecast] },
      'unknown',
    ],
    [
      'missing from one without addresses or CRM ids',
      { users: [gone({}, { email: null })], mentions: [forecast] },
      'unknown',
    ],
    ['mentioned again later', { users: [gone()], mentions: [forecast, mentions('2026-11-12', [byCrm])] }, 'unknown'],
  ];
  test.each(cases)('%s', (_name, reads, status) => {
    expect(alone(reads).status).toBe(status);
  });

  test('an id of which no export has the kind is never missing', () => {
    const acted = audit('2026-11-02', [{ exportId: '1002', ...event(date('2026-11-02')) }]);
    expect(is({ users: [gone()], mentions: [acted] }).status).toBe('unknown');
  });

  test('whoever may be an account under another id is never missing', () => {
    const acted = audit('2026-11-02', [{ exportId: '77', email: 'jo@acme.com', ...event(date('2026-11-02')) }]);
    expect(is({ users: [open], mentions: [acted] }, '77').status).toBe('unknown');
  });
});
