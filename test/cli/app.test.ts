import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { SHIPPED_APPS } from '../../src/model/app-profile.ts';
import { blocksOf } from '../documents/markdown.ts';
import { commandLine } from '../helpers/command-line.ts';
import { MAIN, program } from '../helpers/program.ts';

const listed = z.object({ apps: z.array(z.object({ app: z.string(), in_use: z.boolean(), own: z.boolean() })) });
const SMALL = { id: 'acme-crm', name: 'Acme CRM' };
const OKTA_APP = '0oa9sixsense4Prod5d7';
const OBJECT = 'a0000000-0000-4000-8000-00000000000b';
const PLACED = { id: '6sense', assigned_through: { okta: OKTA_APP, entra: OBJECT } };
const step = (id: string, ...after: readonly string[]) => ({
  id,
  title: 'A step',
  instructions: ['Do it.'],
  proof: 'A note.',
  after,
});
const entry = {
  id: 'provisioning.scim',
  statement: 'Acme CRM accepts SCIM provisioning',
  value: false,
  source: { title: 'Our contract' },
  date: '2026-11-20',
  confidence: 'first-party',
};

async function inUse(env: Readonly<Record<string, string>>, ...files: readonly object[]): Promise<readonly string[]> {
  const { file, run } = await commandLine(env);
  for (const [index, one] of files.entries()) await file(`apps/${index}.json`, JSON.stringify(one));
  const { out, err } = await run('app', 'list', '--json');
  expect(err).toBe('');
  return listed.parse(JSON.parse(out)).apps.flatMap((one) => (one.in_use ? [one.app] : []));
}

describe('in use', () => {
  test.each([
    ['where nothing is set', {}, [], ['clari', 'copilot']],
    [
      'what is named, in that order',
      { CLARI_IDENTITY_APPS: 'clari, 6Sense,salesloft' },
      [],
      ['clari', '6sense', 'salesloft'],
    ],
    ['always Clari', { CLARI_IDENTITY_APPS: '6sense' }, [], ['clari', '6sense']],
    ['each that the data folder describes', {}, [SMALL], ['clari', 'copilot', 'acme-crm']],
    ['each that it places in a directory', {}, [PLACED, SMALL], ['clari', 'copilot', '6sense', 'acme-crm']],
    ['that one once, if it is named too', { CLARI_IDENTITY_APPS: '6sense' }, [PLACED], ['clari', '6sense']],
    ['once, if it is named too', { CLARI_IDENTITY_APPS: 'acme-crm,clari' }, [SMALL], ['clari', 'acme-crm']],
  ])('%s', async (_name, env, files, expected) => {
    expect(await inUse(env, ...files)).toEqual(expected);
  });

  test.each([
    ['nothing-like-it', 'names nothing-like-it, and no profile describes it'],
    ['6 sense', 'must be ids of applications'],
  ])('%s is refused', async (apps, why) => {
    const { code, err } = await (await commandLine({ CLARI_IDENTITY_APPS: apps })).run('app', 'list');
    expect(code).toBe(2);
    expect(err).toContain(why);
  });

  test('others are listed too', async () => {
    const { out } = await (await commandLine()).run('app', 'list');
    for (const app of SHIPPED_APPS) expect(out).toContain(`\n${app}: `.slice(app === 'clari' ? 1 : 0));
    expect(out).toContain('alkami: Alkami, not in use');
  });
});

