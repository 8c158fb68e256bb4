import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/model/snapshot.ts';
import type { IdsKept } from '../../../src/reconcile/guards/series.ts';
import { seriesObjections } from '../../../src/reconcile/guards/series-change.ts';

function reading(headers: readonly string[], stated: readonly string[] = []): Reading {
  return {
    used: headers.map((header) => ({
      field: header === 'Key' || header === 'User ID' ? 'id' : header.toLowerCase(),
      header,
      sense: null,
      basis: stated.includes(header) ? 'stated' : 'header',
      isBlank: false,
    })),
    unused: [],
    takenForMissing: [],
    notUnderstood: [],
    unreadable: [],
  };
}

const BEFORE = reading(['User ID', 'Name', 'Email', 'Clari Role', 'Status', 'Last Login']);
const ALL: IdsKept = { rows: 14, rowsBefore: 14, common: 14, byAddress: 0 };
const NONE: IdsKept = { ...ALL, common: 0 };

function codes(
  now: Reading | null,
  ids: IdsKept | null,
  over: { readonly before?: readonly (Reading | null)[]; readonly isPartial?: boolean } = {},
) {
  const before = over.before ?? [BEFORE];
  return seriesObjections({
    reading: now,
    isPartial: over.isPartial ?? false,
    readings: before,
    ids,
    before: 'clari-users as of 2026-11-20',
    readingBefore: before.at(-1) ?? null,
  }).map(({ code, holds }) => `${code}${holds ? '' : ' (reported)'}`);
}

const OTHER = reading(['Username', 'Alias', 'Profile', 'Email', 'Active']);

const HEADERS: readonly (readonly [string, readonly string[], string[]])[] = [
  ['the same report', codes(BEFORE, ALL), []],
  ['a column more', codes(reading([...BEFORE.used.map(({ header }) => header), 'Team']), ALL), []],
  ['half of the columns', codes(reading(['User ID', 'Email', 'Status']), ALL), []],
  ['case and spaces', codes(reading([' user id', 'NAME', 'EMAIL ', 'clari role']), ALL), []],
  ['another report', codes(OTHER, ALL), ['headers_changed']],
  ['another report, said to be a part', codes(OTHER, ALL, { isPartial: true }), []],
  [
    'another report, whose columns a person named',
    codes(reading(['Username', 'Alias', 'Key', 'Email'], ['Key']), ALL),
    ['headers_changed (reported)'],
  ],
  [
    'named by a person, and of other people',
    codes(reading(['Username', 'Alias', 'Key', 'Email'], ['Key']), NONE),
    ['headers_changed', 'ids_changed'],
  ],
  ['the report before the last', codes(OTHER, ALL, { before: [OTHER, BEFORE] }), []],
  ['headers of an older store are not known', codes(OTHER, ALL, { before: [null] }), []],
  ['a live source has no headers', codes(null, ALL), []],
];

describe('headers', () => {
  test.each(HEADERS)('%s', (_name, found, expected) => expect(found).toEqual(expected));
});

const IDS: readonly (readonly [string, readonly string[], string[]])[] = [
  ['none of the ids before', codes(BEFORE, NONE), ['ids_changed']],
  ['one of a hundred', codes(BEFORE, { rows: 100, rowsBefore: 100, common: 1, byAddress: 0 }), ['ids_changed']],
  ['two people became two others', codes(BEFORE, { rows: 2, rowsBefore: 2, common: 0, byAddress: 0 }), []],
  ['three new people of fourteen', codes(BEFORE, { rows: 3, rowsBefore: 14, common: 0, byAddress: 0 }), []],
  ['half of the people changed', codes(BEFORE, { rows: 14, rowsBefore: 14, common: 7, byAddress: 0 }), []],
  ['the same people under other ids', codes(BEFORE, { ...NONE, byAddress: 1 }), ['id_column_changed']],
  [
    'the same people under ids of a column that a person named',
    codes(reading(['Key', 'Name', 'Email', 'Status'], ['Key']), { ...NONE, byAddress: 0.9 }),
    ['id_column_changed (reported)'],
  ],
  [
    'other people under ids of a column that a person named',
    codes(reading(['Key', 'Name', 'Email', 'Status'], ['Key']), NONE),
    ['ids_changed'],
  ],
  ['the first read', codes(BEFORE, null, { before: [] }), []],
];

describe('ids', () => {
  test.each(IDS)('%s', (_name, found, expected) => expect(found).toEqual(expected));
});

test('what differs is named', () => {
  const [headers] = seriesObjections({
    reading: OTHER,
    isPartial: false,
    readings: [BEFORE],
    ids: ALL,
    before: 'clari-users as of 2026-11-20',
    readingBefore: BEFORE,
  });
  expect(headers?.sentence).toMatch(
    /only 1 of 5 .* \(missing: "user id", "name", "clari role", "status", "last login"\)/,
  );
  const [ids] = seriesObjections({
    reading: reading(['Key', 'Name', 'Email', 'Status']),
    isPartial: false,
    readings: [BEFORE],
    ids: { ...NONE, byAddress: 1 },
    before: 'clari-users as of 2026-11-20',
    readingBefore: BEFORE,
  });
  expect(ids?.sentence).toMatch(/"Key" now, "User ID" before.*None of the 14 ids/);
});
