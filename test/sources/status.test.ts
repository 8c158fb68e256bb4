import { describe, expect, test } from 'vitest';
import { assignmentStatus } from '../../src/sources/cells/assignment-status.ts';
import { directoryStatus, personKindOf } from '../../src/sources/cells/directory-status.ts';
import { accountWord, personWord } from '../../src/sources/senses/vocabulary.ts';

describe('words of a status', () => {
  test.each([
    ['ACTIVE', 'active'],
    ['enabled', 'active'],
    ['Aktiv', 'active'],
    ['Activé', 'active'],
    ['Unactivated', 'staged'],
    ['Suspendu', 'suspended'],
    ['Deactivated', 'deactivated'],
    ['Disabled', 'deactivated'],
    ['inactive', 'deactivated'],
    ['Not active', 'deactivated'],
    ['terminated', 'deactivated'],
    ['Archived', 'deactivated'],
    ['Ausgetreten', 'deactivated'],
    ['gesperrt', 'deactivated'],
    ['Désactivée', 'deactivated'],
    ['parti', 'deactivated'],
    ['soft-deleted', 'deleted'],
    ['Gelöscht', 'deleted'],
    ['supprimé', 'deleted'],
    ['ACTIVATING', null],
    ['On leave', null],
    ['Locked', null],
    ['OK', null],
    ['Invited', null],
    // What a yes means only a header says.
    ['True', null],
    ['1', null],
    ['', null],
  ])('%s is %s', (raw, status) => {
    expect(personWord(raw)).toBe(status);
    expect(accountWord(raw)).toBe(status);
  });

  test.each([
    ['PROVISIONED', 'active'],
    ['RECOVERY', 'active'],
    ['PASSWORD_EXPIRED', 'active'],
    ['LOCKED_OUT', 'active'],
    ['Password reset', 'active'],
    ['Pending user action', 'active'],
    ['bypass', 'active'],
    ['DEPROVISIONED', 'deactivated'],
  ])('%s of an identity provider is %s there, and nothing that is known of an account', (raw, status) => {
    expect(directoryStatus(raw)).toBe(status);
    expect(accountWord(raw)).toBeNull();
  });

  test('a word that nobody documented is unknown', () => {
    expect(directoryStatus('ACTIVATING')).toBe('unknown');
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
