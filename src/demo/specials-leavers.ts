import { fine, HALDEN, is, type Person } from './roster.ts';

/** People who left, or seem to have. */
export const LEAVERS: readonly Person[] = [
  {
    given: 'Henrik',
    family: 'Aldane',
    department: 'Sales',
    okta: [{ status: 'DEPROVISIONED', since: 52 }],
    accounts: [
      {
        seen: 'AAA',
        used: 9,
        answer: is(
          'leaver_active',
          'identity_deactivated',
          'linked',
          'Left on {52}; Okta deactivated, Clari forgotten, and the account was still used on {9}.',
        ),
      },
    ],
  },
  {
    given: 'Beatriz',
    family: 'Salgueiro',
    department: 'Customer Success',
    okta: [{ status: 'DEPROVISIONED', since: { days: 1, at: '17:30' } }],
    accounts: [
      {
        seen: 'AAA',
        used: 3,
        answer: is(
          'leaver_active',
          'identity_deactivated',
          'linked',
          'Left on {1}, half an hour after the newest Clari export was taken: only a fresh one tells how it stands.',
        ),
      },
    ],
  },
  {
    given: 'Callum',
    family: 'Reith',
    department: 'Sales Engineering',
    okta: [{ status: 'ACTIVE', since: 410, login: `ext-reith@${HALDEN}`, contractor: true, only: 'okta1' }],
    accounts: [
      {
        seen: 'AAA',
        used: 30,
        answer: is(
          'leaver_active',
          'identity_deleted',
          'linked',
          'Contractor whose Okta record was there on {34} and is gone from the complete download of {1}.',
        ),
      },
    ],
  },
  {
    given: 'Ingrid',
    family: 'Tveit',
    department: 'Sales',
    okta: [{ status: 'SUSPENDED', since: 63 }],
    accounts: [
      {
        seen: 'AAA',
        used: 66,
        answer: is(
          'leaver_active',
          'suspended_maybe_leave',
          'linked',
          'Suspended in Okta since {63}, the day her parental leave began: HR knows, the directory does not.',
        ),
      },
    ],
  },
  {
    given: 'Wei-Lin',
    family: 'Zhao',
    department: 'Sales',
    okta: [{ status: 'SUSPENDED', since: 42 }],
    accounts: [
      {
        seen: 'AII',
        used: 44,
        answer: is(
          'inactive',
          'account_inactive',
          'linked',
          'On sabbatical since {42}; the Clari account was closed too.',
        ),
      },
    ],
  },
  {
    given: 'Thandiwe',
    family: 'Mokoena',
    department: 'Customer Success',
    okta: [{ status: 'ACTIVE', since: 900, clari: 'ACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        used: 71,
        answer: fine('On leave and not seen for weeks, but Okta keeps her active and assigned.'),
      },
    ],
  },
  {
    given: 'Dorothea',
    family: 'Klamm',
    department: 'Sales',
    entra: [{ enabled: false }],
    accounts: [
      {
        seen: 'AAA',
        used: 45,
        answer: is(
          'leaver_active',
          'identity_deactivated',
          'linked',
          'Disabled in Entra ID; the download does not say since when, the Clari account is open.',
        ),
      },
    ],
  },
  {
    given: 'Ruben',
    family: 'Castellanos',
    department: 'Sales',
    okta: [{ status: 'DEPROVISIONED', since: 43 }],
    entra: [{ enabled: false }],
    accounts: [
      {
        seen: 'AAA',
        used: 45,
        answer: is(
          'leaver_active',
          'identity_deactivated',
          'linked',
          'One person in both directories: out of Okta on {43} and disabled in Entra ID as well.',
        ),
      },
    ],
  },
  {
    given: 'Anders',
    family: 'Moensted',
    department: 'Revenue Operations',
    okta: [{ status: 'DEPROVISIONED', since: 19 }],
    entra: [{ enabled: true, type: 'Guest', mail: `anders.moensted@${HALDEN}`, clari: true }],
    accounts: [
      {
        seen: 'AAA',
        used: 20,
        answer: is(
          'leaver_active',
          'identity_deactivated',
          'linked',
          'Left on {19}; his guest record at Brightwater lives on, but a guest follows its home directory.',
        ),
      },
    ],
  },
  {
    given: 'Edda',
    family: 'Lindholm',
    department: 'Marketing',
    okta: [{ status: 'DEPROVISIONED', since: 36 }],
    accounts: [
      {
        seen: 'A--',
        used: 38,
        answer: is(
          'inactive',
          'account_absent',
          'linked',
          'Left on {36}; the complete exports since {14} no longer list the account.',
        ),
      },
    ],
  },
  {
    given: 'Jasper',
    family: 'Thole',
    department: 'Sales',
    accounts: [
      {
        seen: 'III',
        used: 300,
        answer: is(
          'inactive',
          'account_inactive',
          'unmatched',
          'Left years ago, in no directory any more; the account is closed.',
        ),
      },
    ],
  },
];
