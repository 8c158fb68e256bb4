import { expect, test } from 'vitest';
import { z } from 'zod';
import { hoursAgo, program } from '../helpers/program.ts';

const found = z.object({
  accounts: z.array(z.object({ email: z.string(), finding: z.string(), reason: z.string(), next_step: z.string() })),
});

const USERS = [
  'Clari User Id,Name,Email,Role,Status',
  'c1,Iris Holm,iris.holm@example.com,Rep,Active',
  'c2,Joss Ware,joss.ware@example.com,Rep,Active',
].join('\n');

interface Case {
  readonly name: string;
  /** A directory in which Iris is here and Joss has left. */
  readonly directory: string;
  /** Of the options that the advice names those that fit the file, as a person who knows it chooses. */
  readonly choose: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    name: 'words of another language under a status',
    directory:
      'id,email,name,Status\np1,iris.holm@example.com,Iris Holm,Tjanstgor\np2,joss.ware@example.com,Joss Ware,Slutat\n',
    choose: [/active=Status:Tjanstgor/, /inactive=Status:Slutat/],
  },
  {
    name: 'a column that looks like a status and has another name',
    directory:
      'id,email,name,Employment\np1,iris.holm@example.com,Iris Holm,Active\np2,joss.ware@example.com,Joss Ware,Inactive\n',
    choose: [/status=Employment/],
  },
];

/** `--map` options as they stand in advice, without a shell's quotes. */
function optionsIn(advice: string): readonly string[] {
  return [...advice.matchAll(/--map (?:'([^']+)'|(\S+?))(?=[\s,;.)]|$)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

test.each(CASES)('following the advice on that very file resolves it: $name', async ({ directory, choose }) => {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'firm' });
  const asOf = hoursAgo(3);
  const users = await one.file('users.csv', USERS);
  expect((await one.run('import', users, '--as-of', asOf, '--complete')).code).toBe(0);
  const people = await one.file('people.csv', directory);
  const stated = [
    people,
    '--kind',
    'directory',
    '--directory',
    'firm',
    '--as-of',
    asOf,
    '--complete',
    '--filter',
    'all',
  ];
  const first = await one.run('import', ...stated);
  expect(first.code, first.stderr).toBe(0);

  const findings = async (...names: readonly string[]) => {
    const run = await one.run('review', '--json', '--finding', ...names);
    return found.parse(JSON.parse(run.stdout)).accounts;
  };
  const unknown = await findings('inconclusive');
  expect(unknown.map((each) => each.reason)).toEqual(['identity_status_unknown', 'identity_status_unknown']);
  const options = unknown.flatMap((each) => optionsIn(each.next_step));
  const chosen = choose.map((wanted) => {
    const fits = options.find((option) => new RegExp(`^(?:${wanted.source})$`).test(option));
    expect(fits, `${wanted} among ${options.join(' ')}`).toBeDefined();
    return fits ?? '';
  });
  const again = await one.run('import', ...stated, ...chosen.flatMap((option) => ['--map', option]));
  expect(again.code, again.stderr).toBe(0);
  const settled = await findings('inconclusive', 'leaver_active');
  expect(Object.fromEntries(settled.map((each) => [each.email, `${each.finding}/${each.reason}`]))).toEqual({
    'iris.holm@example.com': 'inconclusive/assignment_unknown',
    'joss.ware@example.com': 'leaver_active/identity_deactivated',
  });
});
