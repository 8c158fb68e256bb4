import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';

const AT = {
  users: '2026-11-20T09:00:00.000Z',
  directory: '2026-11-20T09:30:00.000Z',
  list: '2026-11-20T10:00:00.000Z',
};
const USERS =
  'Clari User ID,Name,Email,Role,Status\n1,Ida Berg,ida@example.com,Rep,Active\n2,Bo Lind,bo@example.com,Rep,Active\n3,Cy Moe,cy@example.com,Rep,Active\n';
const OKTA =
  'id,status,profile.login,profile.email,profile.firstName,profile.lastName\n00u1,ACTIVE,ida@example.com,ida@example.com,Ida,Berg\n00u2,ACTIVE,bo@example.com,bo@example.com,Bo,Lind\n00u3,ACTIVE,cy@example.com,cy@example.com,Cy,Moe\n';

const users = z.object({ users: z.array(z.object({ email: z.string(), finding: z.string() })) });
const read = z.object({ warnings: z.array(z.object({ why: z.string() })), completeness: z.string().optional() });

/** An assistant beside the three people, each with an account and an active Okta identity. */
async function assistant(accounts = USERS) {
  const world = await testWorld(NOW, { directories: ['okta'] });
  const client = await connect(world);
  const bring = (content: string, as_of: string, said: Readonly<Record<string, unknown>> = {}) =>
    client.call('import_clari_export', { content, as_of, complete: true, ...said });
  const findings = async (app = 'clari') => {
    const { structured } = await client.call('list_clari_users', { app, limit: 200 });
    return Object.fromEntries(users.parse(structured).users.map(({ email, finding }) => [email, finding]));
  };
  const brought = [await bring(accounts, AT.users), await bring(OKTA, AT.directory)];
  for (const { isError, text } of brought) expect(isError, text).toBe(false);
  return { bring, findings };
}

describe('a list of who is assigned', () => {
  test.each([
    [
      'with an end in a row',
      'User,Login,Application name,Application instance,Application login,Assigned on,Unassigned on\nIda,ida@example.com,Clari,Clari,ida@example.com,2026-01-05T08:00:00Z,\nBo,bo@example.com,Clari,Clari,bo@example.com,2026-01-05T08:00:00Z,2026-11-02T08:00:00Z\nCy,cy@example.com,Clari,Clari,cy@example.com,2026-01-05T08:00:00Z,\n',
      { 'ida@example.com': 'ok', 'bo@example.com': 'unassigned_active', 'cy@example.com': 'ok' },
    ],
    [
      'with rows of another application',
      'Application,Login,Assigned on\nClari,ida@example.com,2026-01-05\nClarity PPM,bo@example.com,2026-01-05\nClari,cy@example.com,2026-01-05\n',
      { 'ida@example.com': 'ok', 'bo@example.com': 'unassigned_active', 'cy@example.com': 'ok' },
    ],
    [
      'with a group in it',
      'Object ID,Login,Member type\n00u1,ida@example.com,User\n00g1,,Group\n',
      { 'ida@example.com': 'ok', 'bo@example.com': 'inconclusive', 'cy@example.com': 'inconclusive' },
    ],
    [
      'of recent unassignments',
      'fullName,assigneeOktaUsername,assigneeAppUsername,assigneeOktaId,unassigned,appUserStatus\nBo Lind,bo@example.com,bo@example.com,00u2,2026-11-02T08:00:00Z,UNASSIGNED\n',
      { 'ida@example.com': 'inconclusive', 'bo@example.com': 'unassigned_active', 'cy@example.com': 'inconclusive' },
    ],
    [
      'that says how each is assigned',
      'Login,Assigned on,Status\nida@example.com,2026-01-05,Group: Sales\nbo@example.com,2026-01-05,Individual\n',
      { 'ida@example.com': 'ok', 'bo@example.com': 'ok', 'cy@example.com': 'unassigned_active' },
    ],
  ])('%s', async (_what, list, expected) => {
    const { bring, findings } = await assistant();
    const { isError, text } = await bring(list, AT.list, { kind: 'directory-assignments', directory: 'okta' });
    expect(isError, text).toBe(false);
    expect(await findings()).toEqual(expected);
  });

  test('that has the name which single sign-on sends finds the account under it', async () => {
    const { bring, findings } = await assistant(USERS.replace('bo@example.com', 'b.lind@clari.example'));
    expect((await findings())['b.lind@clari.example']).toBe('needs_review');
    const list =
      'id,userName,scope,externalId,status\n00u1,ida@example.com,USER,,ACTIVE\n00u2,b.lind@clari.example,USER,,DEPROVISIONED\n00u3,cy@example.com,USER,,ACTIVE\n';
    await bring(list, AT.list, { directory: 'okta' });
    expect(await findings()).toMatchObject({ 'b.lind@clari.example': 'unassigned_active', 'cy@example.com': 'ok' });
  });
});

describe('a users list', () => {
  const GENERIC = 'Name,Email,Role,Team,Status,Last active\nIda Berg,ida@example.com,Rep,East,Inactive,\n';

  test('of another application changes nothing; the answer names the ways out', async () => {
    const { bring, findings } = await assistant();
    const before = await findings();
    const answer = await bring(GENERIC, AT.list);
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/ERR_KIND_AMBIGUOUS.*clari-users.*directory/s);
    expect(await findings()).toEqual(before);
  });

  test('is known by its headers once a person said what it is', async () => {
    const { bring } = await assistant();
    const next = GENERIC.replace('Ida Berg', 'Ida B. Berg');
    expect((await bring(GENERIC, AT.list, { kind: 'clari-users', complete: false })).isError).toBe(false);
    const { isError, text } = await bring(next, '2026-11-20T11:00:00.000Z', { complete: false });
    expect(isError, text).toBe(false);
    expect(text).toContain('earlier ones had these headers');
  });

  test('of Salesforce that was stated to be Clari’s is read with a warning', async () => {
    const { bring } = await assistant();
    const list =
      'Username,User ID,Profile,Email,Role,Active\nida@example.com.prod,0055e000001XyZa,Standard,ida@example.com,AE,1\n';
    const { structured } = await bring(list, AT.list, { kind: 'clari-users', complete: false });
    expect(
      read
        .parse(structured)
        .warnings.map(({ why }) => why)
        .join(' '),
    ).toContain('looks like a list of Salesforce users');
  });
});

test('a Copilot user who is called deactivated is no active account', async () => {
  const { bring, findings } = await assistant();
  const item = { id: 'c1', email: 'ida@example.com', name: 'Ida Berg', role: 'REP', is_recording: false };
  const list = {
    users: [
      { ...item, status: 'Deactivated' },
      { ...item, id: 'c2', email: 'bo@example.com' },
    ],
  };
  const { isError, text } = await bring(JSON.stringify(list), AT.list);
  expect(isError, text).toBe(false);
  expect(await findings('copilot')).toMatchObject({ 'ida@example.com': 'inactive' });
  expect((await findings('copilot'))['bo@example.com']).not.toBe('inactive');
});
