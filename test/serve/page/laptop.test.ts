import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { browser, noBrowser } from '../../helpers/browser.ts';
import { USERS } from '../../helpers/files.ts';
import { hoursAgo, MAIN, program } from '../../helpers/program.ts';
import { programServer } from '../../helpers/program-server.ts';
import { recordingBrowser } from '../../helpers/recording-browser.ts';

const OKTA = [
  'id,status,statusChanged,profile.login,profile.email,profile.firstName,profile.lastName',
  '00u2,DEPROVISIONED,2026-11-10T08:00:00Z,leo@acme.com,leo@acme.com,Leo,Left',
].join('\n');

const drafted = z.object({ plan_id: z.string(), plan_hash: z.string() });

/** A laptop with one leaver and a browser, in which a client without forms has drafted a plan. */
async function laptop(more: Readonly<Record<string, string>> = {}) {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const shown = await recordingBrowser(one.home);
  const env = { ...one.environment, CLARI_IDENTITY_ACTOR: 'mara', CLARI_IDENTITY_BROWSER: shown.path, ...more };
  const stated = ['--as-of', hoursAgo(2), '--complete', '--filter', 'all'];
  await one.run('import', await one.file('users.csv', USERS), ...stated, '--kind', 'clari-users');
  await one.run('import', await one.file('okta.csv', OKTA), ...stated, '--directory', 'okta');
  const server = await programServer(env, { person: null });
  let stderr = '';
  server.stderr?.on('data', (part: Buffer) => {
    stderr += part.toString();
  });
  const plan = drafted.parse((await server.call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured);
  return { one, env, shown, server, plan, errors: () => stderr };
}

test.skipIf(noBrowser !== null)(
  'a client without forms has a person approve on the page of their own machine, and learns no link',
  async () => {
    const { shown, server, plan, errors } = await laptop();
    const asked = await server.call('approve_offboarding_plan', plan);
    expect(asked.isError).toBe(true);
    expect(asked.text).toContain('opened its page in the browser of this machine');
    await expect.poll(() => shown.opened()).toHaveLength(1);
    const [link = ''] = await shown.opened();
    const token = new URL(link).searchParams.get('token') ?? '';
    expect(token).toMatch(/^[\w-]{32}$/);
    for (const text of [asked.text, errors()]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain('127.0.0.1');
    }
    const page = await (await browser()).newPage();
    await page.goto(link);
    expect(await page.textContent('main')).toContain('leo@acme.com');
    expect(await page.textContent('main')).toContain('Prepared by "mara" in "test 1"');
    const phrase = (await page.textContent('label code')) ?? '';
    await page.fill('input[name=phrase]', 'yes');
    await page.click('button.go');
    expect(await page.textContent('main')).toContain('is not the phrase');
    await page.fill('input[name=phrase]', phrase);
    await page.click('button.go');
    expect(await page.textContent('main')).toContain('Done.');
    const again = await server.call('approve_offboarding_plan', plan);
    expect(again.structured).toMatchObject({
      status: 'already_approved',
      approved_by: 'mara',
      attestation: 'local_page',
    });
  },
);

test('a row of calls opens the page once', async () => {
  const { shown, server, plan } = await laptop();
  await server.call('approve_offboarding_plan', plan);
  await server.call('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'mara',
    performed_at: hoursAgo(1),
  });
  await expect.poll(() => shown.opened()).toHaveLength(1);
});

test('a code is given beside the page, for hosts whose person sits elsewhere', async () => {
  const { server } = await laptop();
  const asked = await server.call('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'mara',
    performed_at: hoursAgo(1),
  });
  expect(asked.structured).toMatchObject({ status: 'confirmation_required' });
  expect(asked.structured).not.toHaveProperty('decide_at');
  expect(asked.text).toContain('opened its page');
});

test.for([
  ['without a desktop', { CLARI_IDENTITY_BROWSER: '' }],
  ['with a browser that is named none', { CLARI_IDENTITY_BROWSER: 'none' }],
  ['with a browser that is not there', { CLARI_IDENTITY_BROWSER: '/nowhere/browser' }],
] as const)('%s nothing is opened, and the answer is as it was', async ([, more]) => {
  const { server, plan, shown } = await laptop(more);
  const asked = await server.call('approve_offboarding_plan', plan);
  expect(asked.isError).toBe(true);
  expect(asked.text).not.toContain('page');
  expect(await shown.opened()).toEqual([]);
});

test('open shows the page until it is stopped, and prints no link where a program reads', async () => {
  const { env, shown } = await laptop();
  const child = spawn(process.execPath, [MAIN, 'open', 'findings'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => {
      said += part.toString();
    });
  await expect.poll(() => shown.opened()).toHaveLength(1);
  const [link = ''] = await shown.opened();
  const entered = await fetch(link, { redirect: 'manual' });
  expect(entered.headers.get('location')).toMatch(/^\/[\w-]{22}\/findings$/);
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said).not.toContain('token');
});

test('open without a browser refuses where nobody sits at the terminal', async () => {
  const { one, env } = await laptop();
  const run = await one.runWith({ ...env, CLARI_IDENTITY_BROWSER: 'none' })('open');
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('CLARI_IDENTITY_BROWSER');
  expect(run.stderr).not.toContain('127.0.0.1');
});
