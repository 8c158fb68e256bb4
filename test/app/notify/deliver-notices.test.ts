import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  deliverNotices,
  NOTIFY_PATIENCE,
  type NotifyDeps,
  type OpenReview,
} from '../../../src/app/notify/deliver-notices.ts';
import type { Notice } from '../../../src/app/notify/notice.ts';
import { ClariIdentityError } from '../../../src/model/errors.ts';
import { Secret } from '../../../src/model/secret.ts';
import { type Reply, type Route, type ScriptedServer, scriptedServer } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';

const KEY = `whsec_${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`;
const NOW = '2026-11-24T12:00:00.000Z';
const AT = '2026-11-24T11:59:00.000Z';
const PATH = '/hooks/t0ken-in-path';
const ROUTE = `POST ${PATH}`;

const notice = (type: Notice['type'], sequence: number, reviewId = 'rv_1'): Notice => ({
  type,
  reviewId,
  at: AT,
  sequence,
});
const OPENED = notice('review.opened', 12);
const DECIDED = notice('review.decided', 15);
const CLOSED = notice('review.closed', 20);

afterEach(() => void vi.useRealTimers());

interface World {
  readonly deps: NotifyDeps;
  readonly server: ScriptedServer;
  readonly tuning: ReturnType<typeof testTuning>;
  /** What the ledger and the reviews say. */
  ledger: readonly Notice[];
  open: readonly OpenReview[];
  now: string;
  file(): Promise<string>;
}

async function world(
  answer: Route = () => ({ status: 204 }),
  ledger: readonly Notice[] = [OPENED, DECIDED, CLOSED],
): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), 'clari-notify-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const server = await scriptedServer({ [ROUTE]: answer });
  const { attempts, waitMaxMs, bodyMaxBytes } = NOTIFY_PATIENCE;
  const tuning = testTuning({ attempts, waitMaxMs, bodyMaxBytes, timeoutMs: 150 });
  const made: World = {
    server,
    tuning,
    ledger,
    open: [],
    now: NOW,
    file: () => readFile(join(home, 'notify.json'), 'utf8'),
    deps: {
      home,
      place: { url: new Secret(`${server.origin}${PATH}?key=t0ken-in-query`), secret: new Secret(KEY) },
      clock: () => made.now,
      noticesAfter: async (sequence) => ({
        notices: made.ledger.filter((one) => one.sequence > sequence),
        upTo: made.ledger.at(-1)?.sequence ?? 0,
      }),
      openReviews: async () => made.open,
      tuning,
    },
  };
  return made;
}

const bodies = ({ server }: World) => server.callsTo(ROUTE).map(({ body }) => JSON.parse(body));
const ids = ({ server }: World) => server.callsTo(ROUTE).map(({ headers }) => headers['webhook-id']);

