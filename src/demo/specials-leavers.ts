import { CLOSED, fine, GONE, HALDEN, is, LEFT, type Person, person } from './roster.ts';

/** People who left, or seem to have. */
export const LEAVERS: readonly Person[] = [
  person('Henrik', 'Aldane', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 52 }],
    accounts: [
      {
        seen: 'AAA',
        used: 9,
        answer: is(LEFT, 'Left on {52}; Okta deactivated, Clari forgotten, and the account was still used on {9}.'),
      },
    ],
  }),
  person('Beatriz', 'Salgueiro', 'Customer Success', {
    okta: [{ status: 'DEPROVISIONED', since: { days: 1, at: '17:30' } }],
    accounts: [
      {
        seen: 'AAA',
        used: 3,
        answer: is(
          LEFT,
          'Left on {1}, half an hour after the newest Clari export was taken: only a fresh one tells how it stands.',
        ),
      },
    ],
  }),
  person('Callum', 'Reith', 'Sales Engineering', {
    okta: [{ status: 'ACTIVE', since: 410, login: `ext-reith@${HALDEN}`, contractor: true, only: 'okta1' }],
    accounts: [
      {
        seen: 'AAA',
        used: 30,
        answer: is(
          ['leaver_active', 'identity_deleted', 'linked'],
          'Contractor whose Okta record was there on {34} and is gone from the complete download of {1}.',
        ),
      },
    ],
  }),
  person('Ingrid', 'Tveit', 'Sales', {
    okta: [{ status: 'SUSPENDED', since: 63 }],
    accounts: [
      {
        seen: 'AAA',
        used: 66,
        answer: is(
          ['leaver_active', 'suspended_maybe_leave', 'linked'],
          'Suspended in Okta since {63}, the day her parental leave began: HR knows, the directory does not.',
        ),
      },
    ],
  }),
  person('Wei-Lin', 'Zhao', 'Sales', {
    okta: [{ status: 'SUSPENDED', since: 42 }],
    accounts: [
      { seen: 'AII', used: 44, answer: is(CLOSED, 'On sabbatical since {42}; the Clari account was closed too.') },
    ],
  }),
  person('Thandiwe', 'Mokoena', 'Customer Success', {
    okta: [{ status: 'ACTIVE', since: 900, clari: 'ACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        used: 71,
        answer: fine('On leave and not seen for weeks, but Okta keeps her active and assigned.'),
      },
    ],
  }),
  person('Dorothea', 'Klamm', 'Sales', {
    entra: [{ enabled: false }],
    accounts: [
      {
        seen: 'AAA',
        used: 45,
        answer: is(LEFT, 'Disabled in Entra ID; the download does not say since when, the Clari account is open.'),
      },
    ],
  }),
  person('Ruben', 'Castellanos', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 43 }],
    entra: [{ enabled: false }],
    accounts: [
      {
        seen: 'AAA',
        used: 45,
        answer: is(LEFT, 'One person in both directories: out of Okta on {43} and disabled in Entra ID as well.'),
      },
    ],
  }),
  person('Anders', 'Moensted', 'Revenue Operations', {
    okta: [{ status: 'DEPROVISIONED', since: 19 }],
    entra: [{ enabled: true, type: 'Guest', mail: `anders.moensted@${HALDEN}`, clari: true }],
    accounts: [
      {
        seen: 'AAA',
        used: 20,
        answer: is(
          LEFT,
          'Left on {19}; his guest record at Brightwater lives on, but a guest follows its home directory.',
        ),
      },
    ],
  }),
  person('Edda', 'Lindholm', 'Marketing', {
    okta: [{ status: 'DEPROVISIONED', since: 36 }],
    accounts: [
      {
        seen: 'A--',
        used: 38,
        answer: is(GONE, 'Left on {36}; the complete exports since {14} no longer list the account.'),
      },
    ],
  }),
  person('Jasper', 'Thole', 'Sales', {
    accounts: [
      {
        seen: 'III',
        used: 300,
        answer: is(
          ['inactive', 'account_inactive', 'unmatched'],
          'Left years ago, in no directory any more; the account is closed.',
        ),
      },
    ],
  }),
];
