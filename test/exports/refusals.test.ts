import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importFile } from '../../src/app/imports/import-file.ts';
import { textInput } from '../../src/sources/file/input.ts';
import type { World } from '../helpers/deps.ts';
import { testWorld } from '../helpers/deps.ts';
import { ACCOUNTS, company, exporting, NOW } from './company.ts';

const WHOLE: [string, ...string[]][] = [['baton-file'], ['scim'], ['vanta', '--resource-id', '65f0']];
const OTHERS: [string, ...string[]][] = [['entra-review'], ['ocsf'], ['graph']];

const LATER = '2026-11-20T11:00:00.000Z';
const only = (lines: number) => ACCOUNTS.split('\n').slice(0, lines).join('\n');
const with_ = (from: string, to: string) => ACCOUNTS.replace(from, to);

/** What keeps the users list from standing for all accounts, and what is said of it. */
const GAPS: Readonly<Record<string, { readonly made: () => Promise<World>; readonly said: RegExp }>> = {
  'stated partial': { made: () => company({ completeness: 'partial' }), said: /Nobody stated that its users list/ },
  'completeness not stated': { made: () => company({ completeness: null }), said: /Nobody stated that its users list/ },
  'with a row that was not understood': {
    made: () => company({ users: `${ACCOUNTS}\n,,,Sales Rep,West,Active,` }),
    said: /1 row of its users list .* was not understood/,
  },
  'stated by an assistant': {
    made: async () => {
      const world = await company();
      const assistant = { ...world, actor: { name: 'model', authenticated: false, via: 'stdio' } } as const;
      const statement = { kind: 'clari-users', directory: null, asOf: LATER, completeness: 'complete' } as const;
      await importFile(
        assistant,
        textInput('again.csv', `${ACCOUNTS}\n`),
        { ...statement, filter: null, mapping: {} },
        { acceptDrop: false, dryRun: false },
      );
      return world;
    },
    said: /An assistant stated its users list/,
  },
  'dated by its file alone': {
    made: async () => {
      const world = await company();
      const input = { ...textInput('users.csv', `${ACCOUNTS}\n`), modifiedAt: LATER };
      const statement = { kind: 'clari-users', directory: null, asOf: null, completeness: 'complete' } as const;
      await importFile(world, input, { ...statement, filter: null, mapping: {} }, { acceptDrop: false, dryRun: false });
      return world;
    },
    said: /only the time of the file/,
  },
  stale: {
    made: async () => {
      const world = await company();
      world.at('2026-12-20T12:00:00.000Z');
      return world;
    },
    said: /too old/,
  },
  'a newer list held by a guard': {
    made: async () => {
      const world = await company();
      const less = world.load('less.csv', only(4), { asOf: LATER, completeness: 'complete', kind: 'clari-users' });
      await expect(less).rejects.toMatchObject({ code: 'ERR_GUARD' });
      return world;
    },
    said: /is held and counts for nothing/,
  },
};

describe.each(Object.entries(GAPS))('a users list that is %s', (_, { made, said }) => {
  test.each(WHOLE)('%s is refused with what closes the gap, and nothing is left behind', async (...args) => {
    const { run, folder } = await exporting(await made());
    const { code, out, err } = await run(...args, '--out', join(folder, 'out'));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(said);
    expect(err).toMatch(/Next: clari-identity-mcp import /);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(OTHERS)('%s is written, and says what it does not show', async (...args) => {
    const { run, folder } = await exporting(await made());
    const { code, out } = await run(...args, '--out', join(folder, 'out'));
    expect(code).toBe(0);
    expect(out).toMatch(/Not shown by it: /);
    expect(out).toMatch(said);
  });
});

/** Accounts that a format can neither state nor leave out. */
const ROWS: Readonly<Record<string, { readonly users: string; readonly said: RegExp }>> = {
  'a blank status': {
    users: with_('ana@acme.com,Sales Rep,East,Active', 'ana@acme.com,Sales Rep,East,'),
    said: /Whether it is active is not known/,
  },
  'a status word that nobody knows': {
    users: with_('ana@acme.com,Sales Rep,East,Active', 'ana@acme.com,Sales Rep,East,Perhaps'),
    said: /Whether it is active is not known/,
  },
};

describe.each(Object.entries(ROWS))('%s', (_, { users, said }) => {
  test.each(WHOLE)('%s names the account and is not written', async (...args) => {
    const { run, folder } = await exporting(await company({ users }));
    const { code, err } = await run(...args, '--out', join(folder, 'out'));
    expect({ code, files: await readdir(folder) }).toEqual({ code: 3, files: [] });
    expect(err).toMatch(said);
    expect(err).toContain('1001');
  });

  test('entra-review has it reviewed, and says that it is not known', async () => {
    const { run, folder } = await exporting(await company({ users }));
    expect(await run('entra-review', '--out', join(folder, 'out'))).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, 'out'), 'utf8')).toMatch(/,user,1001,.*Not known whether active as of/);
  });
});

