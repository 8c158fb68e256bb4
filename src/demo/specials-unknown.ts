import { HALDEN, is, type Person, person } from './roster.ts';

/** People of whom a premise is missing: no accusation, and no all-clear either. */
export const UNKNOWN: readonly Person[] = [
  person('Emil', 'Sandoval', 'Sales', {
    okta: [{ status: 'STAGED', since: 8, only: 'okta2', clari: 'ACTIVE' }],
    accounts: [
      {
        seen: '--A',
        used: null,
        answer: is(
          ['inconclusive', 'pre_hire', 'linked'],
          'Starts next month: staged in Okta, yet Clari already has him.',
        ),
      },
    ],
  }),
  person('Aoife', 'Brannigan', 'Customer Success', {
    okta: [{ status: 'DEPROVISIONED', since: 50 }],
    accounts: [
      {
        seen: 'AA?',
        used: 51,
        answer: is(
          ['inconclusive', 'account_status_unknown', 'linked'],
          'Left on {50}; the newest export has no status for her account.',
        ),
      },
    ],
  }),
  person('Kwame', 'Asante-Boadi', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 56 }],
    accounts: [
      {
        seen: 'AAX',
        used: 57,
        answer: is(
          ['inconclusive', 'account_status_conflicting', 'linked'],
          'Left on {56}; the newest export lists the account twice, once active and once inactive.',
        ),
      },
    ],
  }),
  person('Vikram', 'Rangan', 'Sales', {
    okta: [{ status: 'ACTIVATING', since: { days: 1, at: '17:50' }, clari: 'ACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        answer: is(
          ['inconclusive', 'identity_status_unknown', 'linked'],
          'Okta says ACTIVATING, a status that is neither in nor out.',
        ),
      },
    ],
  }),
  person('Zoë', 'Petridis', 'Marketing', {
    okta: [{ status: 'ACTIVE', since: 330, login: `zoe.petridis@${HALDEN}`, clari: 'PENDING' }],
    accounts: [
      {
        seen: 'AAA',
        answer: is(
          ['inconclusive', 'assignment_status_unknown', 'linked'],
          'Her Clari assignment in Okta is PENDING: neither given nor gone.',
        ),
      },
    ],
  }),
  person('Yara', 'Quist', 'Sales Engineering', {
    okta: [
      { status: 'ACTIVE', since: 260, login: `ext-quist@${HALDEN}`, contractor: true, only: 'okta1' },
      { status: 'ACTIVE', since: 11, only: 'okta2' },
    ],
    accounts: [
      {
        seen: 'AAA',
        answer: is(
          ['inconclusive', 'identity_maybe_renamed', 'linked'],
          'Her contractor record vanished from Okta as an employee record of the same name appeared: gone, or hired?',
        ),
      },
    ],
  }),
];
