import { describe, expect, test } from 'vitest';
import { headerSense } from '../../../src/sources/senses/header-sense.ts';

describe('what a yes means under a header', () => {
  test.each([
    ['accountEnabled', 'active'],
    ['Active (Y/N)', 'active'],
    ['IsActive', 'active'],
    ['ISACTIVE', 'active'],
    ['Active?', 'active'],
    ['Currently Active', 'active'],
    ['Current employee', 'active'],
    ['Sign-in allowed', 'active'],
    ['Not disabled', 'active'],
    ['Konto aktiv', 'active'],
    ['Compte actif', 'active'],
    ['Account status [accountEnabled]', 'active'],
    ['Block sign in (Yes/No) [accountEnabled] Required', 'deactivated'],
    ['Block credential', 'deactivated'],
    ['Sign-in blocked', 'deactivated'],
    ['Archived', 'deactivated'],
    ['Leaver', 'deactivated'],
    ['Is Leaver?', 'deactivated'],
    ['Left', 'deactivated'],
    ['Has left the company', 'deactivated'],
    ['Former employee', 'deactivated'],
    ['Not active', 'deactivated'],
    ['No longer active', 'deactivated'],
    ['DISABLED', 'deactivated'],
    ['is_inactive', 'deactivated'],
    ['Terminated', 'deactivated'],
    ['Ausgetreten (ja/nein)', 'deactivated'],
    ['Konto deaktiviert', 'deactivated'],
    ['Gesperrt', 'deactivated'],
    ['Compte désactivé', 'deactivated'],
    ['isDeleted', 'deleted'],
    ['Soft deleted', 'deleted'],
    ['Gelöscht', 'deleted'],
    ['Supprimé', 'deleted'],
    ['Suspended', 'suspended'],
    ['Locked', 'suspended'],
    ['State (1 = active, 0 = left)', 'active'],
    ['Flag (Y=leaver, N=current employee)', 'deactivated'],
  ])('%s: %s', (header, yes) => {
    expect(headerSense(header)).toMatchObject({ yes, certain: true });
  });

  test.each(['Enabled/Disabled', 'Status (Active/Inactive)', 'Active or archived', 'Aktiv/Inaktiv'])(
    '%s names both ends, so a yes could be either',
    (header) => {
      expect(headerSense(header)).toMatchObject({ yes: null, no: null });
    },
  );

  test.each(['Status', 'Status [READ ONLY]', 'Flag', 'State', 'Employment Status', 'Active Directory path', ''])(
    '%s does not say',
    (header) => {
      expect(headerSense(header).yes).toBeNull();
    },
  );

  test.each(['MFA enabled', 'DirSyncEnabled', 'Last Active', 'Days left', 'Mailbox disabled protocols'])(
    '%s is about something else, unless a person says otherwise',
    (header) => {
      expect(headerSense(header).certain).toBe(false);
    },
  );

  test('who has not activated an account yet is no leaver, and who has may be suspended since', () => {
    expect(headerSense('activated')).toMatchObject({ yes: 'active', no: 'staged', weakYes: true });
  });

  test.each([
    ['Archived', true],
    ['Suspended', true],
    ['isDeleted', true],
    ['Disabled', false],
    ['Block credential', false],
  ])('a no under %s leaves other ends possible: %s', (header, weakNo) => {
    expect(headerSense(header)).toMatchObject({ no: 'active', weakNo });
  });
});
