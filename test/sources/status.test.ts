import { describe, expect, test } from 'vitest';
import { assignmentStatus } from '../../src/sources/assignment-status.ts';
import { clariStatus } from '../../src/sources/clari-user-reader.ts';
import { directoryStatus, personKindOf } from '../../src/sources/directory-status.ts';
import { asksOpposite } from '../../src/sources/status-words.ts';

describe('status of a Clari account', () => {
  test.each(['active', 'Active', ' ENABLED ', 'true', 'Yes', '1'])('%s is active', (raw) => {
    expect(clariStatus(raw)).toBe('active');
  });
  test.each(['inactive', 'Deactivated', 'disabled', 'Suspended', 'FALSE', 'no', '0', 'deleted', 'terminated'])(
    '%s is inactive',
    (raw) => {
      expect(clariStatus(raw)).toBe('inactive');
    },
  );
  test.each(['', 'Invited', 'pending', 'Locked', 'Active (pending)', 'y', 'DEPROVISIONED', 'not active', '2', 'aktiv'])(
    '%j is unknown',
    (raw) => {
      expect(clariStatus(raw)).toBe('unknown');
    },
  );
  test.each([
    ['yes', 'inactive'],
    ['TRUE', 'inactive'],
    ['no', 'active'],
    ['0', 'active'],
    ['', 'unknown'],
    ['Inactive', 'unknown'],
    ['2026-03-01', 'unknown'],
  ])('under a header that asks the opposite, %j is %s', (raw, status) => {
    expect(clariStatus(raw, true)).toBe(status);
  });
  test.each([
    ['Deactivated', true],
    ['Is Disabled', true],
    ['Block credential', true],
    ['Status', false],
    ['Active', false],
    ['accountEnabled', false],
  ])('%s asks the opposite: %s', (header, opposite) => {
    expect(asksOpposite(header)).toBe(opposite);
  });
});

describe('status in a directory', () => {
  test.each([
    ['ACTIVE', 'active'],
    ['PROVISIONED', 'active'],
    ['RECOVERY', 'active'],
    ['PASSWORD_EXPIRED', 'active'],
    ['LOCKED_OUT', 'active'],
    ['Password reset', 'active'],
    ['Locked out', 'active'],
    ['Pending user action', 'active'],
    ['SUSPENDED', 'suspended'],
    ['DEPROVISIONED', 'deactivated'],
    ['Deactivated', 'deactivated'],
    ['STAGED', 'staged'],
    ['True', 'active'],
    ['FALSE', 'deactivated'],
    ['enabled', 'active'],
    ['Disabled', 'deactivated'],
    ['inactive', 'deactivated'],
    ['terminated', 'deactivated'],
    ['soft-deleted', 'deleted'],
    ['Deleted', 'deleted'],
    ['ACTIVATING', 'unknown'],
    ['On leave', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (raw, status) => {
    expect(directoryStatus(raw)).toBe(status);
  });
  test.each([
    ['True', 'Block credential', 'deactivated'],
    ['False', 'Block credential', 'active'],
    ['yes', 'Suspended', 'suspended'],
    ['no', 'Suspended', 'active'],
    ['', 'Disabled', 'unknown'],
  ])('%s under %s is %s', (raw, header, status) => {
    expect(directoryStatus(raw, header)).toBe(status);
  });
});

describe('status of an assignment', () => {
  test.each([
    ['ACTIVE', 'assigned'],
    ['PROVISIONED', 'assigned'],
    ['yes', 'assigned'],
    ['true', 'assigned'],
    ['Assigned', 'assigned'],
    ['DEPROVISIONED', 'unassigned'],
    ['INACTIVE', 'unassigned'],
    ['REVOKED', 'unassigned'],
    ['UNASSIGNED', 'unassigned'],
    ['no', 'unassigned'],
    ['SUSPENDED', 'suspended'],
    ['PENDING', 'unknown'],
    ['APPROVED', 'unknown'],
    ['STAGED', 'unknown'],
    ['IMPLICIT', 'unknown'],
    ['IMPORTED', 'unknown'],
    ['MATCHED', 'unknown'],
    ['whatever', 'unknown'],
  ])('%s is %s', (raw, status) => {
    expect(assignmentStatus(raw)).toBe(status);
  });
});

describe('what sort of identity it is', () => {
  test.each([
    [['Member'], 'person'],
    [['Member', 'SharedMailbox'], 'not_person'],
    [['RoomMailbox'], 'not_person'],
    [['Guest'], 'guest'],
    [['Guest', 'GuestMailUser'], 'guest'],
    [['Service Account'], 'not_person'],
    [['System'], 'not_person'],
    [['Customer Service'], 'unknown'],
    [['Employee'], 'person'],
    [['Contractor'], 'person'],
    [['', ''], 'unknown'],
    [[], 'unknown'],
  ])('%j is %s', (types, kind) => {
    expect(personKindOf(types)).toBe(kind);
  });
});
