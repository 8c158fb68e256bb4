import { describe, expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import type { AccountObservation } from '../../../src/model/observation.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { date } from '../../helpers/model-builders.ts';
import { accountById, accountsOf, onlyAccount, users } from './feed.ts';

type Row = Partial<AccountObservation>;
type Read = readonly [day: string, rows: readonly Row[], over?: Partial<Snapshot>];

const active: Row = { exportId: 'u1', status: 'active' };
const inactive: Row = { exportId: 'u1', status: 'inactive' };
const unsaid: Row = { exportId: 'u1', status: 'unknown' };
const odd: Row = { exportId: 'u1', status: 'unknown', statusRaw: 'Pending' };
const other: Row = { exportId: 'u9', email: 'other@acme.com' };

interface Case {
  readonly name: string;
  readonly reads: readonly Read[];
  readonly is: Partial<Account>;
}

const CASES: readonly Case[] = [
  {
    name: 'the newest as-of counts',
    reads: [
      ['2026-11-01', [active]],
      ['2026-11-02', [inactive]],
    ],
    is: {
      status: 'inactive',
      statusAsOf: date('2026-11-02'),
      firstSeen: date('2026-11-01'),
      lastActiveAt: date('2026-11-01'),
      firstInactiveAt: date('2026-11-02'),
    },
  },
  {
    name: 'backfilling an old export changes history, not today',
    reads: [
      ['2026-11-02', [inactive]],
      ['2026-11-01', [active]],
    ],
    is: { status: 'inactive', firstSeen: date('2026-11-01'), lastActiveAt: date('2026-11-01') },
  },
  {
    name: 'active again: not inactive since',
    reads: [
      ['2026-11-01', [active]],
      ['2026-11-02', [inactive]],
      ['2026-11-03', [active]],
    ],
    is: { status: 'active', firstInactiveAt: null, lastActiveAt: date('2026-11-03') },
  },
  {
    name: 'first inactive counts from the last activity',
    reads: [
      ['2026-11-01', [inactive]],
      ['2026-11-02', [active]],
      ['2026-11-03', [inactive]],
      ['2026-11-04', [inactive]],
    ],
    is: { firstInactiveAt: date('2026-11-03') },
  },
  {
    name: 'never seen active: first inactive is the first sighting',
    reads: [['2026-11-01', [inactive]]],
    is: { status: 'inactive', lastActiveAt: null, firstInactiveAt: date('2026-11-01') },
  },
  {
    name: 'a status that is not understood makes an active account unknown',
    reads: [
      ['2026-11-01', [active]],
      ['2026-11-02', [odd]],
    ],
    is: { status: 'unknown', statusAsOf: date('2026-11-02'), lastActiveAt: date('2026-11-01'), conflicting: false },
  },
  {
    name: 'a file without a status column never says active',
    reads: [
      ['2026-11-01', [active]],
      ['2026-11-02', [unsaid]],
    ],
    is: { status: 'unknown', statusAsOf: date('2026-11-02') },
  },
  {
    name: 'missing from a complete export: absent, dated',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other]],
      ['2026-11-03', [other]],
    ],
    is: {
      status: 'absent',
      statusAsOf: date('2026-11-03'),
      firstInactiveAt: date('2026-11-02'),
      lastActiveAt: date('2026-11-01'),
      maybeRenamedTo: [],
    },
  },
  {
    name: 'missing from a complete export of active accounts: absent',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other], { filter: 'active' }],
    ],
    is: { status: 'absent' },
  },
  {
    name: 'shown again after an absence',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other]],
      ['2026-11-03', [active, other]],
    ],
    is: { status: 'active', firstInactiveAt: null },
  },
  {
    name: 'missing from a read of unknown completeness: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other], { completeness: 'unknown' }],
    ],
    is: { status: 'active', statusAsOf: date('2026-11-01') },
  },
  {
    name: 'missing from a partial read: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other], { completeness: 'partial' }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'missing from a complete read with a refused row: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other], { rowsRefused: 1 }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'missing from a complete read without rows: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [], { rowsAccepted: 0 }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'missing from a held read: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other], { state: 'held' }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'shown by a held read: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [inactive, other], { state: 'held' }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'missing from a read older than its first sighting: nothing',
    reads: [
      ['2026-11-02', [active, other]],
      ['2026-11-01', [other]],
    ],
    is: { status: 'active', firstSeen: date('2026-11-02') },
  },
  {
    name: 'missing from a forecast export, even a complete one: nothing',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [other], { kind: 'clari-forecast' }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'missing from a complete Copilot list: nothing about Clari',
    reads: [
      ['2026-11-01', [active, other]],
      ['2026-11-02', [{ ...other, app: 'copilot' }], { kind: 'clari-copilot-users' }],
    ],
    is: { status: 'active' },
  },
  {
    name: 'duplicate rows that agree are one sighting',
    reads: [['2026-11-01', [active, active]]],
    is: { status: 'active', conflicting: false },
  },
  {
    name: 'duplicate rows that disagree make it unknown',
    reads: [['2026-11-01', [active, inactive]]],
    is: { status: 'unknown', conflicting: true, lastActiveAt: null },
  },
  {
    name: 'a later clear read ends the conflict',
    reads: [
      ['2026-11-01', [active, inactive]],
      ['2026-11-02', [active]],
    ],
    is: { status: 'active', conflicting: false },
  },
  {
    name: 'two reads of one moment that disagree make it unknown',
    reads: [
      ['2026-11-01', [active], { snapshotId: 'a' }],
      ['2026-11-01', [inactive], { snapshotId: 'b' }],
    ],
    is: { status: 'unknown', conflicting: true, lastActiveAt: null, firstInactiveAt: null },
  },
  {
    name: 'of two reads of one moment the silent one says nothing against the other',
    reads: [
      ['2026-11-01', [active], { snapshotId: 'a' }],
      ['2026-11-01', [unsaid], { snapshotId: 'b' }],
    ],
    is: { status: 'active', conflicting: false },
  },
  {
    name: 'shown active by one and missing from another complete read of the same moment',
    reads: [
      ['2026-11-01', [active, other], { snapshotId: 'a' }],
      ['2026-11-01', [other], { snapshotId: 'b' }],
    ],
    is: { status: 'unknown', conflicting: true },
  },
  {
    name: 'inactive in the whole list and missing from the active list of the same moment: inactive',
    reads: [
      ['2026-11-01', [inactive, other], { snapshotId: 'a', filter: 'all' }],
      ['2026-11-01', [other], { snapshotId: 'b', filter: 'active' }],
    ],
    is: { status: 'inactive', conflicting: false },
  },
];

