import { readFile, writeFile } from 'node:fs/promises';
import { request as send } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type ClientCapabilities, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../../src/store/open.ts';
import { browser, noBrowser } from '../../helpers/browser.ts';
import { ASSIGNED, OKTA, USERS } from '../../helpers/files.ts';
import { freePort } from '../../helpers/free-port.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { pageProgram } from '../../helpers/page-server.ts';
import { PATIENT } from '../../helpers/patient.ts';
import { hoursAgo, runIn } from '../../helpers/program.ts';

const answered = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.object({ text: z.string() })),
  structuredContent: z.looseObject({}).optional(),
});

/** The installed program with the small company, Olga who records and Pia who approves. */
async function company(publicOrigin?: string) {
  const server = await pageProgram({ CLARI_IDENTITY_DIRECTORIES: 'okta' }, publicOrigin);
  const run = runIn(server.environment);
  for (const [name, content, at, ...more] of [
    ['users.csv', USERS, 3],
    ['okta.csv', OKTA, 2.5, '--directory', 'okta'],
    ['assigned.csv', ASSIGNED, 2.5, '--kind', 'directory-assignments', '--directory', 'okta'],
  ] as const) {
    await writeFile(join(server.home, name), content);
    const imported = await run('import', join(server.home, name), '--complete', '--as-of', hoursAgo(at), ...more);
    expect(imported).toMatchObject({ code: 0 });
  }
  server.issuer.roles.set('olga', ['operator']);
  server.issuer.roles.set('pia', ['approver']);
  return {
    ...server,
    /** An assistant that acts for this person. */
    async assistant(login: string, capabilities: ClientCapabilities = {}, opens?: (link: string) => void) {
      const client = new Client({ name: 'desktop', version: '2' }, { capabilities });
      if (opens !== undefined)
        client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
          if (params.mode === 'url') opens(params.url);
          return { action: 'accept' };
        });
      const headers = { authorization: `Bearer ${await server.issuer.token(login)}` };
      await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers } }));
      onTestFinished(() => client.close());
      return async (name: string, args: Record<string, unknown>) => {
        const {
          isError = false,
          content,
          structuredContent = {},
        } = answered.parse(await client.callTool({ name, arguments: args }, undefined, PATIENT));
        return { isError, text: content.map(({ text }) => text).join('\n'), structured: structuredContent };
      };
    },
    async ledger() {
      const store = await openStore({ url: `sqlite:${join(server.home, 'data', 'store.sqlite')}` });
      try {
        return { entries: await ledgerOf({ store }), records: await store.read((reader) => reader.records()) };
      } finally {
        await store.close();
      }
    },
  };
}

const linkIn = (text: string) => /https?:\/\/[^\s"]+\/decisions\/[\w-]+/.exec(text)?.[0] ?? 'no link';

/** Follows a link in a browser of their own, signs in at the issuer, and agrees. */
async function agrees(link: string, login: string): Promise<Page> {
  const page = await (await browser({ ignoreHTTPSErrors: true })).newPage();
  await page.goto(link);
  await page.getByLabel('Login').fill(login);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(link);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Done.', { exact: true }).waitFor();
  return page;
}

const CLAIM = { account: 'leo@acme.com', performed_by: 'Mara' };

describe.skipIf(noBrowser !== null)('a person decides in their browser what their assistant can not ask them', () => {
  test('a client without forms gets a link; what Olga then confirms is recorded as hers', async () => {
    const { assistant, ledger } = await company();
    const call = await assistant('olga');
    const claim = { ...CLAIM, performed_at: hoursAgo(1) };
    const first = await call('record_manual_deactivation', claim);
    expect(first.structured).toMatchObject({ status: 'confirmation_required', decide_at: linkIn(first.text) });
    const page = await agrees(linkIn(first.text), 'olga');
    const { entries, records } = await ledger();
    expect(records).toMatchObject([
      { attestation: { level: 'signed_in_page', client: { name: 'desktop', version: '2' } } },
    ]);
    const [entry] = entries.filter(({ kind }) => kind === 'deactivation.recorded');
    expect(entry?.actor).toEqual({ name: 'olga@acme.com (olga)', authenticated: true, via: 'page' });
    expect((await call('record_manual_deactivation', claim)).structured).toMatchObject({ status: 'already_recorded' });
    // Leaving ends it here, and the browser goes on to the issuer by itself.
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByText('Sign-out Success').waitFor();
    await page.goto(linkIn(first.text));
    await page.getByLabel('Login').waitFor();
  });

  test('a client without forms can have a plan approved, by the person who holds the role', async () => {
    const { assistant, ledger } = await company();
    const drafted = (await (await assistant('olga'))('draft_offboarding_plan', { account: 'leo@acme.com' })).structured;
    const plan = { plan_id: drafted['plan_id'], plan_hash: drafted['plan_hash'] };
    const call = await assistant('pia');
    const asked = await call('approve_offboarding_plan', plan);
    expect(asked.isError).toBe(true);
    await agrees(linkIn(asked.text), 'pia');
    const [entry] = (await ledger()).entries.filter(({ kind }) => kind === 'plan.approved');
    expect(entry?.actor).toEqual({ name: 'pia@acme.com (pia)', authenticated: true, via: 'page' });
    expect(JSON.stringify(entry)).toContain('signed_in_page');
  });

  test('a client that opens links gets its answer in the same call', async () => {
    const { assistant, ledger } = await company();
    const opened: Promise<Page>[] = [];
    const call = await assistant('olga', { elicitation: { url: {} } }, (link) => opened.push(agrees(link, 'olga')));
    const answer = await call('record_manual_deactivation', { ...CLAIM, performed_at: hoursAgo(1) });
    expect(answer).toMatchObject({ isError: false, structured: { status: 'recorded' } });
    await Promise.all(opened);
    expect((await ledger()).records).toMatchObject([{ attestation: { level: 'signed_in_page' } }]);
  });

  test('all of it works behind a proxy that ends TLS', async () => {
    const port = await freePort();
    const origin = `https://localhost:${port}`;
    const { assistant, ledger, own } = await company(origin);
    await tlsProxy(port, own);
    const first = await (await assistant('olga'))('record_manual_deactivation', {
      ...CLAIM,
      performed_at: hoursAgo(1),
    });
    const link = linkIn(first.text);
    expect(link.startsWith(`${origin}/decisions/`)).toBe(true);
    const page = await agrees(link, 'olga');
    const cookies = await page.context().cookies(origin);
    expect(cookies).toMatchObject([
      { name: '__Host-clari_identity_session', secure: true, httpOnly: true, sameSite: 'Lax', path: '/' },
    ]);
    expect((await ledger()).records).toHaveLength(1);
  });
});

/** Passes requests on as proxies do: to the server, with the name that the browser asked for. */
async function tlsProxy(port: number, to: string): Promise<void> {
  const [key, cert] = await Promise.all(
    ['key', 'certificate'].map((name) => readFile(resolve(`test/data/loopback-tls/${name}.pem`), 'utf8')),
  );
  const proxy = createTlsServer({ ...(key === undefined ? {} : { key }), ...(cert === undefined ? {} : { cert }) });
  proxy.on('request', (request, response) => {
    const { method, url, headers } = request;
    const onward = send(`${to}${url ?? ''}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => proxy.listen(port, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => proxy.close(() => done())));
  onTestFinished(() => proxy.closeAllConnections());
}
