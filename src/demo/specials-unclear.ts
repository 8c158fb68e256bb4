import { CLOSED, fine, HALDEN, is, type Person, person, UNASSIGNED, UNCERTAIN } from './roster.ts';

const SHARED = 'pilot-team@quillstone.example';

/** Accounts whose owner, or whose owner's right, is not certain. */
export const UNCLEAR: readonly Person[] = [
  person('Márta', 'Kovács', 'Sales', {
    okta: [{ status: 'DEPROVISIONED', since: 58 }],
    accounts: [
      {
        seen: 'AAA',
        email: 'marta.k@postbox.example',
        name: 'Marta Kovacs',
        used: 60,
        answer: is(
          UNCERTAIN,
          'Private address; only the name points to a colleague who left on {58}, and a name proves nothing.',
        ),
      },
    ],
  }),
  person('Anneke', 'de Wit', 'Revenue Operations', {
    okta: [{ status: 'DEPROVISIONED', since: 47 }],
    accounts: [
      { seen: 'III', used: 49, answer: is(CLOSED, 'Left on {47}; this account of hers was closed.') },
      {
        seen: 'AAA',
        email: `anneke.dewit+sandbox@${HALDEN}`,
        used: 50,
        answer: is(
          UNCERTAIN,
          'A plus-tagged second account, probably of the administrator who left on {47}: a person decides.',
        ),
      },
    ],
  }),
  person('Jonas', 'Keller', 'Sales', {
    okta: [{ status: 'ACTIVE', since: 1500, clari: 'ACTIVE' }],
    accounts: [
      { seen: 'AAA', answer: fine('One of two colleagues named Jonas Keller; the e-mail tells them apart.') },
      {
        seen: 'AAA',
        email: 'jonas.k@postbox.example',
        answer: is(UNCERTAIN, 'Private address and the name of two colleagues: ambiguity picks no winner.'),
      },
    ],
  }),
  person('Jonas', 'Keller', 'Customer Success', {
    okta: [{ status: 'ACTIVE', since: 640, login: `jonas.keller.cs@${HALDEN}`, clari: 'ACTIVE' }],
    accounts: [{ seen: 'AAA', answer: fine('The other Jonas Keller; the e-mail tells them apart.') }],
  }),
  person('Chiara', 'Rossini', 'Operations', {
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
  }),
  person('Emmerich', 'Bauer', 'Operations', {
    okta: [
      { status: 'ACTIVE', since: 220, login: `ext-bauer@${HALDEN}`, email: SHARED, contractor: true, clari: 'ACTIVE' },
    ],
    accounts: [
      {
        seen: 'AAA',
        name: 'Pilot Team',
        answer: is(
          ['needs_review', null, 'disputed'],
          'Two contractors bear this one address in Okta: which of them owns the account?',
        ),
      },
    ],
  }),
  person('Nora', 'Ashby', 'Sales', {
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
          ['needs_review', 'account_maybe_renamed', 'linked'],
          'Gone from the export of {1}, in which a new account of the same Salesforce user appeared: closed, or renamed?',
        ),
      },
    ],
  }),
  person('Marcus', 'Feldt', 'Product', {
    okta: [{ status: 'ACTIVE', since: 1100 }],
    accounts: [
      {
        seen: 'AAA',
        used: 17,
        answer: is(UNASSIGNED, 'Moved from Sales to Product; no longer assigned to Clari in Okta.'),
      },
    ],
  }),
  person('Linnea', 'Strandberg', 'Marketing', {
    okta: [{ status: 'ACTIVE', since: 980, clari: 'INACTIVE' }],
    accounts: [
      { seen: 'AAA', used: 52, answer: is(UNASSIGNED, 'Works here; her Clari assignment in Okta is INACTIVE.') },
    ],
  }),
];
