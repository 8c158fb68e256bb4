import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, BlockCutter } from '../../src/store/blocks/block-cutter.ts';
import { fingerprint } from '../../src/store/blocks/fingerprint.ts';
import { keysOf, pack, unpack, unpackAt } from '../../src/store/blocks/packing.ts';
import { SeenKeys } from '../../src/store/blocks/seen-keys.ts';
import { accountRows } from '../../src/store/rows/account-rows.ts';
import { accountRow } from './samples.ts';

const cell = fc.oneof(
  fc.string(),
  // What looks like the end of a row, or of a text.
  fc.constantFrom('],"",[', '"', '\\', '],', '', ',"",[', '\\"],"",[1,', '\u0000', '\ud800', '\n'),
  fc.integer(),
  fc.constant(null),
);
const rows = fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 30 });

test('what is packed comes out again, all of it or single lines, whatever the cells hold', () => {
  fc.assert(
    fc.property(rows, fc.array(fc.nat(40)), fc.nat(1_000), (cells, lines, first) => {
      const list = cells.map((row, line) => [line, ...row]);
      const content = pack(list);
      const placed = cells.map((row, line) => [line + first, ...row]);
      expect(unpack(content, first)).toEqual(placed);
      const keyed = list.map(([line, ...row], n) => [line ?? 0, `${row[0] ?? n}`, ...row]);
      expect(keysOf(pack(keyed))).toEqual(keyed.map(([, key]) => key));
      const wanted = new Set(lines.map((line) => line + first));
      expect(unpackAt(content, first, wanted)).toEqual(placed.filter((_, line) => wanted.has(line + first)));
    }),
  );
});

test.each(['', '{}', '[', '[1]', '[["a"]]', 'null'])(
  'content that we never write (%s) is said to be corrupt',
  (content) => {
    expect(() => unpack(content, 0)).toThrow(expect.objectContaining({ code: 'ERR_STORE_CORRUPT' }));
  },
);

test('values that differ in anything have another fingerprint', () => {
  const alike = [
    [null],
    ['null'],
    [''],
    [0],
    ['0'],
    ['', ''],
    ['a', 'b'],
    ['ab'],
    ['ab', ''],
    ['b', 'a'],
    [null, null],
  ];
  expect(new Set(alike.map((values) => fingerprint(values))).size).toBe(alike.length);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), (texts) => {
      expect(new Set(texts.map((text) => fingerprint([text]))).size).toBe(texts.length);
    }),
  );
});

test('keys that come once are counted, the others named, until they are too many', () => {
  const seen = new SeenKeys();
  const add = (n: number) => seen.add(fingerprint([`id:${n}`]), n % 2 === 0);
  for (let n = 0; n < 20_000; n += 1) add(n);
  expect(seen.counts).toEqual({ keys: 20_000, active: 10_000, repeated: [] });
  for (const n of [7, 7, 8]) add(n);
  const repeated = [fingerprint(['id:7']), fingerprint(['id:8'])];
  expect(seen.counts).toEqual({ keys: 19_998, active: 9_999, repeated });
  for (let n = 0; n < 2_000; n += 1) add(n);
  expect(seen.counts).toBeNull();
});

describe('where a read is cut', () => {
  const cut = (keys: readonly string[]): readonly Block[] => {
    const cutter = new BlockCutter('account');
    const blocks = keys.map((key, n) => {
      const row = accountRow(n + 2, { key, exportId: null, email: null, name: null });
      return cutter.add(accountRows.cells(row), fingerprint([key]));
    });
    return [...blocks, cutter.end()].filter((block) => block !== null);
  };
  const KEYS = Array.from({ length: 10_000 }, (_, n) => `id:${n}`);

  test('a row more, or one less, changes the block that it is in, and hardly any other', () => {
    const before = new Set(cut(KEYS).map(({ hash }) => hash));
    fc.assert(
      fc.property(fc.nat(KEYS.length - 1), (at) => {
        for (const changed of [KEYS.toSpliced(at, 0, 'id:new'), KEYS.toSpliced(at, 1)]) {
          const others = cut(changed).filter(({ hash }) => !before.has(hash));
          expect(others.length).toBeLessThan(12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('blocks are neither tiny nor huge, and have every row', () => {
    const blocks = cut(KEYS);
    expect(blocks.reduce((sum, block) => sum + block.rows, 0)).toBe(KEYS.length);
    for (const block of blocks.slice(0, -1)) expect(block.rows).toBeGreaterThanOrEqual(32);
    for (const block of blocks) expect(block.rows).toBeLessThanOrEqual(256);
    expect(blocks.length).toBeLessThan(KEYS.length / 64);
  });

  test('rows out of the order of their lines are refused where they would be lost', () => {
    const cutter = new BlockCutter('account');
    cutter.add([5, 'a', 'active'], 1);
    cutter.end();
    cutter.add([5, 'b', 'active'], 1);
    expect(() => cutter.end()).toThrow(expect.objectContaining({ code: 'ERR_INTERNAL' }));
  });
});
