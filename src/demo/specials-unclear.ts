import { fine, HALDEN, is, type Person } from './roster.ts';

const SHARED = 'bench-team@quillstone.example';

/** Accounts whose owner, or whose owner's right, is not certain. */
export const UNCLEAR: readonly Person[] = [
  {
    given: 'Márta',
    family: 'Kovács',
    department: 'Sales',
    okta: [{ status: 'DEPROVISIONED', since: 58 }],
    accounts: [
      {
        seen: 'AAA',
        email: 'marta.k@postbox.example',
        name: 'Marta Kovacs',
        used: 60,
        answer: is(
          'needs_review',
          'candidates_not_certain',
          'disputed',
          'Private address; only the name points to a colleague who left on {58}, and a name proves nothing.',
        ),
      },
    ],
  },
  {
    given: 'Anneke',
    family: 'de Wit',
    department: 'Revenue Operations',
    okta: [{ status: 'DEPROVISIONED', since: 47 }],
    accounts: [
      {
        seen: 'III',
        used: 49,
        answer: is('inactive', 'account_inactive', 'linked', 'Left on {47}; this account of hers was closed.'),
      },
      {
        seen: 'AAA',
        email: `anneke.dewit+sandbox@${HALDEN}`,
        used: 50,
        answer: is(
          'needs_review',
          'candidates_not_certain',
          'disputed',
          'A plus-tagged second account, probably of the administrator who left on {47}: a person decides.',
        ),
      },
    ],
  },
  {
    given: 'Jonas',
    family: 'Keller',
    department: 'Sales',
    okta: [{ status: 'ACTIVE', since: 1500, clari: 'ACTIVE' }],
    accounts: [
      { seen: 'AAA', answer: fine('One of two colleagues named Jonas Keller; the e-mail tells them apart.') },
      {
        seen: 'AAA',
        email: 'jonas.k@postbox.example',
        answer: is(
          'needs_review',
          'candidates_not_certain',
          'disputed',
          'Private address and the name of two colleagues: ambiguity picks no winner.',
        ),
      },
    ],
  },
  {
    given: 'Jonas',
    family: 'Keller',
    department: 'Customer Success',
    okta: [{ status: 'ACTIVE', since: 640, login: `jonas.keller.cs@${HALDEN}`, clari: 'ACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        answer: fine('The other Jonas Keller; the e-mail tells them apart.'),
      },
    ],
  },
  {
    given: 'Chiara',
    family: 'Rossini',
    department: 'Operations',
    okta: [
      {
        status: 'ACTIVE',
        since: 220,
        login: `ext-rossini@${HALDEN}`,
        email: SHARED,
        contractor: true,
        clari: 'ACTIVE',
      },
    ],
  },
  {
    given: 'Emmerich',
    family: 'Bauer',
    department: 'Operations',
    okta: [
      { status: 'ACTIVE', since: 220, login: `ext-bauer@${HALDEN}`, email: SHARED, contractor: true, clari: 'ACTIVE' },
    ],
    accounts: [
      {
        seen: 'AAA',
        name: 'Bench Team',
        answer: is(
          'needs_review',
          null,
          'disputed',
          'Two contractors bear this one address in Okta: which of them owns the account?',
        ),
      },
    ],
  },
  {
    given: 'Nora',
    family: 'Ashby',
    department: 'Sales',
    okta: [{ status: 'ACTIVE', since: 800, second: `nora.vik@${HALDEN}`, clari: 'ACTIVE' }],
    accounts: [
      { seen: '--A', crm: 'nora', answer: fine('Renamed; her new account appeared when the old one went.') },
      {
        seen: 'AA-',
        crm: 'nora',
        email: `nora.vik@${HALDEN}`,
        name: 'Nora Vik',
        used: 15,
        answer: is(
          'needs_review',
          'account_maybe_renamed',
          'linked',
          'Gone from the export of {1}, in which a new account of the same Salesforce user appeared: closed, or renamed?',
        ),
      },
    ],
  },
  {
    given: 'Marcus',
    family: 'Feldt',
    department: 'Product',
    okta: [{ status: 'ACTIVE', since: 1100 }],
    accounts: [
      {
        seen: 'AAA',
        used: 17,
        answer: is(
          'unassigned_active',
          'assignment_gone',
          'linked',
          'Moved from Sales to Product; no longer assigned to Clari in Okta.',
        ),
      },
    ],
  },
  {
    given: 'Linnea',
    family: 'Strandberg',
    department: 'Marketing',
    okta: [{ status: 'ACTIVE', since: 980, clari: 'INACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        used: 52,
        answer: is(
          'unassigned_active',
          'assignment_gone',
          'linked',
          'Works here; her Clari assignment in Okta is INACTIVE.',
        ),
      },
    ],
  },
];
