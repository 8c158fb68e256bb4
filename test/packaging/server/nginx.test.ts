import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isRoot } from '../../helpers/as-nobody.ts';
import { freePort } from '../../helpers/free-port.ts';
import { httpProgram } from '../../helpers/http-program.ts';
import { initialize } from '../../helpers/shared.ts';
import { folder, SERVER } from './place.ts';

const NGINX = process.env['CLARI_IDENTITY_TEST_NGINX'] ?? '/usr/sbin/nginx';
const noNginx = existsSync(NGINX)
  ? null
  : `no nginx at ${NGINX}: install it, or name it with CLARI_IDENTITY_TEST_NGINX`;
if (noNginx !== null) process.stderr.write(`the proxy is not tried: ${noNginx}\n`);

describe.skipIf(noNginx !== null)('nginx in front', () => {
  const NAME = 'clari-identity.acme.com';

  async function proxied(env: Readonly<Record<string, string>>) {
    const served = await httpProgram([], env);
    const place = await folder();
    const port = await freePort();
    const text = await readFile(join(SERVER, 'nginx.conf'), 'utf8');
    const changes: readonly (readonly [string, string])[] = [
      ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
      [`/etc/nginx/tls/${NAME}.pem`, resolve('test/data/loopback-tls/certificate.pem')],
      [`/etc/nginx/tls/${NAME}.key`, resolve('test/data/loopback-tls/key.pem')],
      ['http://127.0.0.1:8765', new URL(served.url).origin],
    ];
    let server = text;
    for (const [named, here] of changes) {
      expect(server).toContain(named);
      server = server.replaceAll(named, here);
    }
    await mkdir(join(place, 'temp'));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${place}/temp/${one};`,
    );
    await writeFile(
      join(place, 'nginx.conf'),
      [
        ...(isRoot ? ['user root;'] : []),
        `daemon off; worker_processes 1; pid ${place}/pid; error_log stderr; events {}`,
        `http { access_log off; ${temporary.join(' ')}`,
        server,
        '}',
      ].join('\n'),
    );
    const child = spawn(NGINX, ['-p', place, '-e', 'stderr', '-c', join(place, 'nginx.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((done) => child.once('close', done));
    let said = '';
    child.stderr.on('data', (bytes) => {
      said += String(bytes);
    });
    onTestFinished(async () => {
      child.kill('SIGTERM');
      await ended;
    });
    const ca = await readFile('test/data/loopback-tls/certificate.pem');
    const ask = (method: string, path: string, body = '') =>
      new Promise<{ readonly status: number | undefined; readonly text: string }>((done, fail) => {
        const headers = {
          host: NAME,
          accept: 'application/json, text/event-stream',
          ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        };
        const asked = request(
          { host: '127.0.0.1', port, ca, servername: 'localhost', method, path, headers },
          (answer) => {
            let got = '';
            answer.setEncoding('utf8').on('data', (part: string) => {
              got += part;
            });
            answer.once('end', () => done({ status: answer.statusCode, text: got }));
          },
        );
        asked.once('error', fail);
        asked.end(body);
      });
    await expect
      .poll(() =>
        ask('GET', '/healthz').then(
          () => 'it answers',
          () => said,
        ),
      )
      .toBe('it answers');
    return { ask };
  }

  test('passes calls and their name on, big ones too, and the health check to this machine', async () => {
    const { ask } = await proxied({ CLARI_IDENTITY_HTTP_HOSTS: NAME });
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200, text: expect.stringContaining('ok') });
    const begun = await ask('POST', '/mcp', JSON.stringify(initialize));
    expect([begun.status, begun.text]).toEqual([200, expect.stringContaining('clari-identity')]);
    const big = { ...initialize, params: { ...initialize.params, _meta: { content: 'x'.repeat(31_000_000) } } };
    expect((await ask('POST', '/mcp', JSON.stringify(big))).status).toBe(200);
    expect((await ask('POST', '/mcp', JSON.stringify({ ...big, more: 'x'.repeat(4_000_000) }))).status).toBe(413);
  });

  test('is refused under a name that the program was not given', async () => {
    const { ask } = await proxied({});
    expect(await ask('POST', '/mcp', JSON.stringify(initialize))).toMatchObject({ status: 403 });
  });
});
