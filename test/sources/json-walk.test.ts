import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonPass } from '../../src/sources/json/json-pass.ts';
import type { JsonObject, JsonValue } from '../../src/sources/json/json-value.ts';
import { JsonWalk } from '../../src/sources/json/json-walk.ts';

interface Walked {
  readonly lists: readonly string[];
  readonly items: readonly (readonly [list: string, value: unknown])[];
  readonly pages: readonly unknown[];
  readonly lines: readonly number[];
}

function plain(value: JsonValue | JsonObject): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

async function walk(text: string, cuts: readonly number[] = []): Promise<Walked> {
  const [lists, items, pages, lines]: [string[], [string, unknown][], unknown[], number[]] = [[], [], [], []];
  const sink = {
    list: (name: string) => lists.push(name),
    item: (list: string, value: JsonValue, offset: number) => {
      items.push([list, plain(value)]);
      lines.push(pass.lineAt(offset));
    },
    page: (members: JsonObject) => pages.push(plain(members)),
  };
  const pass = await JsonPass.over(new JsonWalk(new Set(['users', 'items']), sink), 'utf-8', 'x.json');
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    pass.push(bytes.subarray(start, end));
    start = end;
  }
  pass.end();
  return { lists, items, pages, lines };
}

describe('walking a document', () => {
  test.each([
    [
      'an object with a list',
      '{"users":[{"a":1},2],"x":null}',
      ['users'],
      [
        ['users', { a: 1 }],
        ['users', 2],
      ],
      [{ users: [], x: null }],
    ],
    [
      'a bare list',
      '[{"a":1},[2]]',
      [''],
      [
        ['', { a: 1 }],
        ['', [2]],
      ],
      [],
    ],
    [
      'pages',
      '[{"users":[1]},{"users":[2],"n":3}]',
      ['', 'users', 'users'],
      [
        ['users', 1],
        ['users', 2],
      ],
      [{ users: [] }, { users: [], n: 3 }],
    ],
    [
      'under data',
      '{"data":{"users":[1]},"x":[1,{"users":[]}]}',
      ['users'],
      [['users', 1]],
      [{ users: [] }, { data: [], x: [1, { users: [] }] }],
    ],
    ['data that holds no list', '{"data":{"y":1}}', [], [], [{ data: { y: 1 } }]],
    ['a bare list of things with data', '[{"id":1,"data":{"y":1}}]', [''], [['', { id: 1, data: { y: 1 } }]], []],
    [
      'lists inside elements are values',
      '{"items":[{"users":[1]}]}',
      ['items'],
      [['items', { users: [1] }]],
      [{ items: [] }],
    ],
    ['nothing', '{}', [], [], [{}]],
  ])('%s', async (_name, text, lists, items, pages) => {
    expect(await walk(text)).toMatchObject({ lists, items, pages });
  });

  test('lines are those on which elements start', async () => {
    const text = '{\n"users":[\n{"a":\n1},{\n"a":2}\n,\n{}]}';
    const { lines } = await walk(text);
    expect(lines).toEqual([3, 4, 7]);
  });

  test('any value comes out as any other reader has it, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.json({ maxDepth: 5 }), { maxLength: 4 }),
        fc.array(fc.nat(10_000)),
        async (values, cuts) => {
          const { items } = await walk(`{"users":[${values.join(',')}]}`, cuts);
          expect(items.map(([, value]) => value)).toEqual(
            values.map((value): unknown => JSON.parse(value, (_, one: unknown) => digitsKept(one))),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('what is no JSON elsewhere is none here', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.json({ maxDepth: 3 }),
        fc.nat(1_000),
        fc.constantFrom(...'{}[]:,"\\x0 -e.'),
        async (json, at, mark) => {
          const document = `{"users":[${json}]}`;
          const cut = at % document.length;
          const broken = document.slice(0, cut) + mark + document.slice(cut + 1);
          let expected: unknown;
          try {
            expected = JSON.parse(broken);
          } catch {
            await expect(walk(broken)).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_EXPORT_/) });
            return;
          }
          // Still JSON: then it is read, unless it is a single value or says a key twice.
          await walk(broken).catch((error: unknown) => {
            expect({ error, expected }).toMatchObject({
              error: { message: expect.stringMatching(/twice|single value/) },
            });
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** A whole number of more digits than a number keeps comes as its text. */
function digitsKept(value: unknown): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded && /^-?\d+$/.test(String(value)) ? String(value) : value;
}
