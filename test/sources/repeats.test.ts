import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineTable } from '../../src/sources/csv/line-table.ts';
import { Notes } from '../../src/sources/notes/notes.ts';
import { BloomFilter } from '../../src/sources/repeats/bloom-filter.ts';
import { Repeats } from '../../src/sources/repeats/repeats.ts';
import { read, USERS, warned } from './reading.ts';

interface Row {
  readonly id: string | null;
  readonly email: string | null;
}

/** What is to be said of rows that stand on lines 1, 2, 3 and so on, by a map of all their values. */
function expected(rows: readonly Row[]): readonly string[] {
  const [ids, emails] = [new Map<string, number>(), new Map<string, number>()];
  return rows.flatMap(({ id, email }, index) => {
    const line = index + 1;
    const [sameId, sameEmail] = [ids.get(id ?? ''), emails.get(email ?? '')];
    if (id !== null && sameId === undefined) ids.set(id, line);
    if (email !== null && sameEmail === undefined) emails.set(email, line);
    if (id !== null && sameId !== undefined) return [`${line}: id of ${sameId}`];
    return email !== null && sameEmail !== undefined ? [`${line}: email of ${sameEmail}`] : [];
  });
}

function found(rows: readonly Row[], settleAt: ReadonlySet<number>): readonly string[] {
  const said: string[] = [];
  class Listening extends Notes {
    override warn(_kind: string, line: number, why: string): void {
      said.push(`${line}: ${why}`);
    }
  }
  const repeats = new Repeats(
    new Listening(),
    (line) => `id of ${line}`,
    (line) => `email of ${line}`,
  );
  for (const [index, { id, email }] of rows.entries()) {
    repeats.note(index + 1, id, email);
    if (settleAt.has(index)) {
      repeats.settle();
      expect(said).toEqual(expected(rows.slice(0, index + 1)));
    }
  }
  repeats.end();
  return said;
}

const value = fc.option(fc.constantFrom('a', 'b', 'ab', 'ba', 'é', 'e', '名', 'aaaa', 'aaaaa', 'aaab', '🎉', 'A'), {
  nil: null,
});

describe('rows that share a value', () => {
  test('are reported as a map of all values would tell them, whenever it has to be known', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: value, email: value }), { maxLength: 40 }),
        fc.array(fc.nat(40), { maxLength: 4 }),
        (rows, settleAt) => {
          expect(found(rows, new Set(settleAt))).toEqual(expected(rows));
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['in the end', []],
    ['half way', [60_000]],
    ['after nothing was found, and again later', [10, 60_000, 79_999]],
  ])('are reported among 80,000 rows, however far apart: %s', (_name, settleAt) => {
    const rows = Array.from({ length: 80_000 }, (_, at) => ({
      id: at > 0 && at % 9_973 === 0 ? `u${Math.floor(at / 7)}` : `u${at}`,
      email: at === 79_998 ? 'p3@acme.com' : at % 5 === 0 ? null : `p${at}@acme.com`,
    }));
    const said = found(rows, new Set(settleAt));
    expect(said).toEqual(expected(rows));
    expect(said.length).toBeGreaterThan(7);
  });

  test('half a million rows with one e-mail are counted, every one', () => {
    const notes = new Notes();
    const repeats = new Repeats(notes, (line) => `as on line ${line}`);
    for (let line = 1; line <= 500_000; line += 1) repeats.note(line, 'one@acme.com');
    repeats.end();
    expect(notes.added).toBe(499_999);
    expect(notes.warnings[0]).toEqual({
      line: 2,
      why: 'as on line 1. 499999 times: lines 2, 3, 4 and 499996 more.',
    });
  });

  test('a repeated row that lacks cells is refused, with an earlier pair still untold', async () => {
    const row = (name: string, email: string) => `${name},${email},Rep,East,Active`;
    const result = await read(
      `${USERS}\n${row('Ann', 'ann@acme.com')},\n${row('Bob', 'ann@acme.com')},\n${row('Cy', 'cy@acme.com')}\n${row('Di', 'ann@acme.com')}\n`,
      { kind: 'clari-users' },
    );
    expect(result.summary.rejected.map(({ line }) => line)).toEqual([5]);
    expect(warned(result)).toMatch(/^3: The same account as on line 2.* 2 times: lines 3 and 5\.$/m);
    expect(result.observations.map(({ row: { line } }) => line)).toEqual([2, 3, 4]);
  });
});

describe('fingerprints in a table', () => {
  test.each([
    ['the first half alone', [7, 1, 7, 2]],
    ['the second half alone', [7, 1, 8, 1]],
    ['a place', [7, 1, 7 + 1024, 1]],
    ['a place at the end of the table', [1023, 1, 2047, 1]],
    ['a place, as it grew', [7, 1, 7 + 2 ** 20, 1]],
    ['all but the sign', [7, 1, 7, -1]],
  ])('two that share %s are two', (_name, [a = 0, b = 0, c = 0, d = 0]) => {
    const table = new LineTable();
    expect([table.lineOf(a, b, 5), table.lineOf(c, d, 6)]).toEqual([0, 0]);
    for (let at = 0; at < 5_000; at += 1) table.lineOf(100_000 + at, 3, 9);
    expect([table.lineOf(a, b, 7), table.lineOf(c, d, 8)]).toEqual([5, 6]);
  });

  test('two thousand that all belong in one place are all kept apart', () => {
    const table = new LineTable();
    const lines = (line: number) => Array.from({ length: 2_000 }, (_, at) => table.lineOf(5, at, line + at));
    expect(lines(1).every((known) => known === 0)).toBe(true);
    expect(lines(9_000)).toEqual(Array.from({ length: 2_000 }, (_, at) => 1 + at));
  });

  test('a Bloom filter has every fingerprint that was added', () => {
    const filter = new BloomFilter(1_000);
    const numbers = Array.from({ length: 3_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1));
    const halves = Int32Array.from(numbers.flatMap((one) => [one, one >>> 3]));
    let heldBack = 0;
    filter.add(halves, 0, 2, null);
    filter.add(halves, 0, 2, () => {
      heldBack += 1;
    });
    expect(heldBack).toBe(3_000);
    expect(numbers.every((one) => filter.has(one, one >>> 3))).toBe(true);
  });
});
