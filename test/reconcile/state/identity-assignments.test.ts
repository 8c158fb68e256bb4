import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../src/model/identity.ts';
import type { AssignmentObservation, IdentityObservation } from '../../../src/model/observation.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { identityHistory } from '../../../src/reconcile/state/identities.ts';
import { date } from '../../helpers/model-builders.ts';
import { byId, directory, identitiesOf, list } from './feed.ts';

type Row = Partial<IdentityObservation>;
type ListRow = Partial<AssignmentObservation>;
type Over = Partial<Snapshot>;

const jo: Row = { identityId: '1', login: 'jo', email: 'jo@acme.com' };
const sam: ListRow = { login: 'sam@acme.com' };
/** Whose row shows that the list names people as the directory does. */
const samThere: Row = { identityId: '9', login: 'sam@acme.com', email: 'sam@acme.com' };

interface Case {
  readonly name: string;
  readonly reads: readonly (readonly [day: string, rows: readonly Row[], over?: Over])[];
  readonly lists: readonly (readonly [day: string, rows: readonly ListRow[], over?: Over])[];
  readonly is: Partial<Identity>;
}

const CASES: readonly Case[] = [
  {
    name: 'joined by id',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-01', [{ identityId: '1' }]]],
    is: { entitlement: 'assigned', assignmentSource: 'directory-assignments:okta (directory-assignments.csv)' },
  },
  {
    name: 'joined by login',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-01', [{ login: 'JO' }]]],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'joined by e-mail',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-01', [{ email: 'jo@acme.com' }]]],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'joined by a login that is the e-mail',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-01', [{ login: 'jo@acme.com' }]]],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'an id of another kind does not keep the login from joining',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-01', [{ identityId: 'assignment-77', login: 'jo' }]]],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'missing from a complete list: unassigned as of the list',
    reads: [['2026-11-01', [jo, samThere]]],
    lists: [['2026-11-02', [sam]]],
    is: { entitlement: 'unassigned', assignmentAsOf: date('2026-11-02') },
  },
  {
    name: 'missing from a list of unknown completeness: unknown',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-02', [sam], { completeness: 'unknown' }]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_unknown' },
  },
  {
    name: 'missing from a complete list of another directory: unknown',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-02', [sam], { directory: 'entra' }]],
    is: { entitlementReason: 'assignment_unknown' },
  },
  {
    name: 'listed earlier, missing from a newer complete list',
    reads: [['2026-11-01', [jo, samThere]]],
    lists: [
      ['2026-11-03', [sam]],
      ['2026-11-02', [{ login: 'jo' }, sam]],
    ],
    is: { entitlement: 'unassigned', assignmentAsOf: date('2026-11-03') },
  },
  {
    name: 'missing from an older complete list, listed in a newer partial one',
    reads: [['2026-11-01', [jo]]],
    lists: [
      ['2026-11-02', [sam]],
      ['2026-11-03', [{ login: 'jo' }], { completeness: 'partial' }],
    ],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'listed as removed',
    reads: [['2026-11-01', [jo]]],
    lists: [['2026-11-02', [{ login: 'jo', status: 'unassigned', statusRaw: 'DEPROVISIONED' }]]],
    is: { entitlement: 'unassigned' },
  },
  {
    name: 'the own row is newer than the list',
    reads: [['2026-11-03', [{ ...jo, assignment: 'assigned' }]]],
    lists: [['2026-11-02', [sam]]],
    is: { entitlement: 'assigned', assignmentAsOf: date('2026-11-03') },
  },
  {
    name: 'a newer row without that column takes nothing back',
    reads: [
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }]],
      ['2026-11-02', [jo]],
    ],
    lists: [],
    is: { entitlement: 'assigned', assignmentAsOf: date('2026-11-01'), asOf: date('2026-11-02') },
  },
  {
    name: 'somebody who joined after the list was taken is not unassigned',
    reads: [
      ['2026-11-01', [{ identityId: '9', login: 'sam@acme.com' }]],
      ['2026-11-03', [{ identityId: '9', login: 'sam@acme.com' }, jo]],
    ],
    lists: [['2026-11-02', [sam]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_unknown' },
  },
  {
    name: 'somebody who was activated after the list was taken is not unassigned',
    reads: [['2026-11-03', [{ ...jo, statusChangedAt: { at: date('2026-11-03'), dateOnly: true } }]]],
    lists: [['2026-11-02', [sam]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_unknown' },
  },
  {
    name: 'a list from before a change of login joins by the old one',
    reads: [
      ['2026-11-01', [jo]],
      ['2026-11-03', [{ ...jo, login: 'jo.new', email: 'jo.new@acme.com' }]],
    ],
    lists: [['2026-11-02', [{ login: 'jo' }, sam]]],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'a former login in a newer list accuses nobody',
    reads: [
      ['2026-11-01', [jo]],
      ['2026-11-02', [{ ...jo, login: 'jo.new', email: 'jo.new@acme.com' }]],
    ],
    lists: [['2026-11-03', [{ login: 'jo' }, sam]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_in_doubt' },
  },
  {
    name: 'a row that fits only a secondary address accuses nobody',
    reads: [['2026-11-01', [{ ...jo, otherEmails: ['doe@acme.com'] }]]],
    lists: [['2026-11-02', [{ email: 'doe@acme.com' }, sam]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_in_doubt' },
  },
  {
    name: 'nor takes it anything from whose own row is as new',
    reads: [['2026-11-01', [{ ...jo, otherEmails: ['doe@acme.com'] }]]],
    lists: [['2026-11-02', [{ email: 'doe@acme.com' }, { login: 'jo' }]]],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'a row that fits two identities makes both unknown',
    reads: [['2026-11-01', [jo, { identityId: '2', login: 'jo2', email: 'jo@acme.com' }]]],
    lists: [['2026-11-02', [{ email: 'jo@acme.com' }, sam]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_in_doubt' },
  },
];

describe('assignment lists', () => {
  test.each(CASES)('$name', ({ reads, lists, is }) => {
    const identities = identitiesOf({
      reads: reads.map(([day, rows, over]) => directory(day, rows, over)),
      lists: lists.map(([day, rows, over]) => list(day, rows, over)),
    });
    expect(
      byId(
        identities.filter((one) => one.directory === 'okta'),
        '1',
      ),
    ).toMatchObject(is);
  });
});

describe('a list whose rows match nobody calls nobody unassigned by silence', () => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ identityId: `p${index}`, login: `p${index}@acme.com` }));
  const rows = (count: number) => people(count).map(({ login }) => ({ login }));
  const nobody = (count: number) => Array.from({ length: count }, (_, index) => ({ login: `corp\\x${index}` }));
  const cases: readonly { name: string; lists: readonly ListRow[]; is: Partial<Identity> }[] = [
    { name: 'all of one', lists: nobody(1), is: { listMatch: { rows: 1, matched: 0 } } },
    { name: 'all of many', lists: nobody(120), is: { listMatch: { rows: 120, matched: 0 } } },
    { name: 'half of two', lists: [...nobody(1), ...rows(1)], is: { listMatch: { rows: 2, matched: 1 } } },
    { name: 'three of twenty', lists: [...nobody(3), ...rows(17)], is: { listMatch: { rows: 20, matched: 17 } } },
    { name: 'two of twelve are strangers that came later', lists: [...nobody(2), ...rows(10)], is: {} },
    { name: 'three of forty too', lists: [...nobody(3), ...rows(37)], is: {} },
    {
      name: 'a row that says unassigned matters to nobody',
      lists: [...nobody(5).map((one) => ({ ...one, status: 'unassigned' as const })), ...rows(3)],
      is: {},
    },
  ];
  test.each(cases)('$name', ({ lists, is }) => {
    const found = identitiesOf({
      reads: [directory('2026-11-01', [jo, ...people(40)])],
      lists: [list('2026-11-02', lists)],
    });
    const fails = is.listMatch !== undefined;
    expect(byId(found, '1')).toMatchObject(
      fails
        ? { entitlement: 'unknown', entitlementReason: 'assignments_match_nobody', ...is }
        : { entitlement: 'unassigned' },
    );
  });

  const ada: Row = {
    identityId: '1',
    login: 'ada.quist@acme.com',
    email: 'ada.quist@acme.com',
    employeeId: '00077',
    name: 'Ada Quist',
  };
  const strangers = ['aquist', 'ada.quist', 'QuistA', 'ada_quist@corp.example', '00077', 'quist'];
  test.each(strangers)('a row %s that is nobody may be theirs, in a list that fits otherwise', (login) => {
    const found = identitiesOf({
      reads: [directory('2026-11-01', [ada, { identityId: '2', login: 'bo.lind@acme.com' }, ...people(20)])],
      lists: [list('2026-11-02', [{ login }, ...rows(20)])],
    });
    expect(byId(found, '1')).toMatchObject({ entitlementReason: 'assignments_match_nobody', assignment: 'unknown' });
    expect(byId(found, '2')).toMatchObject({ entitlement: 'unassigned' });
  });

  test('what another read as new says of somebody stands', () => {
    const found = identitiesOf({
      reads: [directory('2026-11-02', [{ ...jo, assignment: 'assigned' }])],
      lists: [list('2026-11-02', nobody(5))],
    });
    expect(byId(found, '1')).toMatchObject({ entitlement: 'assigned' });
  });

  test('an older list that fits is not taken instead', () => {
    const found = identitiesOf({
      reads: [directory('2026-11-01', [jo])],
      lists: [list('2026-11-02', [{ login: 'jo' }]), list('2026-11-03', nobody(5))],
    });
    expect(byId(found, '1')).toMatchObject({ entitlementReason: 'assignments_match_nobody' });
  });
});

describe('people whom only an assignment list knows', () => {
  const cases: readonly { name: string; reads?: Case['reads']; lists: Case['lists']; is: Partial<Identity> }[] = [
    {
      name: 'are identities, assigned as the list says',
      lists: [['2026-11-01', [{ login: 'jo@acme.com' }]]],
      is: { entitlement: 'assigned', present: true, asOf: date('2026-11-01'), directory: 'okta' },
    },
    {
      name: 'are unknown once a newer complete list lacks them: nobody says that they are active',
      lists: [
        ['2026-11-01', [{ login: 'jo@acme.com' }]],
        ['2026-11-02', [sam]],
      ],
      is: { entitlement: 'unknown', entitlementReason: 'status_unknown', assignment: 'unassigned' },
    },
    {
      name: 'are never deleted because a complete directory read lacks them: the join may be at fault',
      reads: [['2026-11-02', [{ identityId: '9', login: 'sam' }]]],
      lists: [['2026-11-01', [{ login: 'jo@acme.com' }]]],
      is: { entitlement: 'unknown', entitlementReason: 'absence_not_proven' },
    },
    {
      name: 'may be newer than the directory read',
      reads: [['2026-11-01', [{ identityId: '9', login: 'sam' }]]],
      lists: [['2026-11-02', [{ login: 'jo@acme.com' }]]],
      is: { entitlement: 'assigned' },
    },
    {
      name: 'are suspended where the list says so',
      lists: [['2026-11-01', [{ login: 'jo@acme.com', status: 'suspended' }]]],
      is: { entitlement: 'suspended' },
    },
  ];
  test.each(cases)('$name', ({ reads = [], lists, is }) => {
    const identities = identitiesOf({
      reads: reads.map(([day, rows, over]) => directory(day, rows, over)),
      lists: lists.map(([day, rows, over]) => list(day, rows, over)),
    });
    expect(byId(identities, 'jo@acme.com')).toMatchObject(is);
    expect(byId(identities, 'jo@acme.com').latest).toMatchObject({ status: 'unknown', personKind: 'unknown' });
  });

  test('a list by id and a list by login are one person', () => {
    const identities = identitiesOf({
      lists: [list('2026-11-01', [{ identityId: '1', login: 'jo' }]), list('2026-11-02', [{ login: 'jo' }])],
    });
    expect(identities.map((one) => [one.identityId, one.assignmentAsOf])).toEqual([['1', date('2026-11-02')]]);
  });
});

describe('a file without ids', () => {
  const withId = directory('2026-11-01', [{ identityId: '1', login: 'jo@acme.com' }]);
  const without = directory('2026-11-02', [{ identityId: 'jo@acme.com', login: 'jo@acme.com', status: 'deactivated' }]);

  test('names the same people as one with ids', () => {
    const identities = identitiesOf({ reads: [without, withId] });
    expect(identities).toMatchObject([{ identityId: '1', entitlement: 'deactivated', asOf: date('2026-11-02') }]);
  });

  test('former references lead to the present one', () => {
    const history = identityHistory();
    for (const { of, rows } of [without, withId]) for (const row of rows) history.addIdentity(of, row);
    expect(history.aliases()).toEqual(new Map([['okta/jo@acme.com', 'okta/1']]));
    expect(history.build([withId.of, without.of])).toEqual(history.build([without.of, withId.of]));
  });

  test('a login that two ids bore stays itself', () => {
    const identities = identitiesOf({
      reads: [
        withId,
        directory('2026-11-01', [{ identityId: '2', login: 'jo@acme.com' }], { snapshotId: 'x' }),
        without,
      ],
    });
    expect(identities.map((one) => one.identityId)).toEqual(['1', '2', 'jo@acme.com']);
  });
});
