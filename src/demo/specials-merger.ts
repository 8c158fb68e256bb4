import { BRIGHTWATER, fine, HALDEN, is, OLD_HALDEN, type Person, person, UNCERTAIN } from './roster.ts';

const twice = (which: string) =>
  is(
    ['duplicate_account', 'two_active_accounts_one_identity', 'duplicate'],
    `One person in both directories with two active Clari accounts; this is the ${which} one.`,
  );

/** People that the merger of Halden and Brightwater left in two places. */
export const MERGED: readonly Person[] = [
  person('Sofia', 'Brandell', 'Sales', {
    okta: [{ status: 'ACTIVE', since: 95, clari: 'ACTIVE' }],
    entra: [{ enabled: true }],
    accounts: [
      { seen: 'AAA', answer: twice('Halden') },
      { seen: 'AAA', email: `sofia.brandell@${BRIGHTWATER}`, answer: twice('Brightwater') },
    ],
  }),
  person('Freya', 'Lindgren', 'Sales', {
    okta: [{ status: 'ACTIVE', since: 95 }],
    entra: [{ enabled: true, clari: true }],
    accounts: [{ seen: 'AAA', answer: fine('Not assigned in Okta, but the same person is assigned in Entra ID.') }],
  }),
  person('Niels', 'Akkerman', 'Customer Success', {
    okta: [{ status: 'DEPROVISIONED', since: 48 }],
    entra: [{ enabled: true, clari: true }],
    accounts: [
      { seen: 'AAA', answer: fine('Moved to Brightwater on {48}: out of Okta, assigned in Entra ID. Not a leaver.') },
    ],
  }),
  person('Petra', 'Vancura', 'Sales', {
    okta: [{ status: 'ACTIVE', since: 1300, clari: 'ACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        email: `petra.vancura@${OLD_HALDEN}`,
        answer: fine("Her account still has the company's old domain, a declared alias, and her name agrees."),
      },
    ],
  }),
  person('Nils', 'Overgaard', 'Sales', {
    okta: [{ status: 'ACTIVE', since: 60, clari: 'ACTIVE' }],
    accounts: [
      {
        seen: 'AAA',
        email: `nils.overgaard@${BRIGHTWATER}`,
        answer: fine(
          'Came over from Brightwater into Okta; the account kept the Brightwater address, a declared alias.',
        ),
      },
    ],
  }),
  person('Hanne', 'Skovbo', 'Revenue Operations', {
    okta: [{ status: 'ACTIVE', since: 700, clari: 'ACTIVE' }],
    entra: [{ enabled: true, type: 'Guest', mail: `hanne.skovbo@${HALDEN}` }],
    accounts: [
      { seen: 'AAA', answer: fine('Assigned in Okta; her unassigned guest record at Brightwater changes nothing.') },
    ],
  }),
  person('Ilse', 'Marolt', 'Operations', {
    entra: [{ enabled: true, type: 'Guest', mail: 'ilse.marolt@corvane.example', clari: true }],
    accounts: [
      {
        seen: 'AAA',
        answer: fine('Consultant and guest: her home directory is not ours, so the guest record speaks for itself.'),
      },
    ],
  }),
  person('Sales', 'Desk', 'Sales', {
    entra: [{ enabled: false, mailbox: 'SharedMailbox', mail: `sales-desk@${BRIGHTWATER}` }],
    accounts: [
      {
        seen: 'AAA',
        answer: is(
          ['needs_review', 'identity_is_no_person', 'linked'],
          'A shared mailbox: its sign-in is disabled because it never had one, not because somebody left.',
        ),
      },
    ],
  }),
  person('Fjord', 'Room', 'Operations', {
    entra: [{ enabled: false, mailbox: 'RoomMailbox', mail: `room-fjord@${BRIGHTWATER}` }],
  }),
  person('Piet', 'Aldous', 'Sales', {
    entra: [{ enabled: true, clari: true, aliases: [`lena.forsman@${BRIGHTWATER}`] }],
    accounts: [{ seen: 'AAA', answer: fine('Assigned; he also reads the mail of Lena Forsman, who left.') }],
  }),
  person('Lena', 'Forsman', 'Sales', {
    accounts: [
      {
        seen: 'AAA',
        email: `lena.forsman@${BRIGHTWATER}`,
        used: 80,
        answer: is(
          UNCERTAIN,
          "Left; her address became her manager's alias, whose name does not agree: a candidate, not the owner.",
        ),
      },
    ],
  }),
];
