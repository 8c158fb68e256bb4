import { expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { redactor } from '../../../src/serve/redact.ts';
import { testWorld } from '../../helpers/deps.ts';
import { NOW } from '../../helpers/files.ts';
import { httpProgram } from '../../helpers/http-program.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { answerOf, callOf, shared } from '../../helpers/shared.ts';

const SECRETS = {
  CLARI_IDENTITY_HTTP_TOKEN: 'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0',
  OKTA_API_TOKEN: '00okta-api-token-1234567890',
  AZURE_CLIENT_SECRET: 'azure~client~secret~value',
  CLARI_API_TOKEN: 'clari-api-token-abcdef',
  CLARI_COPILOT_API_KEY: 'copilot-key-112233',
  CLARI_COPILOT_API_PASSWORD: 'copilot-password-445566',
  SALESLOFT_API_TOKEN: 'salesloft-token-9988aa',
  SALESLOFT_CLIENT_SECRET: 'salesloft-secret-7766bb',
  OKTA_PRIVATE_KEY:
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----',
  CLARI_IDENTITY_DATABASE_URL: 'postgres://ledger:pg-password-778899@db.acme.com/clari',
} as const;

const LEAKS = [
  'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0',
  '00okta-api-token-1234567890',
  'azure~client~secret~value',
  'clari-api-token-abcdef',
  'copilot-key-112233',
  'copilot-password-445566',
  'salesloft-token-9988aa',
  'salesloft-secret-7766bb',
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
  'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
  'pg-password-778899',
];

test('a secret of which a shortened text has the beginning is removed as well', () => {
  const redact = redactor({ OKTA_API_TOKEN: '00okta-api-token-1234567890' });
  expect(redact('driver: 00okta-api-tok… (looks_like_instructions)')).toBe(
    'driver: [redacted]… (looks_like_instructions)',
  );
  expect(redact('one 00okta-a…, two 00okta…, three 00…')).toBe('one [redacted]…, two [redacted]…, three 00…');
  expect(redact('an ordinary text that was cut o…')).toBe('an ordinary text that was cut o…');
});

test.each(['error', 'warn', 'info', 'debug'] as const)(
  'at the level %s a fault that carries every secret writes none of them, and answers none',
  async (logLevel) => {
    const world = await testWorld(NOW);
    const faulty = {
      ...world,
      store: {
        ...world.store,
        read: () =>
          Promise.reject(
            new Error(
              `driver: ${Object.values(SECRETS).join(' | ')} Authorization: Bearer ${SECRETS.CLARI_IDENTITY_HTTP_TOKEN}`,
            ),
          ),
      },
    };
    const http = { token: new Secret(SECRETS.CLARI_IDENTITY_HTTP_TOKEN), logLevel };
    const server = await shared({ stateless: true, world: faulty, http, environment: SECRETS });
    const headers = { authorization: `Bearer ${SECRETS.CLARI_IDENTITY_HTTP_TOKEN}` };
    const answer = JSON.stringify(await answerOf(await server.post(callOf('get_coverage'), headers)));
    expect(answer).toContain('ERR_INTERNAL');
    const refused = await server.post(callOf('get_coverage'), {
      authorization: `Bearer wrong-${SECRETS.OKTA_API_TOKEN}`,
    });
    const answered = [answer, await refused.text(), refused.headers.get('www-authenticate'), ...server.logged].join(
      '\n',
    );
    expect(server.logged.join()).toContain('[redacted]');
    for (const leak of LEAKS) expect(answered).not.toContain(leak);
  },
);

test('tokens of people appear in no line of the log, be they good or bad', async () => {
  const world = await testWorld(NOW);
  const from = await issuer(() => new Date(world.clock()));
  const oauth = { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl };
  const server = await shared({ world, http: { oauth, logLevel: 'debug' } });
  const good = await from.token();
  const bad = await from.token({ aud: 'other' });
  const session = await server.begin({ authorization: `Bearer ${good}` });
  await server.post(callOf('get_coverage'), { authorization: `Bearer ${good}`, 'mcp-session-id': session });
  await server.post(callOf('get_coverage'), { authorization: `Bearer ${bad}` });
  await fetch(`${server.serving.url}?access_token=${good}`);
  await expect.poll(() => server.logged.filter((line) => line.includes('"request"')).length).toBeGreaterThanOrEqual(4);
  const lines = server.logged.join('\n');
  for (const token of [good, bad]) for (const part of token.split('.')) expect(lines).not.toContain(part);
  // A session's id is as good as a key while it lives.
  expect(lines).not.toContain(session);
});

test('arguments and answers are in no line of the log', async () => {
  const server = await shared({ stateless: true, http: { logLevel: 'debug' } });
  const content = 'clari_id,email,role,status\n1,very.private@acme.com,Rep,Active\n';
  await answerOf(await server.post(callOf('import_clari_export', { content, as_of: '2026-11-19T00:00:00Z' })));
  await answerOf(await server.post(callOf('list_clari_users', { query: 'private' })));
  expect(server.logged.join()).not.toContain('private');
});

test('the program itself, with every secret set, starts, serves, refuses and ends without telling one', async () => {
  const { CLARI_IDENTITY_DATABASE_URL: _elsewhere, ...set } = SECRETS;
  const server = await httpProgram(['--stateless'], {
    ...set,
    CLARI_IDENTITY_LOG_LEVEL: 'debug',
    OKTA_ORG_URL: 'http://127.0.0.1:9',
  });
  const post = (token: string, message: unknown) =>
    fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(message),
    });
  const answered = [
    await (await post(set.CLARI_IDENTITY_HTTP_TOKEN, callOf('sync_directory', { directory: 'okta' }))).text(),
    await (await post(set.CLARI_IDENTITY_HTTP_TOKEN, callOf('get_coverage'))).text(),
    await (await post('wrong', callOf('get_coverage'))).text(),
  ];
  server.kill('SIGTERM');
  expect(await server.exited).toBe(0);
  const all = [...answered, ...server.logged, server.stdout()].join('\n');
  for (const leak of LEAKS) expect(all).not.toContain(leak);
});

test.each([
  ['a bearer token', 'got Authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
  ['a token of Okta', 'SSWS 00abcdefghijklm failed', '00abcdefghijklm'],
  [
    'a JSON web token',
    'token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMHUxIn0.c2lnbmF0dXJl was refused',
    'eyJzdWIiOiIwMHUxIn0',
  ],
  ['a password in an address', 'connect postgres://ann:s3cr3t@db/clari', 's3cr3t'],
  ['a parameter', 'GET /cb?access_token=a1b2c3&x=1', 'a1b2c3'],
  ['a field of JSON', '{"client_secret":"a1b2c3d4"}', 'a1b2c3d4'],
  ['a key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----', 'MIIabc'],
])('%s is taken out by its shape, known or not', (_what, line, leak) => {
  const redacted = redactor({})(line);
  expect(redacted).not.toContain(leak);
  expect(redacted).toContain('[redacted]');
});

test('what is no secret stays readable', () => {
  const redact = redactor({ CLARI_IDENTITY_HTTP_TOKEN: 'abc', OKTA_PRIVATE_KEY_FILE: '/etc/keys/okta.pem' });
  const line = 'abc read /etc/keys/okta.pem for ana@acme.com at https://acme.okta.com/api/v1/users?limit=200';
  expect(redact(line)).toBe(line);
});
