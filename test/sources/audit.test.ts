import { describe, expect, test } from 'vitest';
import { inspect, mentionsIn, read, refusal, warned } from './reading.ts';

const ITEM = {
  correlationID: 'x-1',
  actorId: '9001',
  impersonatingActorId: null,
  actorType: 'USER',
  sessionId: 's',
  ipAddress: '198.51.100.4',
  sessionType: 'WEB',
  event: 'api.accessed',
  eventParameters: { deep: { er: [1, { x: null }] } },
  eventTimestamp: '2026-11-03T16:22:18Z',
};
const ACTOR = { actorType: 'USER', actorId: '9001', name: 'Ann Ott', email: 'ann@acme.com' };

function json(items: readonly unknown[], actors: readonly unknown[] = [ACTOR], nextLink: string | null = null): string {
  return JSON.stringify({ nextLink, items, actors });
}

describe('an audit export', () => {
  test('an event names its actor, with what the list of actors says of them', async () => {
    expect(mentionsIn(await read(json([ITEM])))).toEqual([
      {
        line: 1,
        key: 'id:9001',
        role: 'audit_actor',
        exportId: '9001',
        crmId: null,
        email: 'ann@acme.com',
        name: 'Ann Ott',
        hierarchyRole: null,
        actedAt: { at: '2026-11-03T16:22:18.000Z', dateOnly: false },
        event: 'api.accessed',
      },
    ]);
  });

  test('an actor without events is named', async () => {
    const bo = { ...ACTOR, actorId: 9002, name: 'Bo', email: 'bo@acme.com' };
    expect(mentionsIn(await read(json([ITEM], [ACTOR, bo])))).toMatchObject([
      { line: 1, key: 'id:9001', event: 'api.accessed' },
      { line: 2, key: 'id:9002', email: 'bo@acme.com', actedAt: null, event: null },
    ]);
  });

  test('an actor who is not listed is known by id', async () => {
    expect(mentionsIn(await read(json([{ ...ITEM, actorId: '77' }], [])))).toMatchObject([
      { key: 'id:77', email: null, event: 'api.accessed' },
    ]);
  });

  test.each(['SYSTEM', 'JOB'])('%s is nobody', async (actorType) => {
    const all = await read(
      json([{ ...ITEM, actorId: '1', actorType }, ITEM], [{ ...ACTOR, actorId: '1', actorType }, ACTOR]),
    );
    expect(mentionsIn(all).map(({ key }) => key)).toEqual(['id:9001']);
    expect(warned(all)).toContain('1 event, this one first, by a system');
  });

  test('acting as somebody else is counted as nobody acting', async () => {
    const all = await read(
      json([
        { ...ITEM, impersonatingActorId: '1' },
        { ...ITEM, impersonatingActorId: '9001' },
      ]),
    );
    expect(mentionsIn(all).map(({ key, actedAt }) => [key, actedAt === null])).toEqual([
      ['id:9001', true],
      ['id:1', true],
      ['id:9001', false],
    ]);
    expect(warned(all)).toContain('while one user acted as another');
  });

  test.each([
    ['2026-11-03T16:22:18', 'offset'],
    ['soon', 'not a date'],
    ['2031-01-01T00:00:00Z', 'future'],
  ])('the time %s is set aside', async (eventTimestamp, why) => {
    const all = await read(json([{ ...ITEM, eventTimestamp }]));
    expect(mentionsIn(all)[0]).toMatchObject({ actedAt: null, event: 'api.accessed' });
    expect(warned(all)).toContain(why);
  });

  test('milliseconds since 1970 are a time too', async () => {
    const all = await read(json([{ ...ITEM, eventTimestamp: 1_793_000_000_000 }]));
    expect(mentionsIn(all)[0]?.actedAt?.at).toBe('2026-10-26T07:33:20.000Z');
  });

  test('pages in one array are one file, and actors of a later page count for an earlier', async () => {
    const bo = { ...ACTOR, actorId: '2', name: 'Bo', email: 'bo@acme.com' };
    const pages = `[${json([{ ...ITEM, actorId: '2' }], [], 'https://api.example/audit?p=2')},${json([ITEM], [ACTOR, bo])}]`;
    const all = await read(pages);
    expect(mentionsIn(all).map(({ line, email }) => [line, email])).toEqual([
      [1, 'bo@acme.com'],
      [2, 'ann@acme.com'],
    ]);
    expect(all.summary.warnings).toEqual([]);
  });

  test('a last page that names a next one is not the whole window', async () => {
    const all = await read(`[${json([ITEM])},${json([ITEM], [], 'https://api.example/audit?p=3')}]`);
    expect(warned(all)).toContain('nextLink');
    expect(all.summary.truncated).toBe(true);
  });

  test('nothing of an event but its name and time is kept', async () => {
    const { observations } = await read(json([ITEM]));
    expect(JSON.stringify(observations)).not.toMatch(/198\.51|deep|correlation/);
  });

  test('an export without anything is refused', async () => {
    expect((await refusal(() => inspect(json([], [])))).code).toBe('ERR_NO_ROWS');
  });

  test('an event without an actor is refused', async () => {
    const all = await read(json([ITEM, { ...ITEM, actorId: '' }]));
    expect(all.summary.rejected).toEqual([{ line: 1, why: expect.stringContaining('items[1]') }]);
  });
});
