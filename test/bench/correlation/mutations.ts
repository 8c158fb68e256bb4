import type { Random } from '../../../src/demo/random.ts';
import { accountOf, emailOf, type Human, inDirectories, type Made, plain } from './humans.ts';

/** What happens to records in real life, and how often. */
export interface Mutation {
  readonly name: string;
  readonly perThousand: number;
  make(human: Human, random: Random): Made;
}

const NEW_FAMILY = ['Ashdown', 'Birkett', 'Corliss', 'Dunmore', 'Ellery', 'Fenwick', 'Garrick', 'Hathaway'] as const;
const NICKNAMES: Readonly<Record<string, string>> = {
  James: 'Jim',
  Robert: 'Bob',
  Michael: 'Mike',
  Susan: 'Sue',
  David: 'Dave',
  John: 'Jack',
};

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'renamed login, the old address kept as an alias',
    perThousand: 40,
    make(human, random) {
      const family = random.pick(NEW_FAMILY);
      const now = `${human.given}.${family}`.toLowerCase();
      const identities = inDirectories(human, random, {
        email: `${now}@${human.domain}`,
        login: `${now}@${human.domain}`,
        otherEmails: [emailOf(human)],
        name: `${human.given} ${family}`,
        familyName: family,
        // Two people may marry into one name.
        id: `${human.key}-renamed`,
      });
      return { identities, accounts: [accountOf(human, random)] };
    },
  },
  {
    name: 'merged domain, declared',
    perThousand: 40,
    make: (human, random) => ({
      identities: inDirectories({ ...human, domain: 'acme.example' }, random),
      accounts: [accountOf({ ...human, domain: 'oldacme.example' }, random)],
    }),
  },
  {
    name: 'merged domain, declared nowhere, with an id',
    perThousand: 8,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf({ ...human, domain: 'unheard.example' }, random, { employeeId: human.employeeId })],
    }),
  },
  {
    name: 'merged domain, declared nowhere',
    perThousand: 4,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf({ ...human, domain: 'unheard.example' }, random, { employeeId: null })],
    }),
  },
  {
    name: 'short address that is a proxy address',
    perThousand: 40,
    make(human, random) {
      const short = `${human.given.charAt(0)}${human.key.replace('human-', '')}@${human.domain}`.toLowerCase();
      return {
        identities: inDirectories(human, random, { otherEmails: [short] }),
        accounts: [accountOf(human, random, { email: short })],
      };
    },
  },
  {
    name: 'guest',
    perThousand: 20,
    make(human, random) {
      const home = emailOf({ ...human, domain: 'partner.example' });
      const login = `${home.replace('@', '_')}#EXT#@acme.onmicrosoft.com`;
      return {
        identities: inDirectories(human, random, { email: null, login, employeeId: null }),
        accounts: [accountOf(human, random, { email: home, employeeId: null })],
      };
    },
  },
  {
    name: 'plus tag',
    perThousand: 5,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf({ ...human, local: `${human.local}+clari` }, random, { employeeId: null })],
    }),
  },
  {
    name: 're-hire: two identities, one employee id',
    perThousand: 20,
    make(human, random) {
      const email = `${human.local}.r@${human.domain}`;
      return {
        identities: [
          ...inDirectories(human, random),
          ...inDirectories(human, random, { id: `${human.key}-again`, email, login: email }),
        ],
        accounts: [accountOf(human, random)],
      };
    },
  },
  {
    name: 'twins with one name',
    perThousand: 20,
    make(human, random) {
      const twin = {
        ...human,
        key: `${human.key}-twin`,
        local: `${human.local}.2`,
        employeeId: `9${human.employeeId}`,
      };
      return {
        identities: [...inDirectories(human, random), ...inDirectories(twin, random)],
        accounts: [accountOf(human, random, { employeeId: null }), accountOf(twin, random, { employeeId: null })],
      };
    },
  },
  {
    name: 'twin of somebody who is in no directory',
    perThousand: 6,
    make(human, random) {
      const twin = { ...human, local: `${human.local}9` };
      return {
        identities: inDirectories(human, random),
        accounts: [{ ...accountOf(twin, random, { employeeId: null }), key: null }],
      };
    },
  },
  {
    name: 'shared mailbox with an identity of its own',
    perThousand: 5,
    make(human, random) {
      const box = { ...human, key: `${human.key}-box`, local: `sales-${human.key}`, given: 'Sales', family: 'Team' };
      return {
        identities: [...inDirectories(human, random), ...inDirectories(box, random, { employeeId: null })],
        accounts: [accountOf(box, random, { employeeId: null, name: `${human.given} ${human.family}` })],
      };
    },
  },
  {
    name: 'shared mailbox that is an alias of a person',
    perThousand: 5,
    make(human, random) {
      const box = `sales-${human.key}@${human.domain}`;
      return {
        identities: inDirectories(human, random, { otherEmails: [box] }),
        accounts: [
          { ...accountOf(human, random, { id: `box-${human.key}`, email: box, employeeId: null }), key: null },
        ],
      };
    },
  },
  {
    name: 'address of somebody who left, now an alias of the manager',
    perThousand: 8,
    make(human, random) {
      const gone = { ...human, given: 'Quirin', family: 'Departed', local: `quirin.${human.key}` };
      return {
        identities: inDirectories(human, random, { otherEmails: [emailOf(gone)] }),
        accounts: [{ ...accountOf(gone, random, { id: `gone-${human.key}`, employeeId: null }), key: null }],
      };
    },
  },
  {
    name: 'left, purged, and the number given to another',
    perThousand: 4,
    make(human, random) {
      const gone = { ...human, given: 'Quirin', family: 'Departed', local: `quirin.${human.key}` };
      return {
        identities: inDirectories(human, random),
        accounts: [
          { ...accountOf(gone, random, { id: `gone-${human.key}`, employeeId: human.employeeId }), key: null },
        ],
      };
    },
  },
  {
    name: 'left and purged, the numbers around are colleagues’',
    perThousand: 15,
    make: (human, random) => ({
      identities: [],
      accounts: [{ ...accountOf(human, random, { employeeId: human.employeeId }), key: null }],
    }),
  },
  {
    name: 'slip in the address, with an id',
    perThousand: 6,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf({ ...human, local: slip(human.local, random) }, random, { employeeId: human.employeeId })],
    }),
  },
  {
    name: 'slip in the address',
    perThousand: 4,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf({ ...human, local: slip(human.local, random) }, random, { employeeId: null })],
    }),
  },
  {
    name: 'slip in the id, no address',
    perThousand: 4,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf(human, random, { email: null, employeeId: slip(human.employeeId, random) })],
    }),
  },
  {
    name: 'names swapped',
    perThousand: 15,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf(human, random, { name: `${human.family} ${human.given}` })],
    }),
  },
  {
    name: 'Last, First and a remark',
    perThousand: 20,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf(human, random, { name: `${human.family}, ${human.given} (Contractor)` })],
    }),
  },
  {
    name: 'nickname',
    perThousand: 20,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [
        accountOf(human, random, { name: `${NICKNAMES[human.given] ?? human.given.slice(0, 3)} ${human.family}` }),
      ],
    }),
  },
  {
    name: 'no name',
    perThousand: 20,
    make: (human, random) => ({
      identities: inDirectories(human, random),
      accounts: [accountOf(human, random, { name: null })],
    }),
  },
  {
    name: 'only a CRM id',
    perThousand: 10,
    make: (human, random) => ({
      identities: inDirectories(human, random, { crmId: human.crmId }),
      accounts: [accountOf(human, random, { email: null, employeeId: null, crmId: `${human.crmId}AAA` })],
    }),
  },
  {
    name: 'another script',
    perThousand: 5,
    make(human, random) {
      const made = plain(human, random);
      return { ...made, accounts: [accountOf(human, random, { name: 'Юлия Соколова' })] };
    },
  },
];

/** One typing slip in the middle of a text. */
function slip(text: string, random: Random): string {
  const at = random.int(1, text.length - 3);
  const swapped = `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`;
  if (random.int(1, 2) === 1 && swapped !== text) return swapped;
  const other = /\d/.test(text.charAt(at)) ? String((Number(text.charAt(at)) + 5) % 10) : 'x';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