describe('an application is shown with what is true of it', () => {
  test.each([
    ['6sense', 'SCIM: ask first whether it is on.'],
    ['6sense', 'Succession first: "Primary Administrator" alone may close the account of "Administrator".'],
    ['6sense', 'Only the Primary Administrator may change the role or status of an Administrator.'],
    ['6sense', 'Nothing but an invitation can be deleted'],
    ['6sense', 'What breaks: not known, ask the vendor'],
    ['6sense', 'With Advanced Security, switched on by the customer success manager.'],
    ['6sense', 'is paused until Q4 2026'],
    ['alkami', 'Populations that one list may mix: "administrators", "end users". Import one of them alone'],
    ['alkami', 'an end user is nobody of your directory, and no leaver'],
    ['alkami', 'How: not known, ask the vendor'],
    ['alkami', 'weak evidence'],
    ['amazinghiring', 'People are administered in: not known, ask the vendor'],
    ['amazinghiring', 'How: not known, ask the vendor'],
    ['amazinghiring', 'Privileged roles: not known, ask the vendor'],
    ['salesloft', 'visible_only=false'],
    ['salesloft', 'SCIM: ask first whether it is on.'],
    ['salesloft', 'Clari and Salesloft have merged'],
    ['clari', 'Single sign-on from Google Workspace: not_confirmed'],
    ['clari', 'Single sign-on from OneLogin: not_confirmed'],
    ['clari', 'Neither Clari nor OneLogin documents it.'],
    ['clari', 'Removal in Google Workspace would block the login only'],
    ['copilot', 'Whether closing a Clari account closes this one: not known, ask the vendor'],
    ['CLARI', 'comes with the program'],
  ])('%s: %s', async (app, said) => {
    const { code, out } = await (await commandLine()).run('app', 'show', app);
    expect(code).toBe(0);
    expect(out).toContain(said);
  });

  test('one that is not there is answered with those that are', async () => {
    const { code, err } = await (await commandLine()).run('app', 'show', 'groove');
    expect(code).toBe(1);
    expect(err).toContain('No application is called "groove". (ERR_APP_UNKNOWN)');
    expect(err).toContain('clari, copilot, salesloft, 6sense, alkami, amazinghiring');
  });

  test.each(SHIPPED_APPS)('%s as JSON is a profile, once it has an id of its own', async (app) => {
    const { file, run } = await commandLine();
    const shape = z.object({ profile: z.record(z.string(), z.unknown()) });
    const { profile } = shape.parse(JSON.parse((await run('app', 'show', app, '--json')).out));
    const path = await file('mine.json', JSON.stringify({ ...profile, id: 'mine', live: null }));
    const { code, out, err } = await run('app', 'check', path, '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(shape.parse(JSON.parse(out)).profile).toEqual({ ...profile, id: 'mine', live: null });
  });

  test('a tenant’s own word counts for its application alone, and for an entry wherever it stands', async () => {
    const { file, run } = await commandLine();
    await file(
      'capabilities.json',
      JSON.stringify([
        { app: '6sense', id: 'provisioning.scim', value: true, date: '2026-11-20', note: 'On <b>since</b> May' },
        { id: 'lifecycle.deactivation_closes_copilot', value: true, date: '2026-11-20' },
      ]),
    );
    const [six, clari, copilot] = await Promise.all(
      ['6sense', 'clari', 'copilot'].map(async (app) => (await run('app', 'show', app)).out),
    );
    expect(six).toMatch(/accepts SCIM provisioning: yes\n.*stated by this tenant.*tenant.*published: some_plans/);
    expect(six).not.toContain('<b>');
    expect(clari).toContain('Clari accepts SCIM provisioning: no');
    for (const out of [clari, copilot]) expect(out).toContain('Clari Copilot account: yes');
  });
});

describe('a profile of one’s own', () => {
  test('the example of the documents is understood as it stands', async () => {
    const [example = '', placed = '', ...others] = blocksOf(await readFile('docs/apps.md', 'utf8'), 'json');
    expect(others).toEqual([]);
    const { file, run } = await commandLine();
    await file('apps/example.json', example);
    const { code, out } = await run('app', 'show', 'acme-crm');
    expect(code).toBe(0);
    expect(out).toContain('described by you');
    expect(out).toContain('email = "Login name"');
    expect(out).toContain('"locked out" = inactive');
    expect(out).toContain('1. Hand over open quotes (hand_over_quotes)');
    expect(out).toContain('Assigned through: not configured');
    await file('apps/6sense.json', placed);
    const { out: six } = await run('app', 'show', '6sense');
    expect(six).toContain(`Assigned through: the Okta application ${OKTA_APP}`);
  });

  test('of a shipped application a file says what assigns it, and nothing else changes', async () => {
    const { file, run } = await commandLine({ CLARI_IDENTITY_APPS: '6sense' });
    const before = (await run('app', 'show', '6sense')).out;
    expect(before).toContain('Assigned through: not configured');
    const path = await file('apps/mine.json', JSON.stringify(PLACED));
    const through = `Assigned through: the Okta application ${OKTA_APP}; the Entra ID enterprise application "${OBJECT}"`;
    const { out, err } = await run('app', 'show', '6sense');
    expect(err).toBe('');
    expect(out.replaceAll('"', '')).toContain(through.replaceAll('"', ''));
    const rest = (text: string) => text.split('\n').filter((line) => !line.startsWith('Assigned through'));
    expect(rest(out).slice(1, -3)).toEqual(rest(before).slice(1, -3));
    expect((await run('app', 'check', path)).out).toContain(OKTA_APP);
    expect((await run('app', 'show', 'clari')).out).toContain('Assigned through: what OKTA_CLARI_APP_ID');
  });

  test('needs an id and a name; the rest is not known', async () => {
    const { file, run } = await commandLine();
    const { code, out } = await run('app', 'check', await file('small.json', JSON.stringify(SMALL)));
    expect(code).toBe(0);
    expect(out).toContain('People are administered in: not known, ask the vendor');
    expect(out).toContain('Closed by: Acme CRM administrator');
  });

  test('a byte order mark and files of editors are no fault', async () => {
    const { file, run } = await commandLine();
    await file('apps/small.json', `\ufeff${JSON.stringify(SMALL)}`);
    await file('apps/._small.json', 'binary');
    await file('apps/notes.txt', 'notes');
    expect((await run('app', 'list')).out).toContain('acme-crm: Acme CRM, in use, described by you');
  });

  test.each([
    ['no JSON', '{', 'is not JSON in UTF-8'],
    ['not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff), 'is not JSON in UTF-8'],
    ['a list', [SMALL], 'the file must be an object with "id", "name"'],
    ['no id', { name: 'Acme CRM' }, 'id must be a text'],
    ['an id that is a path', { ...SMALL, id: '../clari' }, 'id must be 1 to 40 lower-case letters'],
    ['an id that is taken', { ...SMALL, id: 'clari' }, 'the id clari is taken: a profile of that id comes with'],
    [
      'a shipped one that says more than what assigns it',
      { ...PLACED, name: '6sense' },
      'the id 6sense is taken: a profile of that id comes with',
    ],
    [
      'what assigns Clari',
      { ...PLACED, id: 'clari' },
      'assigned_through is not for clari: who may enter Clari may enter both',
    ],
    ['what assigns Copilot', { ...PLACED, id: 'copilot' }, 'assigned_through is not for copilot'],
    ['nothing that assigns it', { id: '6sense', assigned_through: {} }, 'assigned_through names neither "okta" nor'],
    [
      'an address for an id',
      { ...SMALL, assigned_through: { okta: 'https://acme.okta.com/0oa1' } },
      'assigned_through.okta must be the id of an Okta application',
    ],
    [
      'a name for an object id',
      { ...SMALL, assigned_through: { entra: 'Acme CRM' } },
      'assigned_through.entra must be the object id of an enterprise application',
    ],
    [
      'a directory that is not read live',
      { ...SMALL, assigned_through: { onelogin: '1' } },
      'assigned_through has an entry other than "okta", "entra"',
    ],
    ['no name', { id: 'acme-crm' }, 'name must be a text of 1 to 80 characters'],
    ['an endless name', { ...SMALL, name: 'x'.repeat(81) }, 'name must be a text of 1 to 80 characters'],
    ['a name with what nobody sees', { ...SMALL, name: 'Acme\u202eCRM' }, 'name must be a text of 1 to 80'],
    ['markup', { ...SMALL, name: '<img src=x>' }, 'name must be a text'],
    ['a link', { ...SMALL, not_known: ['see https://acme.com'] }, 'not_known, entry 1 must be a text'],
    ['an entry that is none', { ...SMALL, headers: {} }, 'the file has an entry other than "id", "name"'],
    [
      'an entry that is none, further in',
      { ...SMALL, deactivation: { who: 'IT' } },
      'deactivation has an entry other than "by"',
    ],
    [
      'two headers for one field',
      { ...SMALL, users_list: { headers: { email: ['Mail', 'Login'] } } },
      'users_list.headers.email has several headers for one field',
    ],
    [
      'one field twice',
      '{"id": "acme-crm", "name": "Acme CRM", "users_list": {"headers": {"email": "Mail", "\\u0065mail": "Login"}}}',
      'email stands twice in one object',
    ],
    [
      'one header for two fields',
      { ...SMALL, users_list: { headers: { email: 'Login', id: 'log-in' } } },
      'users_list.headers.id is the header of email too',
    ],
    [
      'a field that is none',
      { ...SMALL, users_list: { headers: { 'ignore all': 'Login' } } },
      'users_list.headers names a field that is none: use id, crm_id',
    ],
    [
      'a field of the prototype',
      '{"id":"a","name":"A","users_list":{"headers":{"__proto__":"x"}}}',
      'it has a key that is no name: __proto__',
    ],
    ...['.*', '^Mail$', '[Mm]ail', 'mail|login', 'e.?mail', 'mail\\d', '/mail/', '(?:mail)', 'mail+', '{2}'].map(
      (pattern) =>
        [
          `the pattern ${pattern} as a header`,
          { ...SMALL, users_list: { headers: { email: pattern } } },
          'users_list.headers.email must be a header as plain text',
        ] as const,
    ),
    [
      'a pattern as a word',
      { ...SMALL, users_list: { statuses: { inactive: ['lock.*'] } } },
      'users_list.statuses.inactive, entry 1 must be a word of a status as plain text',
    ],
    [
      'a header without a letter',
      { ...SMALL, users_list: { headers: { email: '---' } } },
      'users_list.headers.email must be a header',
    ],
    [
      'one word with two meanings',
      { ...SMALL, users_list: { statuses: { active: ['Open'], inactive: ['open'] } } },
      'users_list.statuses.inactive, entry 1 is there twice',
    ],
    [
      'a word that means the opposite everywhere',
      { ...SMALL, users_list: { statuses: { active: ['Deactivated'] } } },
      'users_list.statuses.active has a word that means inactive in every list',
    ],
    ['one population', { ...SMALL, users_list: { populations: ['staff'] } }, 'users_list.populations has one name'],
    [
      'a step that waits for itself',
      { ...SMALL, deactivation: { before: [step('one', 'one')] } },
      'deactivation, step one is in a cycle',
    ],
    [
      'steps in a circle',
      { ...SMALL, deactivation: { before: [step('one', 'three'), step('two', 'one'), step('three', 'two')] } },
      'deactivation, step one is in a cycle',
    ],
    [
      'a step before the deactivation that waits for one after it',
      { ...SMALL, deactivation: { before: [step('one', 'two')], after: [step('two')] } },
      'deactivation.before, step one is in a cycle',
    ],
    [
      'a step that stands too early',
      { ...SMALL, deactivation: { before: [step('one', 'two'), step('two')] } },
      'deactivation, step one stands before a step that it waits for',
    ],
    [
      'a step that waits for nothing',
      { ...SMALL, deactivation: { after: [step('one', 'zero')] } },
      'deactivation.after, step one waits for a step that is not there',
    ],
    [
      'a step that waits for one of another application',
      { ...SMALL, deactivation: { before: [step('one', 'salesloft:list_keys_and_apps')] } },
      'deactivation.before, step one waits for a step that is not there',
    ],
    [
      'the id of the second of such steps',
      { ...SMALL, deactivation: { before: [step('verify_by_export_2')] } },
      'deactivation.before, step verify_by_export_2 has the id of a step that each plan has',
    ],
    ['the word for all applications', { ...SMALL, id: 'all' }, 'id is the word for all applications'],
    [
      'one id for two steps',
      { ...SMALL, deactivation: { before: [step('one')], after: [step('one')] } },
      'deactivation.after, step one has the id of another step',
    ],
    [
      'the id of a step that each plan has',
      { ...SMALL, deactivation: { before: [step('deactivate_account')] } },
      'deactivation.before, step deactivate_account has the id of a step that each plan has',
    ],
    [
      'a step without instructions',
      { ...SMALL, deactivation: { before: [{ ...step('one'), instructions: [] }] } },
      'deactivation.before, entry 1, instructions is empty',
    ],
    [
      'a live source that nobody knows',
      { ...SMALL, live: 'acme' },
      'live must be null or one of the live sources okta',
    ],
    [
      'the live source of another application',
      { ...SMALL, live: 'copilot' },
      'the live source copilot reads copilot, and no other application',
    ],
    [
      'a claim without a source',
      { ...SMALL, capabilities: [{ ...entry, source: undefined }] },
      'capabilities, entry 1, source must be an object with "title"',
    ],
    [
      'a claim without a date',
      { ...SMALL, capabilities: [{ ...entry, date: undefined }] },
      'capabilities, entry 1, date must be a day',
    ],
    [
      'a claim without a confidence',
      { ...SMALL, capabilities: [{ ...entry, confidence: 'sure' }] },
      'capabilities, entry 1, confidence must be first-party',
    ],
    [
      'a claim of tomorrow',
      { ...SMALL, capabilities: [{ ...entry, date: '2999-01-01' }] },
      'capabilities, entry 1 has a date in the future',
    ],
    [
      'one claim twice',
      { ...SMALL, capabilities: [entry, entry] },
      'capabilities, entry 2 repeats the id provisioning.scim',
    ],
    [
      'a source that is no page',
      { ...SMALL, capabilities: [{ ...entry, source: { title: 'x', url: 'file:///etc/passwd' } }] },
      'capabilities, entry 1, source.url must be an https address',
    ],
  ] as const)('%s is refused, wherever it lies', async (_name, content, why) => {
    const { file, run } = await commandLine();
    const text = typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
    const outside = await run('app', 'check', await file('mine.json', text));
    expect(outside.err).toContain('(ERR_CONFIG)');
    expect(outside.err).toContain('mine.json');
    expect(outside.err).toContain(why);
    expect(outside.code).toBe(2);
    await file('apps/mine.json', text);
    const inside = await run('app', 'list');
    expect(inside.err).toContain(why);
    expect(inside.code).toBe(2);
    expect(inside.out).toBe('');
  });

  test('two files with one id are refused, and each names the other', async () => {
    const { file, run } = await commandLine();
    await file('apps/a.json', JSON.stringify(SMALL));
    const second = await file('apps/b.json', JSON.stringify(SMALL));
    for (const args of [['list'], ['check', second]]) {
      const { code, err } = await run('app', ...args);
      expect(code).toBe(2);
      expect(err).toMatch(/b\.json" is not usable: the id acme-crm is taken by ".*a\.json"/);
    }
  });

  test.each([
    ['okta', OKTA_APP, OKTA_APP],
    ['entra', OBJECT, OBJECT.toUpperCase()],
  ])('two applications that one of %s assigns are refused', async (directory, one, other) => {
    const { file, run } = await commandLine();
    await file('apps/a.json', JSON.stringify({ id: '6sense', assigned_through: { [directory]: one } }));
    await file('apps/b.json', JSON.stringify({ ...SMALL, assigned_through: { [directory]: other } }));
    const { code, err } = await run('app', 'list');
    expect(code).toBe(2);
    expect(err).toMatch(
      new RegExp(`b\\.json" is not usable: assigned_through\\.${directory} is what ".*a\\.json" names for 6sense`),
    );
  });

  test('a file that is in use is checked without meeting itself, and beside one that is broken', async () => {
    const { file, run } = await commandLine();
    const path = await file('apps/a.json', JSON.stringify(SMALL));
    await file('apps/b.json', '{');
    expect((await run('app', 'check', path)).code).toBe(0);
  });

  test.each([
    ['more than 256 KiB', 'ERR_FILE_TOO_LARGE', JSON.stringify({ ...SMALL, name: ' '.repeat(256 * 1024) })],
    ['nothing there', 'ERR_FILE_NOT_FOUND', null],
  ])('%s', async (_name, why, content) => {
    const { home, file, run } = await commandLine();
    const path = content === null ? `${home}/none.json` : await file('mine.json', content);
    expect((await run('app', 'check', path)).err).toContain(why);
  });
});

describe('where a profile is not understood', () => {
  test('no command goes on and doctor says why; all go on once it is corrected', async () => {
    const { home, environment, run } = await program();
    const path = join(environment.CLARI_IDENTITY_HOME, 'apps', 'mine.json');
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, JSON.stringify({ ...SMALL, live: 'acme' }));
    for (const args of [['status'], ['review'], ['app', 'list']]) {
      const { code, stderr } = await run(...args);
      expect(code, stderr).toBe(2);
      expect(stderr).toMatch(/mine\.json" is not usable: live must be null or one of the live sources/);
    }
    const failed = await run('doctor', '--all');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/applications.*failed|failed.*applications/i);
    expect(existsSync(join(home, 'data', 'store.sqlite'))).toBe(false);
    await writeFile(path, JSON.stringify(SMALL));
    expect((await run('status')).code).toBe(0);
    expect((await run('doctor', '--all')).stdout).toContain('clari, copilot, acme-crm');
  });

  test('a server answers each call with it, until it is corrected', async () => {
    const { environment } = await program();
    const path = join(environment.CLARI_IDENTITY_HOME, 'apps', 'mine.json');
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, '{');
    const client = new Client({ name: 'test', version: '1' });
    onTestFinished(() => client.close());
    const env = { ...environment };
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [MAIN], env, stderr: 'pipe' }));
    expect(await client.callTool({ name: 'get_coverage' })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('mine.json') }],
    });
    await writeFile(path, JSON.stringify(SMALL));
    expect((await client.callTool({ name: 'get_coverage' })).isError).not.toBe(true);
    const { contents } = await client.readResource({ uri: 'clari://apps/acme-crm' });
    expect(contents).toMatchObject([{ text: expect.stringContaining('"own":true') }]);
  });
});
