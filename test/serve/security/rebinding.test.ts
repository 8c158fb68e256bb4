import { expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { exchange, rawPost, statuses } from '../../helpers/raw-http.ts';
import { callOf, shared } from '../../helpers/shared.ts';

const BODY = JSON.stringify(callOf('get_coverage'));

test.each([
  ['a name of the attacker', 'evil.example'],
  ['a name of the attacker with our port', 'evil.example:PORT'],
  ['a name that begins like ours', 'localhost.evil.example'],
  ['a name that ends like ours', 'evil-localhost'],
  ['an address of the local network', '192.168.0.7:PORT'],
  ['the unspecified address', '0.0.0.0:PORT'],
  ['credentials before the name', 'localhost@evil.example'],
  ['two names', 'localhost, evil.example'],
  ['nothing', ''],
])('on loopback, a Host of %s is refused', async (_what, host) => {
  const server = await shared({ stateless: true });
  const said = await exchange(server.port, rawPost(BODY, [`Host: ${host.replace('PORT', String(server.port))}`]));
  expect(statuses(said)).toEqual([403]);
  expect(said).not.toContain('evil');
});

test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('%s is ours, with any port', async (name) => {
  const server = await shared({ stateless: true });
  for (const host of [name, `${name}:${server.port}`, `${name}:8765`])
    expect(statuses(await exchange(server.port, rawPost(BODY, [`Host: ${host}`])))).toEqual([200]);
});

test.each([
  ['a page of another site', 'https://evil.example'],
  ['a page that was rebound to us', 'http://evil.example:PORT'],
  ['a page on another port of this machine', 'http://localhost:3000'],
  ['a page without an origin', 'null'],
  ['a file', 'file://'],
  ['an extension', 'chrome-extension://abcdef'],
  ['an origin with a path', 'http://localhost:PORT/mcp'],
])('%s may not use the server', async (_what, origin) => {
  const server = await shared({ stateless: true });
  const headers = [`Host: localhost:${server.port}`, `Origin: ${origin.replace('PORT', String(server.port))}`];
  expect(statuses(await exchange(server.port, rawPost(BODY, headers)))).toEqual([403]);
});

test('no other site is given leave by CORS', async () => {
  const server = await shared({ stateless: true });
  const response = await server.post(callOf('get_coverage'));
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('beyond loopback a name has to be known; an address is none that can be rebound', async () => {
  const http = { token: new Secret('q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0'), hosts: ['clari-identity.acme.com'] };
  const server = await shared({ stateless: true, http, address: { host: '0.0.0.0', port: 0 } });
  const status = async (host: string) =>
    statuses(
      await exchange(
        server.port,
        rawPost(BODY, [`Host: ${host}`, 'Authorization: Bearer q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0']),
      ),
    )[0];
  expect(await status('clari-identity.acme.com')).toBe(200);
  expect(await status(`10.0.0.4:${server.port}`)).toBe(200);
  expect(await status('evil.example')).toBe(403);
});
