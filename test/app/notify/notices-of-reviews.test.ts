import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { hoursAgo } from '../../helpers/program.ts';
import { programServer } from '../../helpers/program-server.ts';
import { OPEN, REVIEWED_USERS } from '../../helpers/review-company.ts';
import { asOfToday, daysAhead, reviewProgram } from '../../helpers/review-program.ts';

const KEY = `whsec_${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`;
const OPENING = { ...OPEN, due_at: daysAhead(20) };
const opened = z.object({ review_id: z.string() });
const notice = z.strictObject({
  type: z.string(),
  review_id: z.string(),
  at: z.string(),
  sequence: z.number(),
});

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A receiver on loopback; `hangs`: it takes what comes and answers nothing. */
async function receiver(hangs: boolean) {
  const received: Received[] = [];
  let givenUp = 0;
  const server = createServer(async (request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) givenUp += 1;
    });
    received.push({ headers: headersOf(request), body: await bodyOf(request) });
    if (!hangs) response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}/hooks/t0ken-in-path`;
  return {
    received,
    givenUp: () => givenUp,
    environment: { CLARI_IDENTITY_NOTIFY_URL: url, CLARI_IDENTITY_NOTIFY_SECRET: KEY },
  };
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

test('opened, decided, contradicted and closed arrive once each, signed, and say nothing of anybody', async () => {
  const { received, environment } = await receiver(false);
  const company = await reviewProgram(environment);
  const server = await programServer(company.environment);
  const { review_id } = opened.parse((await server.call('open_access_review', OPENING)).structured);
  const { item_id } = await company.item(review_id, 'leo@acme.com');
  const revoke = { item_id, decision: 'revoke', rationale: 'He left' };
  const decided = await server.call('decide_review_items', { review_id, items: [revoke], reviewer: 'mia@acme.com' });
  expect(decided).toMatchObject({ isError: false });
  const done = { account: 'leo@acme.com', performed_by: 'Adam', performed_at: hoursAgo(2) };
  expect(await server.call('record_manual_deactivation', done)).toMatchObject({ isError: false });
  // By another process: an export that is newer, in which the account is still open.
  const later = await company.file('later.csv', asOfToday(REVIEWED_USERS));
  expect((await company.run('import', later, '--as-of', hoursAgo(1), '--complete')).code).toBe(0);
  expect((await company.item(review_id, 'leo@acme.com')).standing).toBe('contradicted');
  const closing = { review_id, undecided_become: 'not_reviewed' };
  expect(await server.call('close_access_review', closing)).toMatchObject({ isError: false });
  await server.close();
  expect((await company.run('status')).code).toBe(0);

  const notices = received.map(({ body }) => notice.parse(JSON.parse(body)));
  expect(notices.map(({ type }) => type)).toEqual([
    'review.opened',
    'review.decided',
    'review.contradicted',
    'review.closed',
  ]);
  expect(new Set(notices.map((one) => one.review_id))).toEqual(new Set([review_id]));
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
  for (const { body, headers } of received) {
    expect(new Webhook(KEY).verify(body, { ...headers })).toEqual(JSON.parse(body));
    expect(body).not.toMatch(/acme|leo/);
  }
});

test('a receiver that takes a call and never answers holds up no answer of a server', async () => {
  const { received, givenUp, environment } = await receiver(true);
  const company = await reviewProgram(environment);
  const server = await programServer(company.environment);
  const done = await server.call('open_access_review', OPENING);
  expect(done).toMatchObject({ isError: false });
  // Whoever waited for it would answer only once it is given up.
  expect(givenUp()).toBe(0);
  const { review_id } = opened.parse(done.structured);
  const items = [{ item_id: '2', decision: 'keep' }];
  expect(await server.call('decide_review_items', { review_id, items, reviewer: 'mia@acme.com' })).toMatchObject({
    isError: false,
  });
  await server.close();
  expect(received.length).toBeGreaterThan(0);
});

test('nor does it fail a command, which says on stderr what is tried again', async () => {
  const { received, environment } = await receiver(true);
  const quiet = await reviewProgram();
  const server = await programServer(quiet.environment);
  const { review_id } = opened.parse((await server.call('open_access_review', OPENING)).structured);
  await server.close();
  const out = join(quiet.home, 'messages');
  const run = await quiet.runWith(environment)(
    'access-review',
    'remind',
    review_id,
    '--out',
    out,
    '--from',
    'it@acme.com',
  );
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('3 messages are written') });
  expect(run.stderr).toContain('did not answer');
  expect(run.stderr).not.toContain('t0ken');
  expect(received.length).toBeGreaterThan(0);
});