describe('account status', () => {
  test.each(CASES)('$name', ({ reads, is }) => {
    const accounts = accountsOf(...reads.map(([day, rows, over]) => users(day, rows, over)));
    expect(accountById(accounts, 'u1')).toMatchObject(is);
  });

  test('a sighting says which read, when, and whether it settles a claim', () => {
    const account = onlyAccount(
      users('2026-11-02', [inactive], { asOfBasis: 'file_time', fileName: 'late.csv' }),
      users('2026-11-01', [active], { fileName: 'early.csv' }),
    );
    expect(account.sightings).toEqual([
      {
        snapshotId: expect.any(String),
        asOf: date('2026-11-01'),
        settles: true,
        source: 'clari-users (early.csv)',
        line: 2,
        status: 'active',
      },
      expect.objectContaining({ settles: false, source: 'clari-users (late.csv)', status: 'inactive' }),
    ]);
  });

  test('reads of one moment that disagree leave no sighting that could settle a claim', () => {
    const account = onlyAccount(
      users('2026-11-01', [active], { snapshotId: 'a' }),
      users('2026-11-01', [inactive], { snapshotId: 'b' }),
    );
    expect(account.sightings.map((sighting) => sighting.status)).toEqual(['unknown', 'unknown']);
  });

  test('the latest row is the newest that showed it, a tombstone keeps it', () => {
    const accounts = accountsOf(
      users('2026-11-02', [{ ...active, name: 'New Name' }, other]),
      users('2026-11-01', [{ ...active, name: 'Old Name' }, other]),
      users('2026-11-03', [other]),
    );
    const gone = accountById(accounts, 'u1');
    expect(gone.latest.name).toBe('New Name');
    expect(gone.latestSnapshotId).toBe(`users@${date('2026-11-02')}`);
  });

  test('a complete Copilot list speaks of Copilot', () => {
    const copilot = { app: 'copilot', kind: 'clari-copilot-users' } as const;
    const accounts = accountsOf(
      users(
        '2026-11-01',
        [
          { ...active, app: 'copilot' },
          { ...other, app: 'copilot' },
        ],
        copilot,
      ),
      users('2026-11-02', [{ ...other, app: 'copilot' }], copilot),
    );
    expect(accountById(accounts, 'u1').status).toBe('absent');
  });
});