describe('what is sent', () => {
  test('every event, in order, with a signature that the reference library takes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
    const one = await world();
    expect(await deliverNotices(one.deps)).toEqual({ sent: 3, failed: null });
    expect(bodies(one)).toEqual([
      { type: 'review.opened', review_id: 'rv_1', at: AT, sequence: 12 },
      { type: 'review.decided', review_id: 'rv_1', at: AT, sequence: 15 },
      { type: 'review.closed', review_id: 'rv_1', at: AT, sequence: 20 },
    ]);
    for (const { body, headers } of one.server.callsTo(ROUTE)) {
      const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      expect(new Webhook(KEY).verify(body, signed)).toEqual(JSON.parse(body));
      expect(() => new Webhook(`whsec_${Buffer.alloc(32, 1).toString('base64')}`).verify(body, signed)).toThrow();
      expect(() => new Webhook(KEY).verify(body.replace('rv_1', 'rv_2'), signed)).toThrow();
    }
  });

  test('once: the next time only what is new', async () => {
    const one = await world(undefined, [OPENED]);
    await deliverNotices(one.deps);
    expect(await deliverNotices(one.deps)).toEqual({ sent: 0, failed: null });
    one.ledger = [OPENED, DECIDED];
    expect(await deliverNotices(one.deps)).toEqual({ sent: 1, failed: null });
    expect(bodies(one).map(({ sequence }) => sequence)).toEqual([12, 15]);
  });

  test('two events of one entry under two ids, and again both if the second was not taken', async () => {
    let answers: Reply[] = [{ status: 204 }, { status: 400 }];
    const one = await world(
      () => answers.shift() ?? { status: 204 },
      [notice('review.contradicted', 30, 'rv_1'), notice('review.contradicted', 30, 'rv_2')],
    );
    expect(await deliverNotices(one.deps)).toMatchObject({ sent: 1 });
    answers = [];
    one.now = '2026-11-24T12:05:00.000Z';
    expect(await deliverNotices(one.deps)).toEqual({ sent: 2, failed: null });
    const [first, second, ...again] = ids(one);
    expect(new Set([first, second]).size).toBe(2);
    expect(again).toEqual([first, second]);
  });

  test('at most 200 at a time, and the rest the next time', async () => {
    const many = Array.from({ length: 201 }, (_, at) => notice('review.decided', at + 1));
    const one = await world(undefined, many);
    expect(await deliverNotices(one.deps)).toEqual({ sent: 200, failed: null });
    expect(await deliverNotices(one.deps)).toEqual({ sent: 1, failed: null });
    expect(bodies(one).map(({ sequence }) => sequence)).toEqual(many.map(({ sequence }) => sequence));
  });

  test('a ledger that ends before what was sent is another one, and is sent from its start', async () => {
    const one = await world();
    await deliverNotices(one.deps);
    one.ledger = [notice('review.opened', 3, 'rv_9')];
    expect(await deliverNotices(one.deps)).toEqual({ sent: 1, failed: null });
    expect(bodies(one).at(-1)).toMatchObject({ review_id: 'rv_9', sequence: 3 });
  });

  test('a damaged memory tells again under the same ids', async () => {
    const one = await world();
    await deliverNotices(one.deps);
    await writeFile(join(one.deps.home, 'notify.json'), '{"sequence": "twelve"');
    expect(await deliverNotices(one.deps)).toEqual({ sent: 3, failed: null });
    expect(ids(one).slice(3)).toEqual(ids(one).slice(0, 3));
  });
});

describe('what follows from the time', () => {
  const open: OpenReview = { reviewId: 'rv_1', dueAt: '2026-12-01T12:00:00.000Z', sequence: 12 };

  test.each([
    ['four days before', '2026-11-27T12:00:00.000Z', []],
    ['three days before', '2026-11-28T12:00:00.000Z', ['review.due_soon']],
    ['at the due time', '2026-12-01T12:00:00.000Z', ['review.due_soon']],
    ['after it', '2026-12-01T12:00:00.001Z', ['review.overdue']],
  ])('%s', async (_, now, types) => {
    const one = await world(undefined, []);
    Object.assign(one, { open: [open], now });
    await deliverNotices(one.deps);
    await deliverNotices(one.deps);
    expect(bodies(one).map(({ type }) => type)).toEqual(types);
  });

  test('first due soon, then overdue, each once and each under an id of its own', async () => {
    const one = await world(undefined, []);
    one.open = [open];
    for (const now of [
      '2026-11-29T12:00:00.000Z',
      '2026-11-30T12:00:00.000Z',
      '2026-12-02T12:00:00.000Z',
      '2026-12-03T12:00:00.000Z',
    ]) {
      one.now = now;
      await deliverNotices(one.deps);
    }
    expect(bodies(one)).toEqual([
      { type: 'review.due_soon', review_id: 'rv_1', at: '2026-11-28T12:00:00.000Z', sequence: 12 },
      { type: 'review.overdue', review_id: 'rv_1', at: '2026-12-01T12:00:00.000Z', sequence: 12 },
    ]);
    expect(new Set(ids(one)).size).toBe(2);
  });

  test('a closed review is forgotten', async () => {
    const one = await world(undefined, []);
    Object.assign(one, { open: [open], now: '2026-12-02T12:00:00.000Z' });
    await deliverNotices(one.deps);
    expect(JSON.parse(await one.file()).overdue).toEqual(['rv_1']);
    one.open = [];
    await deliverNotices(one.deps);
    expect(JSON.parse(await one.file()).overdue).toEqual([]);
  });
});

