import { describe, expect, test } from 'vitest';
import type { Exposure, StatedClosing } from '../../../src/model/exposure.ts';
import { type ExposurePicture, exposurePicture } from '../../../src/views/pictures/exposure.ts';
import { HOSTILE, notesOf, recordsOf, rowsOf, saidIn, textsIn, trapsIn } from './parts.ts';

const NOW = '2026-11-30T12:00:00.000Z';
const at = (day: string) => `2026-${day}T00:00:00.000Z`;

function exposed(more: Partial<Exposure> = {}): Exposure {
  return {
    accountId: '1001',
    app: 'clari',
    email: 'leo@acme.com',
    name: 'Leo Left',
    endedAt: at('11-01'),
    stated: null,
    seenClosedAt: null,
    usedAfter: 'no',
    lastUseAt: null,
    dueAt: at('11-02'),
    ...more,
  };
}

function stated(more: Partial<StatedClosing>): StatedClosing {
  return { at: at('11-11'), state: 'verifying', counts: true, settledAt: null, reappearedAt: null, ...more };
}

function drawn(rows: readonly Exposure[], more: Partial<ExposurePicture> = {}) {
  return exposurePicture('exposure', {
    title: 'Exposure over time',
    now: NOW,
    rows,
    more: 0,
    unknown: 0,
    listed: 'in the list below',
    link: ({ accountId }) => `/accounts/${accountId}`,
    none: 'Nobody lost access.',
    ...more,
  });
}

describe('one account over time', () => {
  const cases: readonly {
    name: string;
    row: Partial<Exposure>;
    bars: readonly string[];
    stands: string;
    days: string;
  }[] = [
    {
      name: 'nobody did anything: open until now',
      row: {},
      bars: ['open: 2026-11-01 00:00 UTC to 2026-11-30 12:00 UTC'],
      stands: '29 days: open',
      days: '29',
    },
    {
      name: 'a person stated it: open until then, not proven since',
      row: { stated: stated({}) },
      bars: [
        'open: 2026-11-01 00:00 UTC to 2026-11-11 00:00 UTC',
        'stated closed: 2026-11-11 00:00 UTC to 2026-11-30 12:00 UTC',
      ],
      stands: '10 days: stated closed, not proven',
      days: '10',
    },
    {
      name: 'a read confirms it: proven from that read on',
      row: { stated: stated({ state: 'confirmed', settledAt: at('11-20') }), seenClosedAt: at('11-20') },
      bars: [
        'open: 2026-11-01 00:00 UTC to 2026-11-11 00:00 UTC',
        'stated closed: 2026-11-11 00:00 UTC to 2026-11-20 00:00 UTC',
      ],
      stands: '10 days: closed, proven',
      days: '10',
    },
    {
      name: 'confirmed, then seen open again: open from then on',
      row: { stated: stated({ state: 'confirmed', settledAt: at('11-15'), reappearedAt: at('11-25') }) },
      bars: [
        'open: 2026-11-01 00:00 UTC to 2026-11-11 00:00 UTC',
        'stated closed: 2026-11-11 00:00 UTC to 2026-11-15 00:00 UTC',
        'open: 2026-11-25 00:00 UTC to 2026-11-30 12:00 UTC',
      ],
      stands: '10 days: closed, open again',
      days: '10',
    },
    {
      name: 'opened again and closed again: both are drawn',
      row: {
        stated: stated({ state: 'confirmed', settledAt: at('11-15'), reappearedAt: at('11-18') }),
        seenClosedAt: at('11-22'),
      },
      bars: [
        'open: 2026-11-01 00:00 UTC to 2026-11-11 00:00 UTC',
        'stated closed: 2026-11-11 00:00 UTC to 2026-11-15 00:00 UTC',
        'open: 2026-11-18 00:00 UTC to 2026-11-22 00:00 UTC',
      ],
      stands: '10 days: opened again, seen closed',
      days: '10',
    },
    {
      name: 'a read contradicts the statement: open all along',
      row: { stated: stated({ state: 'contradicted', settledAt: at('11-20') }) },
      bars: ['open: 2026-11-01 00:00 UTC to 2026-11-30 12:00 UTC'],
      stands: '29 days: open, though stated closed',
      days: '29',
    },
    {
      name: 'nobody attested the statement: open all along',
      row: { stated: stated({ counts: false }) },
      bars: ['open: 2026-11-01 00:00 UTC to 2026-11-30 12:00 UTC'],
      stands: '29 days: open; a statement not attested',
      days: '29',
    },
    {
      name: 'nothing settled the statement in time: open all along',
      row: { stated: stated({ state: 'expired' }) },
      bars: ['open: 2026-11-01 00:00 UTC to 2026-11-30 12:00 UTC'],
      stands: '29 days: open; a statement expired',
      days: '29',
    },
    {
      name: 'the statement was withdrawn: as if there were none',
      row: { stated: stated({ state: 'withdrawn' }) },
      bars: ['open: 2026-11-01 00:00 UTC to 2026-11-30 12:00 UTC'],
      stands: '29 days: open',
      days: '29',
    },
    {
      name: 'a read shows it closed without a statement',
      row: { seenClosedAt: at('11-03') },
      bars: ['open: 2026-11-01 00:00 UTC to 2026-11-03 00:00 UTC'],
      stands: '2 days: seen closed',
      days: '2',
    },
    {
      name: 'it was closed before access ended: it was never open after that',
      row: { seenClosedAt: at('10-20') },
      bars: [],
      stands: 'less than a day: seen closed',
      days: '0',
    },
    {
      name: 'access ends later: nothing is drawn',
      row: { endedAt: '2026-12-24T00:00:00.000Z' },
      bars: [],
      stands: 'access has not ended yet',
      days: 'unknown',
    },
    {
      name: 'it is not known when access ended: that is said, and nothing is drawn',
      row: { endedAt: null, dueAt: null },
      bars: [],
      stands: 'open; not known since when',
      days: 'unknown',
    },
  ];
  test.each(cases)('$name', ({ row, bars, stands, days }) => {
    const picture = drawn([exposed(row)]);
    expect(saidIn(picture)).toEqual(bars.map((one) => `leo@acme.com, ${one}`));
    expect(textsIn(picture)).toContain(stands);
    const [record] = recordsOf(picture);
    expect([record?.['Where it stands'], record?.['Days open']]).toEqual([stands, days]);
  });

  test('the last use is marked only where it is after the end of access', () => {
    const used = (lastUseAt: string, usedAfter: Exposure['usedAfter']) =>
      recordsOf(drawn([exposed({ lastUseAt, usedAfter })]))[0]?.['Used after'];
    expect(used(at('11-05'), 'yes')).toBe('2026-11-05 00:00 UTC');
    expect(used(at('10-05'), 'no')).toBe('no');
    const triangles = (one: Exposure) => drawn([one]).markup.match(/class="ink-paper line-bad"/g)?.length;
    // One stands in the key.
    expect(triangles(exposed({ lastUseAt: at('11-05'), usedAfter: 'yes' }))).toBe(2);
    expect(triangles(exposed({ lastUseAt: at('10-05'), usedAfter: 'no' }))).toBe(1);
  });
});

