import { BRIGHTWATER, type Department, fine, HALDEN, type OktaRecord, type Person, person } from './roster.ts';

const assigned = (rest: Partial<OktaRecord> = {}): readonly OktaRecord[] => [
  { status: 'ACTIVE', since: 730, clari: 'ACTIVE', ...rest },
];

/** Colleagues who look wrong at first sight and are not. */
export const FINE: readonly Person[] = [
  signInTrouble(
    'Oona',
    'Lehtinen',
    'Sales',
    'LOCKED_OUT',
    'Locked out after mistyped passwords: still employed, still assigned.',
  ),
  signInTrouble('Deniz', 'Aksoylu', 'Sales', 'PASSWORD_EXPIRED', 'An expired password revokes nothing.'),
  signInTrouble('Marguerite', 'Duchamps', 'Customer Success', 'RECOVERY', 'Recovering her password: still assigned.'),
  signInTrouble(
    'Bogdan',
    'Ilic',
    'Sales',
    'PROVISIONED',
    'Has not finished setting up Okta: he may sign in, and is assigned.',
  ),
  person('Ida', 'Nygaard', 'Sales', {
    okta: assigned(),
    accounts: [
      {
        seen: 'AAA',
        written: `IDA.NYGAARD@${HALDEN.toUpperCase()}`,
        name: 'Nygaard, Ida',
        answer: fine('Upper-case e-mail and "Last, First": the same person.'),
      },
    ],
  }),
  person('François', 'Lemaître', 'Sales', {
    okta: assigned({ login: `francois.lemaitre@${HALDEN}` }),
    accounts: [{ seen: 'AAA', name: 'Francois Lemaitre', answer: fine('Clari writes his name without accents.') }],
  }),
  person('Oluwaseun', 'Adeyemi-Cole', 'Revenue Operations', {
    okta: assigned(),
    accounts: [
      {
        seen: 'AAA',
        written: ` oluwaseun.adeyemi-cole@${HALDEN}  `,
        name: 'Oluwaseun Adeyemi-Cole ',
        answer: fine('Spaces around the e-mail change nothing.'),
      },
    ],
  }),
  person('Siobhan', "O'Dwyer", 'Sales Engineering', {
    okta: assigned({
      login: `sodwyer@${HALDEN}`,
      email: `siobhan.odwyer@${HALDEN}`,
      second: 'siobhan.od@postbox.example',
    }),
    accounts: [
      {
        seen: 'AAA',
        email: `sodwyer@${HALDEN}`,
        answer: fine('Clari knows her by her Okta login, not by her e-mail.'),
      },
    ],
  }),
  person('Rafael', 'Quintero', 'Sales', {
    okta: assigned(),
    accounts: [
      {
        seen: 'AAA',
        name: '=HYPERLINK("https://prize.example","Rafael Quintero")',
        team: 'Enterprise\nIberia',
        answer: fine('Somebody typed a spreadsheet formula as his name; his e-mail settles who he is.'),
      },
    ],
  }),
  person('Clara', 'Oduya', 'Sales', {
    okta: assigned({ second: `clara.westby@${HALDEN}` }),
    accounts: [
      {
        seen: 'AAA',
        email: `clara.westby@${HALDEN}`,
        name: 'Clara Westby',
        answer: fine(
          'Married; Clari has the old address, which Okta keeps as her second one, and her given name agrees.',
        ),
      },
    ],
  }),
  person('Solveig', 'Halloran', 'Sales', {
    entra: [{ enabled: true, clari: true, aliases: [`solveig.moe@${BRIGHTWATER}`] }],
    accounts: [
      {
        seen: 'AAA',
        email: `solveig.moe@${BRIGHTWATER}`,
        name: 'Solveig Moe',
        answer: fine('Renamed; the old address is a proxy address in Entra ID, and her given name agrees.'),
      },
    ],
  }),
  person('Łukasz', 'Żurawski', 'Customer Success', {
    entra: [{ enabled: true, clari: true, mail: `lukasz.zurawski@${BRIGHTWATER}` }],
    accounts: [{ seen: 'AAA', name: 'Lukasz Zurawski', answer: fine('Clari writes his name without accents.') }],
  }),
  person('Delphine', 'Carrow', 'Sales Engineering', {
    okta: assigned({ login: `ext-carrow@${HALDEN}`, contractor: true }),
    accounts: [{ seen: 'AAA', answer: fine('Contractor with a running engagement, assigned in Okta.') }],
  }),
];

function signInTrouble(given: string, family: string, department: Department, status: string, why: string): Person {
  const okta = [{ status, since: 4, clari: 'ACTIVE' }];
  return { given, family, department, okta, accounts: [{ seen: 'AAA', answer: fine(why) }] };
}