test('an account that the newest complete list no longer has is left out of what states the whole list, with why', async () => {
  const world = await company();
  const less = ACCOUNTS.split('\n')
    .filter((line) => !line.startsWith('1005'))
    .join('\n');
  await world.load('next.csv', less, { asOf: LATER, completeness: 'complete', kind: 'clari-users' });
  const { run, folder } = await exporting(world);
  const { code, out } = await run('scim', '--out', join(folder, 'out'), '--json');
  const answer = z.object({
    accounts: z.number(),
    rows: z.number(),
    left_out: z.array(z.object({ why: z.string(), accounts: z.number() })),
  });
  expect({ code, ...answer.parse(JSON.parse(out)) }).toEqual({
    code: 0,
    accounts: 10,
    rows: 9,
    left_out: [{ why: 'The newest complete users list no longer has it.', accounts: 1 }],
  });
  expect(await readFile(join(folder, 'out.left-out.csv'), 'utf8')).toContain('1005,clari,ghost@acme.com');
});

test('an account whose id is one that baton-file gives to the application is not written as it', async () => {
  const { run, folder } = await exporting(await company({ users: with_('1001,', 'app:clari,') }));
  const { code, err } = await run('baton-file', '--out', join(folder, 'out'));
  expect({ code, files: await readdir(folder) }).toEqual({ code: 3, files: [] });
  expect(err).toContain('Its id begins like the ids');
});

test.each([...WHOLE, ...OTHERS])('%s of a store without any list: exit 3', async (...args) => {
  const { run, folder } = await exporting(await testWorld(NOW));
  const { code, err } = await run(...args, '--out', join(folder, 'out'));
  expect({ code, files: await readdir(folder) }).toEqual({ code: 3, files: [] });
  expect(err).toContain('clari-identity-mcp import FILE --kind clari-users');
});

/** What is wrong with the call itself. */
const CALLS: Readonly<
  Record<string, { readonly args: readonly string[]; readonly code: number; readonly said: RegExp }>
> = {
  'a format that there is not': { args: ['sailpoint', '--out', 'x'], code: 2, said: /not understood/ },
  'no target': { args: ['scim'], code: 2, said: /--out/ },
  'an application that there is not': {
    args: ['scim', '--app', 'nowhere', '--out', 'x'],
    code: 1,
    said: /no application in use/,
  },
  'an application without a list': { args: ['scim', '--app', 'copilot', '--out', 'x'], code: 3, said: /No users list/ },
  'vanta without the id of the resource': { args: ['vanta', '--out', 'x'], code: 2, said: /--resource-id/ },
  'entra-applied without a review': {
    args: ['entra-applied', '--out', 'x', '--resource-id', 'r'],
    code: 2,
    said: /--review/,
  },
  'a review that there is not': {
    args: ['entra-applied', '--out', 'x', '--resource-id', 'r', '--review', 'rev_none'],
    code: 1,
    said: /No access review/,
  },
  'a target that is there': { args: ['scim', '--out', 'there'], code: 1, said: /exists already/ },
  'a folder that is there, for a graph': { args: ['graph', '--out', 'empty'], code: 1, said: /exists already/ },
  'a list of what is left out that is there': { args: ['scim', '--out', 'listed'], code: 1, said: /exists already/ },
  'a target in a folder that there is not': { args: ['scim', '--out', 'no/x'], code: 1, said: /cannot be written/ },
  'a target below a file': { args: ['graph', '--out', 'there/x'], code: 1, said: /cannot be written/ },
};

test.each(Object.entries(CALLS))('%s', async (_, { args, code, said }) => {
  const { run, folder } = await exporting(await company());
  await writeFile(join(folder, 'there'), 'mine');
  await writeFile(join(folder, 'listed.left-out.csv'), 'mine');
  await mkdir(join(folder, 'empty'));
  const before = (await readdir(folder)).toSorted();
  const placed = args.map((arg, at) => (args[at - 1] === '--out' ? join(folder, arg) : arg));
  const done = await run(...placed);
  expect(done).toMatchObject({ code, out: '', err: expect.stringMatching(said) });
  expect((await readdir(folder)).toSorted()).toEqual(before);
  expect(await readFile(join(folder, 'there'), 'utf8')).toBe('mine');
});

test('a directory of which nobody is linked: no file with a head alone', async () => {
  const { run, folder } = await exporting(await company());
  const { code, err } = await run('entra-review', '--directory', 'elsewhere', '--out', join(folder, 'out'));
  expect({ code, files: await readdir(folder) }).toEqual({ code: 3, files: [] });
  expect(err).toContain('none of 10 accounts has a place in it');
});

test('an export that is cancelled leaves nothing behind', async () => {
  const cancelled = new AbortController();
  cancelled.abort();
  const { run, folder } = await exporting(await company(), cancelled.signal);
  const { code, err } = await run('graph', '--out', join(folder, 'out'));
  expect({ code, files: await readdir(folder) }).toEqual({ code: 1, files: [] });
  expect(err).toContain('ERR_CANCELLED');
});

test('what a killed export left behind goes with the next one to the same target, and nothing else does', async () => {
  const { run, folder } = await exporting(await company());
  const kept = [`out.partial-${process.pid}-0123abcd`, 'other.partial-999999999-0123abcd', 'out.partial-mine'];
  for (const name of [...kept, 'out.partial-999999999-0123abcd']) await mkdir(join(folder, name));
  expect(await run('scim', '--out', join(folder, 'out'))).toMatchObject({ code: 0 });
  expect((await readdir(folder)).toSorted()).toEqual(['out', ...kept].toSorted());
});

test('in read-only mode an export is written, since it changes neither store nor ledger', async () => {
  const { run, folder } = await exporting(await company(), undefined, { CLARI_IDENTITY_READ_ONLY: '1' });
  expect(await run('scim', '--out', join(folder, 'out'))).toMatchObject({ code: 0, err: '' });
});