describe('many accounts', () => {
  test('at most thirty are drawn; how many others there are is said', () => {
    const rows = Array.from({ length: 40 }, (_, place) =>
      exposed({ accountId: `${place}`, email: `p${place}@acme.com` }),
    );
    const picture = drawn(rows, { more: 9_960, unknown: 3 });
    expect(recordsOf(picture)).toHaveLength(30);
    expect(saidIn(picture)).toHaveLength(30);
    expect(notesOf(picture)).toEqual([
      '9970 more accounts are in the list below.',
      'Of 3 further accounts no time is known at which access ended: nothing is drawn of them.',
    ]);
  });

  test('none is said in words, without an empty image', () => {
    const picture = drawn([]);
    expect(notesOf(picture)).toEqual(['Nobody lost access.']);
    expect(picture.markup).not.toContain('<svg');
  });

  test.each([
    ['a day', '2026-11-29T20:00:00.000Z', 2, 3],
    ['a month', at('11-01'), 2, 6],
    ['a year', '2025-12-01T00:00:00.000Z', 2, 6],
    ['twenty years', '2006-11-30T00:00:00.000Z', 2, 6],
    ['a wrong clock', '1601-01-01T00:00:00.000Z', 1, 6],
  ])('the time axis of %s has dates that do not run into each other', (_name, endedAt, least, most) => {
    const dates = textsIn(drawn([exposed({ endedAt, dueAt: null })])).filter((text) => /^\d{4}-\d\d-\d\d$/.test(text));
    expect(dates.length).toBeGreaterThanOrEqual(least);
    expect(dates.length).toBeLessThanOrEqual(most);
    expect(new Set(dates).size).toBe(dates.length);
  });
});

test('names with markup and signs that turn what follows stay texts, in the image and in the table', () => {
  const picture = drawn([exposed({ email: HOSTILE, accountId: HOSTILE, app: HOSTILE })]);
  expect(trapsIn(picture)).toEqual([]);
  expect(rowsOf(picture)[1]?.[0]).toContain('<img src=x onerror="document.title=1">evitca &');
});
