import { CLOSED, fine, GONE, HALDEN, is, type Person, person } from './roster.ts';

const ADMIN = 'Noor Haddad';

/** People whose accounts somebody says they closed. */
export const RECORDED_WORK: readonly Person[] = [
  person('Priya', 'Venkataraman', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 40 }],
    accounts: [
      {
        seen: 'AAA',
        used: 41,
        claim: { by: ADMIN, performed: 16, ticket: 'IT-4821', recordedAfter: 'okta1' },
        answer: is(
          ['contradicted', 'active_after_recorded_deactivation', 'linked'],
          'Recorded as deactivated on {16}, yet the exports of {14} and {1} show the account active.',
        ),
      },
    ],
  }),
  person('Lukas', 'Dornbusch', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 44 }],
    accounts: [
      {
        seen: 'AIA',
        used: 46,
        claim: { by: ADMIN, performed: 24, ticket: 'IT-4790', recordedAfter: 'okta1' },
        answer: is(
          ['reappeared', 'active_after_confirmed_deactivation', 'linked'],
          'Closed on {24} and confirmed by the export of {14}; active again on {1} although he left on {44}.',
        ),
      },
    ],
  }),
  person('Esther', 'Oyelaran', 'Customer Success', {
    okta: [{ status: 'DEPROVISIONED', since: 6 }],
    accounts: [
      {
        seen: 'AAA',
        used: 7,
        claim: {
          by: ADMIN,
          performed: { days: 1, at: '20:15' },
          ticket: 'IT-4903',
          recordedAfter: 'oktaAssignments',
        },
        answer: is(
          ['awaiting_verification', 'recorded_not_yet_verified', 'linked'],
          'Left on {6} and recorded as deactivated on {1}, after the newest export: the next one settles it.',
        ),
      },
    ],
  }),
  person('Tomasz', 'Wierzba', 'Sales Engineering', {
    okta: [{ status: 'DEPROVISIONED', since: 38 }],
    accounts: [
      {
        seen: 'AII',
        used: 40,
        claim: { by: ADMIN, performed: 20, ticket: 'IT-4811', recordedAfter: 'okta1' },
        answer: is(CLOSED, 'Left on {38}, closed on {20}, confirmed by the export of {14}.'),
      },
    ],
  }),
  person('Camille', 'Fontenoy', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 37 }],
    accounts: [
      {
        seen: 'AII',
        used: 39,
        claim: { by: 'Teo Marangoni', performed: 18, recorded: 13, ticket: 'IT-4815', recordedAfter: 'users2' },
        answer: is(
          CLOSED,
          'Closed on {18} but written down only on {13}, when the export of {14} had already shown it.',
        ),
      },
    ],
  }),
  person('Gustav', 'Rhode', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 39 }],
    accounts: [
      {
        seen: 'AA-',
        used: 41,
        claim: { by: ADMIN, performed: 5, ticket: 'IT-4877', recordedAfter: 'users2' },
        answer: is(GONE, 'Closed on {5}; the complete export of {1} no longer lists the account, which confirms it.'),
      },
    ],
  }),
  person('Mats', 'Holmgren', 'Sales', {
    okta: [
      { status: 'DEPROVISIONED', since: 210 },
      {
        status: 'ACTIVE',
        since: 12,
        login: `mats.holmgren2@${HALDEN}`,
        email: `mats.holmgren@${HALDEN}`,
        only: 'okta2',
        clari: 'ACTIVE',
      },
    ],
    accounts: [
      {
        seen: 'AIA',
        claim: { by: ADMIN, performed: 23, ticket: 'IT-4793', recordedAfter: 'okta1' },
        answer: fine('Left, closed on {23}, hired again on {12}: the second Okta record has the same employee number.'),
      },
    ],
  }),
];