describe('a receiver that fails', () => {
  const silent: Reply = { fault: 'stall' };
  test.each<[string, Route, number, string]>([
    ['answers 500 every time', () => ({ status: 500 }), 3, 'The receiver of notices keeps answering 500.'],
    ['answers 429 every time', () => ({ status: 429, headers: { 'retry-after': '86400' } }), 3, 'keeps answering 429'],
    [
      'sends elsewhere',
      () => ({ status: 302, headers: { location: '/elsewhere' } }),
      1,
      'a redirect, which no API call gets. It was not followed.',
    ],
    ['refuses', () => ({ status: 400, text: 'no' }), 1, 'answered 400.'],
    ['is gone', () => ({ status: 410 }), 1, 'answered 410.'],
    ['never answers', () => silent, 3, 'did not answer within 1 seconds, in 3 attempts.'],
    ['breaks off', () => ({ fault: 'reset' }), 3, 'cannot be reached'],
    ['answers without end', () => ({ status: 200, text: 'x'.repeat(70_000) }), 1, 'answered with more than'],
  ])('%s', async (_, answer, calls, why) => {
    const one = await world(answer);
    const delivery = await deliverNotices(one.deps);
    expect(delivery).toMatchObject({ sent: 0, failed: expect.stringContaining(why) });
    // Nothing after the first is sent before it, and every attempt has the same id.
    expect(new Set(ids(one)).size).toBe(1);
    expect(ids(one)).toHaveLength(calls);
    expect(Math.max(0, ...one.tuning.waits)).toBeLessThanOrEqual(2_000);
    const said = `${JSON.stringify(delivery)}${await one.file()}`;
    for (const secret of [KEY, KEY.slice(6), 't0ken-in-path', 't0ken-in-query']) expect(said).not.toContain(secret);
    expect(JSON.parse(await one.file())).toMatchObject({
      sequence: 0,
      failed: { at: NOW, why: delivery.failed, times: 1 },
    });
  });

  test.each<[string, readonly Reply[], readonly number[]]>([
    ['an error of the server', [{ status: 503 }, { status: 200 }], [375]],
    [
      'a limit, waited for as long as it asks',
      [{ status: 429, headers: { 'retry-after': '1' } }, { status: 202 }],
      [1_250],
    ],
    ['a broken connection', [{ fault: 'reset' }, { status: 200 }], [375]],
  ])('and then takes it: %s', async (_, answers, waits) => {
    const left = [...answers];
    const one = await world(() => left.shift() ?? { status: 500 }, [OPENED]);
    expect(await deliverNotices(one.deps)).toEqual({ sent: 1, failed: null });
    expect(new Set(ids(one)).size).toBe(1);
    expect(bodies(one)[0]).toEqual(bodies(one)[1]);
    expect(one.tuning.waits).toEqual(waits);
  });

  test('is left alone, longer each time, and then sent the rest from where it stopped', async () => {
    let status = 204;
    const one = await world(({ nth }) => ({ status: nth === 0 ? 204 : status }));
    status = 400;
    const calls = async (now: string) => {
      const before = one.server.calls.length;
      one.now = now;
      await deliverNotices(one.deps);
      return one.server.calls.length - before;
    };
    expect(await calls('2026-11-24T12:00:00.000Z')).toBe(2);
    expect(await calls('2026-11-24T12:00:59.000Z')).toBe(0);
    expect(await calls('2026-11-24T12:01:00.000Z')).toBe(1);
    expect(await calls('2026-11-24T12:02:59.000Z')).toBe(0);
    // A clock that went back does not silence it for good.
    expect(await calls('2026-11-24T11:00:00.000Z')).toBe(1);
    status = 204;
    expect(await calls('2026-11-24T13:00:00.000Z')).toBe(2);
    expect(bodies(one).map(({ sequence }) => sequence)).toEqual([12, 15, 15, 15, 15, 20]);
    expect(JSON.parse(await one.file())).toEqual({ sequence: 20, dueSoon: [], overdue: [], failed: null });
  });

  test('does not fail whoever asked, nor does a store that cannot be read', async () => {
    const one = await world();
    const fault = async () => {
      throw new ClariIdentityError('ERR_STORE_BUSY', 'The store is busy.', 'Wait.');
    };
    expect(await deliverNotices({ ...one.deps, noticesAfter: fault })).toEqual({
      sent: 0,
      failed: 'The store is busy.',
    });
    expect(await deliverNotices({ ...one.deps, home: join(one.deps.home, 'missing', 'folder') })).toEqual({
      sent: 1,
      failed: 'What was delivered could not be read or noted.',
    });
  });
});
