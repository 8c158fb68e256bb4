import { describe, expect, test } from 'vitest';
import { oktaUser } from '../../../src/sources/okta/users.ts';

const NOW = '2026-11-24T12:00:00.000Z';

function user(profile: Readonly<Record<string, unknown>>, status = 'ACTIVE') {
  const login = 'mona.vik@example.com';
  return oktaUser({ id: '00umona', status, profile: { login, email: login, ...profile } }, NOW);
}

describe('an attribute that says when somebody left', () => {
  test.each([
    'terminationDate',
    'termination_date',
    'employmentEndDate',
    'endDate',
    'leaveDate',
    'lastDayOfWork',
    'accountExpires',
    'Austrittsdatum',
    'date_de_depart',
  ])('%s', (name) => {
    expect(user({ [name]: '2026-10-31' })).toMatchObject({
      status: 'unknown',
      statusRaw: 'ACTIVE',
      contradiction: `${name} 2026-10-31`,
      leavesOn: null,
    });
    expect(user({ [name]: '2027-01-31' })).toMatchObject({
      status: 'active',
      contradiction: null,
      leavesOn: { at: '2027-01-31T00:00:00.000Z', dateOnly: true },
    });
  });

  test.each(['startDate', 'hireDate', 'birthDate', 'visaEndDateNote', 'resignationDate'])(
    '%s says nothing of it',
    (name) => {
      expect(user({ [name]: '2026-10-31' })).toMatchObject({ status: 'active', contradiction: null, leavesOn: null });
    },
  );

  test('of two the one that ends first counts', () => {
    expect(user({ endDate: '2027-06-30', terminationDate: '2026-10-01' })?.contradiction).toBe(
      'terminationDate 2026-10-01',
    );
  });

  test.each(['DEPROVISIONED', 'SUSPENDED'])('%s stays what it is', (status) => {
    expect(user({ endDate: '2026-10-01' }, status)).toMatchObject({ contradiction: null, leavesOn: null });
    expect(user({ endDate: '2026-10-01' }, status)?.status).not.toBe('unknown');
  });
});

describe('an employee id that is none', () => {
  test.each(['#N/A', 'N/A', '0000', '(none)', ' '])('%j', (value) => {
    expect(user({ employeeNumber: value })?.employeeId ?? null).toBeNull();
  });

  test('a number and a text of twenty digits are', () => {
    expect(user({ employeeNumber: 4711 })?.employeeId).toBe('4711');
    expect(user({ employeeNumber: '12345678901234567890' })?.employeeId).toBe('12345678901234567890');
  });
});
