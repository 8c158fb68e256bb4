import { expect, test } from 'vitest';
import { httpProgram } from '../helpers/http-program.ts';
import { program } from '../helpers/program.ts';
import { answerOf, callOf } from '../helpers/shared.ts';

const post = (url: string, message: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(message),
  });

test('the server names its free port on stderr, keeps stdout silent, and logs lines of JSON', async () => {
  const server = await httpProgram(['--stateless']);
  const answer = await answerOf(await post(server.url, callOf('get_coverage')));
  expect(answer).toMatchObject({ id: 1, result: { structuredContent: {} } });
  expect((await fetch(new URL('/healthz', server.url))).status).toBe(200);
  server.kill('SIGTERM');
  expect(await server.exited).toBe(0);
  expect(server.stdout()).toBe('');
  const events = server.logged.map((line) => JSON.parse(line).event);
  expect(events).toEqual(['listening', 'request', 'request', 'stopping', 'stopped']);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s lets the call in flight finish, then the server ends', async (signal) => {
  const server = await httpProgram(['--stateless']);
  const rows = Array.from({ length: 60_000 }, (_, at) => `${at},p${at}@acme.com,Rep,Active`);
  const content = ['clari_id,email,role,status', ...rows].join('\n');
  // The headers come at once, the answer when the import is through: in between the call is in flight.
  const response = await post(server.url, callOf('import_clari_export', { content, as_of: '2026-01-01T00:00:00Z' }));
  server.kill(signal);
  expect(await answerOf(response)).toMatchObject({
    result: { structuredContent: { status: 'imported', accepted: 60_000 } },
  });
  expect(await server.exited).toBe(0);
});

test.each([
  ['every address', '0.0.0.0'],
  ['every address of IPv6', '::'],
  ['a name', 'clari-identity.acme.com'],
  ['an address that only looks like loopback', '127.0.0.1.acme.com'],
])('%s without authorization is refused', async (_what, host) => {
  const one = await program();
  const run = await one.run('serve', '--http', '--port', '0', '--host', host);
  expect([run.code, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toContain('nothing says who may ask');
});

test('beyond loopback a token is enough to start, and the log says that TLS is needed', async () => {
  const server = await httpProgram(['--host', '0.0.0.0'], {
    CLARI_IDENTITY_HTTP_TOKEN: 'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0',
  });
  expect(server.logged.join()).toContain('ends TLS');
  expect((await post(server.url.replace('0.0.0.0', '127.0.0.1'), callOf('get_coverage'))).status).toBe(401);
});

test('a port that is taken is said so', async () => {
  const server = await httpProgram();
  const one = await program();
  const run = await one.run('serve', '--http', '--port', new URL(server.url).port);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('EADDRINUSE');
});

test.each([
  ['a port that is none', ['--http', '--port', '70000'], {}, 'A port is a number'],
  ['flags of HTTP over stdio', ['--stateless'], {}, '--http is not given'],
  ['half of an issuer', ['--http'], { CLARI_IDENTITY_OAUTH_ISSUER: 'https://id.acme.com' }, 'only set in part'],
  [
    'keys without TLS',
    ['--http'],
    {
      CLARI_IDENTITY_OAUTH_ISSUER: 'https://id.acme.com',
      CLARI_IDENTITY_OAUTH_AUDIENCE: 'api://clari',
      CLARI_IDENTITY_OAUTH_JWKS_URL: 'http://id.acme.com/keys',
    },
    'CLARI_IDENTITY_OAUTH_JWKS_URL is not usable: it must be https',
  ],
  [
    'an issuer without TLS',
    ['--http'],
    {
      CLARI_IDENTITY_OAUTH_ISSUER: 'http://id.acme.com',
      CLARI_IDENTITY_OAUTH_AUDIENCE: 'api://clari',
      CLARI_IDENTITY_OAUTH_JWKS_URL: 'https://id.acme.com/keys',
    },
    'CLARI_IDENTITY_OAUTH_ISSUER is not usable: it must be https',
  ],
])('%s is a wrong use, exit 2', async (_what, flags, env, says) => {
  const one = await program(env);
  const run = await one.run('serve', ...flags);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(says);
});

test('read-only wins over the role: an operator over HTTP is offered reading tools only', async () => {
  const server = await httpProgram(['--stateless'], { CLARI_IDENTITY_READ_ONLY: '1' });
  const list = JSON.stringify(await answerOf(await post(server.url, { jsonrpc: '2.0', id: 1, method: 'tools/list' })));
  expect(list).toContain('get_coverage');
  expect(list).not.toContain('"readOnlyHint":false');
  const call = await answerOf(
    await post(server.url, callOf('import_clari_export', { content: 'a', as_of: '2026-01-01' })),
  );
  expect(call).toMatchObject({ result: { isError: true } });
});
