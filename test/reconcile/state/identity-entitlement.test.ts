import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../src/model/identity.ts';
import type { AssignmentObservation, IdentityObservation } from '../../../src/model/observation.ts';
import type { DirectoryFacts, Snapshot } from '../../../src/model/snapshot.ts';
import { date } from '../../helpers/model-builders.ts';
import { byId, directory, identitiesOf, list } from './feed.ts';

type Row = Partial<IdentityObservation>;
type ListRow = Partial<AssignmentObservation>;
type Over = Partial<Snapshot>;

const jo: Row = { identityId: '1', login: 'jo@acme.com', email: 'jo@acme.com' };
const sam: Row = { identityId: '9', login: 'sam@acme.com', email: 'sam@acme.com' };
const changed = { at: date('2026-10-01'), dateOnly: true };

function facts(over: Partial<DirectoryFacts>): Over {
  return { facts: { appEnabled: null, assignmentRequired: null, implicitAssignment: null, ...over } };
}

interface Case {
  readonly name: string;
  readonly reads: readonly (readonly [day: string, rows: readonly Row[], over?: Over])[];
  readonly lists?: readonly (readonly [day: string, rows: readonly ListRow[], over?: Over])[];
  readonly is: Partial<Identity>;
}

const CASES: readonly Case[] = [
  {
    name: 'active without any word on the assignment',
    reads: [['2026-11-01', [jo]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_unknown', assignment: null, assignmentAsOf: null },
  },
  {
    name: 'active and assigned by its own row',
    reads: [['2026-11-01', [{ ...jo, assignment: 'assigned' }]]],
    is: { entitlement: 'assigned', entitlementReason: null, assignmentSource: 'directory:okta (directory.csv)' },
  },
  {
    name: 'active and unassigned by its own row',
    reads: [['2026-11-01', [{ ...jo, assignment: 'unassigned' }]]],
    is: { entitlement: 'unassigned' },
  },
  {
    name: 'unassigned proves nothing where no assignment is required',
    reads: [['2026-11-01', [{ ...jo, assignment: 'unassigned' }], facts({ assignmentRequired: false })]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_not_required' },
  },
  {
    name: 'unassigned proves nothing where assignment is implicit',
    reads: [['2026-11-01', [{ ...jo, assignment: 'unassigned' }], facts({ implicitAssignment: true })]],
    is: { entitlement: 'unknown', entitlementReason: 'implicit_assignment' },
  },
  {
    name: 'the app is switched off',
    reads: [['2026-11-01', [{ ...jo, assignment: 'assigned' }], facts({ appEnabled: false })]],
    is: { entitlement: 'app_disabled' },
  },
  {
    name: 'a newer read switches it on again',
    reads: [
      ['2026-11-01', [jo], facts({ appEnabled: false })],
      ['2026-11-02', [{ ...jo, assignment: 'assigned' }], facts({ appEnabled: true })],
      ['2026-11-03', [{ ...jo, assignment: 'assigned' }]],
    ],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'an assignment suspended',
    reads: [['2026-11-01', [{ ...jo, assignment: 'suspended' }]]],
    is: { entitlement: 'suspended', revokedAt: null },
  },
  {
    name: 'an assignment status that is not understood',
    reads: [['2026-11-01', [{ ...jo, assignment: 'unknown' }]]],
    is: { entitlement: 'unknown', entitlementReason: 'assignment_status_unknown' },
  },
  {
    name: 'deactivated wins over assigned',
    reads: [['2026-11-01', [{ ...jo, status: 'deactivated', assignment: 'assigned' }]]],
    is: { entitlement: 'deactivated', revokedAt: null, revokedAtBasis: 'unknown' },
  },
  {
    name: 'the date of a deactivation is when the right ended',
    reads: [['2026-11-01', [{ ...jo, status: 'deactivated', statusChangedAt: changed }]]],
    is: { revokedAt: changed.at, revokedAtDateOnly: true, revokedAtBasis: 'status_changed' },
  },
  {
    name: 'a status date of somebody still active dates nothing',
    reads: [['2026-11-01', [{ ...jo, assignment: 'unassigned', statusChangedAt: changed }]]],
    is: { entitlement: 'unassigned', revokedAt: null, revokedAtBasis: 'unknown' },
  },
  {
    name: 'a later file without the date keeps it',
    reads: [
      ['2026-11-01', [{ ...jo, status: 'deactivated', statusChangedAt: changed }]],
      ['2026-11-02', [{ ...jo, status: 'deactivated' }]],
    ],
    is: { revokedAt: changed.at },
  },
  {
    name: 'a date from before a return dates nothing',
    reads: [
      ['2026-11-01', [{ ...jo, status: 'deactivated', statusChangedAt: changed }]],
      ['2026-11-02', [{ ...jo, status: 'active' }]],
      ['2026-11-03', [{ ...jo, status: 'deactivated' }]],
    ],
    is: { entitlement: 'deactivated', revokedAt: null },
  },
  {
    name: 'suspended',
    reads: [['2026-11-01', [{ ...jo, status: 'suspended', statusChangedAt: changed }]]],
    is: { entitlement: 'suspended', revokedAt: changed.at },
  },
  {
    name: 'staged is a pre-hire',
    reads: [['2026-11-01', [{ ...jo, status: 'staged', assignment: 'assigned' }]]],
    is: { entitlement: 'unknown', entitlementReason: 'pre_hire' },
  },
  {
    name: 'an unknown status stays unknown',
    reads: [['2026-11-01', [{ ...jo, status: 'unknown', statusRaw: 'ODD', assignment: 'assigned' }]]],
    is: { entitlement: 'unknown', entitlementReason: 'status_unknown' },
  },
  {
    name: 'active again after a deactivation, whatever the order of imports',
    reads: [
      ['2026-11-02', [{ ...jo, assignment: 'assigned' }]],
      ['2026-11-01', [{ ...jo, status: 'deactivated' }]],
    ],
    is: { entitlement: 'assigned', asOf: date('2026-11-02') },
  },
  {
    name: 'two reads of one moment disagree on the status',
    reads: [
      ['2026-11-01', [jo], { snapshotId: 'a' }],
      ['2026-11-01', [{ ...jo, status: 'deactivated' }], { snapshotId: 'b' }],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'conflicting_reads' },
  },
  {
    name: 'two rows of one read disagree on the status',
    reads: [['2026-11-01', [jo, { ...jo, status: 'deactivated' }]]],
    is: { entitlement: 'unknown', entitlementReason: 'conflicting_reads' },
  },
  {
    name: 'two reads of one moment disagree on the assignment',
    reads: [['2026-11-01', [{ ...jo, assignment: 'unassigned' }]]],
    lists: [['2026-11-01', [{ login: 'jo@acme.com' }]]],
    is: { entitlement: 'unknown', entitlementReason: 'conflicting_reads', assignment: 'unknown' },
  },
  {
    name: 'of two reads of one moment the one without a status says nothing against the other',
    reads: [
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }], { snapshotId: 'a' }],
      ['2026-11-01', [{ ...jo, status: 'unknown', statusRaw: null }], { snapshotId: 'b' }],
    ],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'gone from one complete read: vanished, which is not deleted',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'vanished', present: false, asOf: date('2026-11-02') },
  },
  {
    name: 'gone from a second one of the same day: still vanished',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
      ['2026-11-02', [sam], { asOf: '2026-11-02T20:00:00.000Z', snapshotId: 'evening' }],
    ],
    is: { entitlementReason: 'vanished' },
  },
  {
    name: 'vanished while an assigned list as new shows them: the reads disagree',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
    ],
    lists: [['2026-11-02', [{ identityId: '1' }, { identityId: '9' }]]],
    is: { entitlement: 'unknown', entitlementReason: 'conflicting_reads', assignment: 'assigned' },
  },
  {
    name: 'gone from two, while an assigned list as new shows them: the reads disagree all the same',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
      ['2026-11-03', [sam]],
    ],
    lists: [['2026-11-03', [{ identityId: '1' }, { identityId: '9' }]]],
    is: { entitlementReason: 'conflicting_reads' },
  },
  {
    name: 'vanished, and an assigned list from before says nothing of it',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-03', [sam]],
    ],
    lists: [['2026-11-02', [{ identityId: '1' }, { identityId: '9' }]]],
    is: { entitlementReason: 'vanished', assignment: 'assigned' },
  },
  {
    name: 'vanished, and a complete assigned list as new agrees: deleted',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
    ],
    lists: [['2026-11-02', [{ identityId: '9' }]]],
    is: { entitlement: 'deleted', present: false },
  },
  {
    name: 'vanished, and the list that lacks them matches nobody: still vanished',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
    ],
    lists: [['2026-11-02', [{ login: 'corp\\sam' }]]],
    is: { entitlementReason: 'vanished' },
  },
  {
    name: 'vanished, and an incomplete list lacks them: still vanished',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
    ],
    lists: [['2026-11-02', [{ identityId: '9' }], { completeness: 'unknown' }]],
    is: { entitlementReason: 'vanished' },
  },
  {
    name: 'there again: nothing of it is left',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
      ['2026-11-03', [{ ...jo, assignment: 'assigned' }, sam]],
    ],
    is: { entitlement: 'assigned', present: true },
  },
  {
    name: 'suspended, then gone: maybe on leave as before',
    reads: [
      ['2026-11-01', [{ ...jo, status: 'suspended' }, sam]],
      ['2026-11-02', [sam]],
    ],
    is: { entitlement: 'suspended', present: false },
  },
  {
    name: 'ended by an event that the row names, then gone: deleted',
    reads: [
      [
        '2026-11-01',
        [
          {
            ...jo,
            status: 'deactivated',
            revoked: { at: date('2026-10-30'), by: null, id: 'e1', type: 'user.lifecycle.delete' },
          },
          sam,
        ],
      ],
      ['2026-11-02', [sam]],
    ],
    is: { entitlement: 'deleted' },
  },
  {
    name: 'a row that speaks against its own status',
    reads: [
      [
        '2026-11-01',
        [
          {
            ...jo,
            status: 'unknown',
            statusRaw: 'True',
            contradiction: 'Leave date says 2026-10-01',
            assignment: 'assigned',
          },
        ],
      ],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'status_contradictory' },
  },
  {
    name: 'beside a read of the same moment that says otherwise',
    reads: [
      ['2026-11-01', [{ ...jo, status: 'unknown', statusRaw: null, contradiction: 'Archived says yes' }]],
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }], { snapshotId: 'other' }],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'conflicting_reads' },
  },
  {
    name: 'gone from two complete reads a day apart: deleted',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam]],
      ['2026-11-03', [sam]],
    ],
    is: { entitlement: 'deleted', present: false, asOf: date('2026-11-03'), revokedAt: null },
  },
  {
    name: 'deactivated, then gone: the right ended with the deactivation',
    reads: [
      ['2026-11-01', [{ ...jo, status: 'deactivated', statusChangedAt: changed }, sam]],
      ['2026-11-02', [sam]],
    ],
    is: { entitlement: 'deleted', revokedAt: changed.at },
  },
  {
    name: 'gone from one complete list of active people: vanished',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam], { filter: 'active' }],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'vanished', asOf: date('2026-11-02') },
  },
  {
    name: 'gone from two complete lists of active people: may be leave',
    reads: [
      ['2026-11-01', [jo, sam]],
      ['2026-11-02', [sam], { filter: 'active' }],
      ['2026-11-03', [sam], { filter: 'active' }],
    ],
    is: { entitlement: 'deactivated', entitlementReason: 'gone_from_active_list', asOf: date('2026-11-03') },
  },
  {
    name: 'a list of active people has to lack a deactivated one',
    reads: [
      ['2026-11-01', [{ ...jo, status: 'deactivated' }, sam], { filter: 'all' }],
      ['2026-11-02', [sam], { filter: 'active' }],
    ],
    is: { entitlement: 'deactivated', entitlementReason: null, present: true, asOf: date('2026-11-02') },
  },
  {
    name: 'gone from a read of unknown completeness: the older row stands, with its own date',
    reads: [
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }, sam]],
      ['2026-11-02', [sam], { completeness: 'unknown' }],
    ],
    is: { entitlement: 'assigned', present: true, asOf: date('2026-11-01') },
  },
  {
    name: 'gone from a read with a refused row: the older row stands',
    reads: [
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }, sam]],
      ['2026-11-02', [sam], { rowsRefused: 1 }],
    ],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'gone from a held read: nothing',
    reads: [
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }, sam]],
      ['2026-11-02', [sam], { state: 'held' }],
    ],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'a complete read of another directory says nothing',
    reads: [
      ['2026-11-01', [{ ...jo, assignment: 'assigned' }, sam]],
      ['2026-11-02', [sam], { directory: 'entra' }],
    ],
    is: { entitlement: 'assigned' },
  },
  {
    name: 'gone while a new identity has the same name',
    reads: [
      ['2026-11-01', [{ ...jo, name: 'Jo Doe' }, sam]],
      ['2026-11-02', [{ identityId: '2', login: 'jdoe@acme.com', name: 'Doe, Jo' }, sam]],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'identity_maybe_renamed', present: false },
  },
  {
    name: 'gone from the active list while a new identity has the same employee id',
    reads: [
      ['2026-11-01', [{ ...jo, employeeId: 'E7' }, sam]],
      ['2026-11-02', [{ identityId: '2', login: 'jdoe@acme.com', employeeId: 'E7' }, sam], { filter: 'active' }],
    ],
    is: { entitlement: 'unknown', entitlementReason: 'identity_maybe_renamed' },
  },
  {
    name: 'a namesake who was there before is no rename',
    reads: [
      [
        '2026-11-01',
        [
          { ...jo, name: 'Jo Doe' },
          { identityId: '2', login: 'jdoe@acme.com', name: 'Jo Doe' },
        ],
      ],
      ['2026-11-02', [{ identityId: '2', login: 'jdoe@acme.com', name: 'Jo Doe' }]],
    ],
    is: { entitlementReason: 'vanished' },
  },
];

describe('entitlement of an identity', () => {
  test.each(CASES)('$name', ({ reads, lists = [], is }) => {
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
