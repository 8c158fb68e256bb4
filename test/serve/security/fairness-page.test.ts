import { expect, test } from 'vitest';
import { pageServer } from '../../helpers/page-server.ts';
import { rawSocket } from '../../helpers/raw-http.ts';
import { type WebVisitor, webVisitor } from '../../helpers/web-visitor.ts';

async function signedIn(server: Awaited<ReturnType<typeof pageServer>>, name: string): Promise<WebVisitor> {
  server.issuer.roles.set(name, ['operator']);
  const visitor = webVisitor();
  await visitor.signIn(`${server.origin}/`, name);
  return visitor;
}

function cookiesOf(visitor: WebVisitor, origin: string): string {
  return [...visitor.cookies(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
}

test('people behind one address each have places of their own on the page, whatever another browser holds', async () => {
  const server = await pageServer({ limits: { bodiesOfOne: 1, requestMs: 30_000, bodyGraceMs: 30_000 } });
  const [olga, max] = [await signedIn(server, 'olga'), await signedIn(server, 'max')];
  const slow = await rawSocket(server.port);
  const head = [
    ...['POST /decisions HTTP/1.1', `Host: 127.0.0.1:${server.port}`, `Origin: ${server.origin}`],
    ...['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 500'],
    `Cookie: ${cookiesOf(olga, server.origin)}`,
  ];
  slow.write(`${head.join('\r\n')}\r\n\r\nx`);
  const sent = async (visitor: WebVisitor) => (await visitor.post(`${server.origin}/decisions`, {})).status;
  await expect.poll(() => sent(olga), { timeout: 20_000 }).toBe(429);
  expect(await sent(max)).not.toBe(429);
  expect((await olga.get(`${server.origin}/`)).status).toBe(200);
});
