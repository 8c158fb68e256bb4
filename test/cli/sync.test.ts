import { expect, test } from 'vitest';
import { PEOPLE } from '../helpers/live-acme.ts';
import { oktaServer, TOKEN } from '../helpers/okta-server.ts';
import { hoursAgo, program } from '../helpers/program.ts';

async function withOkta(org: Parameters<typeof oktaServer>[0] = {}) {
  const okta = await oktaServer({ ...PEOPLE, ...org });
  const cli = await program({
    OKTA_ORG_URL: okta.server.origin,
    OKTA_API_TOKEN: TOKEN,
    CLARI_IDENTITY_DIRECTORIES: 'okta',
  });
  return { ...okta, ...cli };
}

test('sync prints what the tool answers, and the findings follow from it', async () => {
  const { run, file } = await withOkta();
  const users = await file(
    'users.csv',
    'Clari User ID,Name,Email,Role,Team,Status\n1,Leo Left,leo@acme.com,Rep,East,Active\n',
  );
  expect((await run('import', users, '--as-of', hoursAgo(1), '--kind', 'clari-users', '--complete')).code).toBe(0);
  const synced = await run('sync', 'okta', '--json');
  expect(synced.code).toBe(0);
  expect(JSON.parse(synced.stdout)).toMatchObject({ status: 'synced', reads: [{ rows: 5 }, { rows: 3 }] });
  const review = await run('review', '--json');
  expect(JSON.parse(review.stdout)).toMatchObject({ accounts: [{ email: 'leo@acme.com', finding: 'leaver_active' }] });
  for (const { stdout, stderr } of [synced, review]) expect(`${stdout}${stderr}`).not.toContain(TOKEN);
});

test('a list that broke off is printed, and ends with 1', async () => {
  const { run, org } = await withOkta();
  org.fault = (call) =>
    call.path === '/api/v1/users'
      ? {
          json: [{ id: 'u1', status: 'ACTIVE', profile: {} }],
          headers: { link: ['<https://evil.example/>; rel="next"'] },
        }
      : null;
  const { code, stdout, stderr } = await run('sync', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'incomplete' });
  expect(stderr).toContain('partial');
});

test('nothing configured ends with 2, and a held read with 3', async () => {
  const { run } = await program();
  const none = await run('sync');
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('No live source is configured') });
  expect(await run('sync', 'okta')).toMatchObject({ code: 2, stderr: expect.stringContaining('OKTA_ORG_URL') });
  expect((await run('sync', 'elsewhere')).code).toBe(2);

  const many = Array.from({ length: 40 }, (_, at) => ({ id: `m${at}`, status: 'ACTIVE', login: `m${at}@acme.com` }));
  const acme = await withOkta({ users: [...PEOPLE.users, ...many] });
  expect((await acme.run('sync', 'okta')).code).toBe(0);
  acme.org.users = [
    ...PEOPLE.users,
    ...many.map((one) => ({ ...one, status: 'SUSPENDED', lastUpdated: new Date().toISOString() })),
  ];
  const held = await acme.run('sync', 'okta');
  expect(held).toMatchObject({ code: 3, stderr: expect.stringContaining('--accept-drop') });
  expect((await acme.run('sync', 'okta', '--accept-drop')).code).toBe(0);
});

test('doctor says what works and what to do, and ends with 1 where something fails', async () => {
  const { run, org } = await withOkta();
  const well = await run('doctor', '--json');
  expect(well.code).toBe(0);
  expect(JSON.parse(well.stdout)).toMatchObject({ status: 'ok' });
  org.fault = () => ({ status: 401, json: { errorCode: 'E0000011' } });
  const ill = await run('doctor');
  expect(ill).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('[FAILED] okta: sign-in'),
    stderr: expect.stringContaining('okta: sign-in'),
  });
  for (const { stdout, stderr } of [well, ill]) expect(`${stdout}${stderr}`).not.toContain(TOKEN);
});
