import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClariIdentityError } from '../../src/model/errors.ts';
import { readIso, readUsualIso } from '../../src/model/iso.ts';
import { isUsualId, readId } from '../../src/sources/cells/ids.ts';
import { knownValues } from '../../src/sources/cells/known-values.ts';
import { bindColumns } from '../../src/sources/csv/columns.ts';
import { LastColumn } from '../../src/sources/csv/cut-off.ts';
import { layoutOf } from '../../src/sources/csv/layout.ts';
import { PlainRows } from '../../src/sources/csv/plain-rows.ts';
import { inspectFile } from '../../src/sources/inspect.ts';
import { CLARI_USERS } from '../../src/sources/kinds/clari-users.ts';
import type { FileInput } from '../../src/sources/source.ts';
import { file, NOW, read, rowsOf, statement, USERS } from './reading.ts';

const users = { kind: 'clari-users' } as const;

/** The same bytes in other pieces. */
function inPieces(bytes: Uint8Array, cuts: readonly number[]): FileInput {
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return {
    ...file(bytes),
    async *open() {
      for (const [index, from] of at.entries()) yield bytes.slice(from, at[index + 1] ?? from);
    },
  };
}

describe('what is quick gives what is thorough', () => {
  test('an id that is taken as it stands is what a closer look makes of it', () => {
    const tricky = fc.string({
      unit: fc.constantFrom(
        '0',
        '1',
        'e',
        'E',
        '.',
        '-',
        '+',
        'n',
        'u',
        'l',
        ' ',
        'a',
        '@',
        ':',
        '\u200b',
        '<',
        'é',
        '_',
      ),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string()), (raw) => {
        if (isUsualId(raw)) expect(readId(raw)).toEqual({ id: raw, why: null, isMarked: false });
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    '',
    '0',
    '000',
    '1e5',
    '1.2E10',
    'null',
    'NIL',
    'n/a',
    '-',
    '--',
    'Unknown',
    ' u1',
    'u1 ',
    'x'.repeat(257),
    'u\u200b1',
    'ú',
    'System.Int32',
    'Microsoft.Graph.Model',
    'xxx',
    'NaN',
    'Err:502',
  ])('the id %j is looked at more closely', (raw) => {
    expect(isUsualId(raw)).toBe(false);
  });

  test('a time in the form of machines is read as any form is', () => {
    const digits = (length: number) => fc.nat(10 ** length - 1).map((one) => String(one).padStart(length, '0'));
    const parts = fc.tuple(
      digits(4),
      digits(2),
      digits(2),
      digits(2),
      digits(2),
      digits(2),
      fc.constantFrom('', '.000', '.123'),
    );
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute, second, fraction]) => {
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
        // The same in a form that is read the long way.
        expect(readUsualIso(text)).toEqual(readIso(text.replace('T', ' ')));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a value that is known gives what it gave, others are read, and long ones are not kept', () => {
    const asked: string[] = [];
    const reader = knownValues((raw) => {
      asked.push(raw);
      return raw.toUpperCase();
    });
    // The first two share everything that decides on their place.
    const raws = ['xaabzz', 'yaabzz', 'a', 'b', '', 'ab', `${'x'.repeat(41)}`];
    for (let round = 0; round < 3; round += 1) expect(raws.map(reader)).toEqual(raws.map((raw) => raw.toUpperCase()));
    expect(asked.filter((raw) => raw === 'xaabzz')).toHaveLength(1);
    expect(asked.filter((raw) => raw === 'yaabzz')).toHaveLength(3);
    expect(asked.filter((raw) => raw === '')).toHaveLength(3);
    expect(asked.filter((raw) => raw.length === 41)).toHaveLength(3);
  });

  test('words of the last column are known again wherever they are kept', () => {
    const column = new LastColumn();
    for (let at = 0; at < 12; at += 1) for (const word of ['Active', 'Inactive', 'x'.repeat(50)]) column.push(word);
    expect(['Acti', 'Active', 'x'.repeat(49), 'Other'].map((cell) => column.isCut(cell))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('rows of plain cells', () => {
  /** The same text where no row is looked at as a whole: characters of UTF-16 are no single bytes. */
  const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

  const tricky = fc.string({
    unit: fc.constantFrom(...'aex019 .-+_@:|\'`<\u200bé\u00a0,;"#\r\t'),
    maxLength: 7,
  });
  const usual = fc.constantFrom(
    ...['u1', 'u2', 'null', '0', '000', '1e5', '1.5E3', '5.', 'AbCdEfGhIjKlMnOp', 'AbCdEfGhIjKlMnO', 'tbd', '-'],
    ...['System.Int32', 'System.String', 'Microsoft.Management.ADPropertyValueCollection', 'Err:502', 'xxx', 'Erika77'],
    ...[
      'ann@acme.com',
      'Ann@acme.com',
      'ann@xn--acme.com',
      'ann@acme.c',
      'ann@-acme.com',
      'a@b@c.de',
      `${'a'.repeat(65)}@acme.com`,
    ],
    ...[
      "o'neil+x@a.b-c.io",
      'ann@acme.com1',
      '@acme.com',
      'ann@acme..com',
      'ann@acme.com.',
      'ann@x.acme.com',
      'ann@acme',
    ],
    ...[
      'Lee, Ann',
      'Ann  Lee',
      ' Ann',
      'Ann ',
      'Ann Lee',
      '',
      ' ',
      'Active',
      'Inactive',
      'x'.repeat(257),
      'Total: 5',
      'é',
    ],
    ...['2026-03-05T10:00:00Z', '2026-02-30T10:00:00Z', '03/04/2026', 'true', 'DEPROVISIONED', '"'],
  );
  // Plain but for at most two cells, which are anything.
  const odd = fc.record({ at: fc.nat(6), text: fc.oneof(usual, tricky), quoted: fc.boolean() });
  const oddRows = fc.array(fc.array(odd, { maxLength: 2 }), { minLength: 1, maxLength: 8 });

  test.each([
    [
      'clari-users',
      'User ID,CRM ID,Email,Full Name,Status,Seat,Last Login',
      ',',
      'u1,0051,a@b.co,Ann Lee,Active,1,2026-03-05',
    ],
    ['clari-users', 'Email;Full Name;Team;Status;User ID;Last Login', ';', 'a@b.co;Lee, Ann;East;Active;u1;2026-03-05'],
    [
      'clari-users',
      'User ID\tEmail\tEmployee ID\tRole\tStatus\tNote\tTeam',
      '\t',
      'u1\ta@b.co\tE1\tRep\tActive\tno\tEast',
    ],
    [
      'directory',
      'id,login,email,managerEmail,employeeNumber,displayName,status',
      ',',
      'u1,a@b.co,a@b.co,m@b.co,E1,Ann,ACTIVE',
    ],
  ] as const)('say what they say when each cell is looked at: %s, %s', async (kind, header, delimiter, plain) => {
    await fc.assert(
      fc.asyncProperty(oddRows, fc.constantFrom('\n', '\r\n'), fc.boolean(), async (rows, newline, ends) => {
        const lines = rows.map((odds) => {
          const row = plain.split(delimiter);
          for (const { at, text, quoted } of odds) row[at] = quoted ? `"${text.replaceAll('"', '""')}"` : text;
          return Array.from(row, (cell) => cell ?? '').join(delimiter);
        });
        const text = `${[header, ...lines].join(newline)}${ends ? newline : ''}`;
        const said = { kind, directory: kind === 'directory' ? 'okta' : null };
        const outcome = async (bytes: Uint8Array) => {
          try {
            const { observations, summary } = await read(bytes, said);
            const { rejected, warnings, truncated } = summary;
            return { observations, rejected, warnings, truncated, rows: summary.tally.rowsRead };
          } catch (error) {
            return error instanceof ClariIdentityError ? error.message : Promise.reject(error);
          }
        };
        expect(await outcome(Buffer.from(text))).toEqual(await outcome(wide(text)));
      }),
      { numRuns: 400 },
    );
  });

  test('are found in what exports look like, and not where a cell needs a look', () => {
    const layout = layoutOf('User ID,Email,Full Name,Note\n', true, 'x.csv', new Set(['userid', 'email', 'fullname']));
    if (layout === null) throw new Error('no layout');
    const plainRows = new PlainRows(bindColumns(CLARI_USERS, layout, {}).forms, ',');
    const lines = [
      ['u1,ann@acme.com,"Lee, Ann",whatever é', true],
      ['"u1","ann@acme.com",Ann Lee,"any, thing"', true],
      [',,,', true],
      ['0055g00000AbCdEAAV,a@b.co,Ann,\r', true],
      ['u1,Ann@acme.com,Ann,', false],
      ['u1,ann@acme.com,Ann  Lee,', false],
      ['u1,ann@acme.com,"Ann ""X"" Lee",', false],
      ['u1,ann@acme.com,José,', false],
      ['u1,ann@acme.com,Ann', false],
      ['u1,ann@acme.com,Ann,,', false],
      ['u1,ann@acme.com,"Ann" ,', false],
      ['unknown,ann@acme.com,Ann,', false],
      [`u1,ann@acme.com,Ann,${'x'.repeat(256)}`, false],
      ['u1,ann@acme.com,Ann,"x" y', false],
    ] as const;
    plainRows.begin(Buffer.from(`${lines.map(([line]) => line).join('\n')}\n`));
    expect(lines.map(([line]) => [line, plainRows.next()])).toEqual(lines.map((one) => [...one]));
  });
});

describe('pieces of a file', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '"', ',', '\n', '\r\n', 'é', '名', '🎉', '\u200b', '0'),
    maxLength: 8,
  });
  const row = fc.record({
    name: cell,
    email: fc.constantFrom('a@acme.com', 'B@acme.com', 'ü@acme.com', 'c@acme.com ', 'd@acme.com'),
    team: cell,
    quoted: fc.boolean(),
  });

  test.each(['\n', '\r\n', '\r'])(
    'wherever they are cut, rows and lines are those of the whole, with breaks %j',
    async (newline) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, { minLength: 1, maxLength: 12 }),
          fc.boolean(),
          fc.array(fc.nat(1_000), { maxLength: 12 }),
          async (rows, mark, cuts) => {
            const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
            const plain = (text: string) => text.replace(/[",\r\n]/g, '');
            // In a file of CR alone every other break would be one of its own.
            const within = (text: string) => (newline === '\r' ? text.replace(/\r?\n/g, '\r') : text);
            const lines = rows.map(({ name, email, team, quoted }) =>
              [name, email, 'Rep', team, 'Active', '2026-03-05T10:00:00Z']
                .map((one) => within(quoted ? quote(one) : plain(one)))
                .join(','),
            );
            const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${[USERS, ...lines].join(newline)}${newline}`);
            const whole = await read(bytes, users);
            const pieces = await rowsOf(await inspectFile(inPieces(bytes, cuts), statement(users), NOW));
            expect(pieces).toEqual(whole);
            let line = 2;
            const starts = lines.map((text) => {
              const start = line;
              line += 1 + (text.match(/\r\n|\n|\r/g)?.length ?? 0);
              return start;
            });
            expect(whole.observations.map((one) => one.row.line)).toEqual(starts);
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  const filler = `Ann,ann@acme.com,Rep,East,Active,\n`;
  const upTo = (bytes: number) => filler.repeat(Math.max(0, Math.floor(bytes / filler.length)));
  test.each([
    ['a quoted break', '"Jo\n\nLee",jo@acme.com,Rep,East,Active,\n', 3],
    ['a character of several bytes', 'José 名前 🎉,jo@acme.com,Rep,East,Active,\n', 1],
    ['a line that fills more than one piece', `${'x'.repeat(70_000)},jo@acme.com,Rep,East,Active,\n`, 1],
    ['a cell of as many breaks as its piece has rows', `"${'\n'.repeat(1_900)}",jo@acme.com,Rep,East,Active,\n`, 1_901],
  ])('around the border of a piece: %s', async (_name, odd, lines) => {
    for (const before of [-odd.length - 40, -60, -34, 0, 32_768].map((more) => 32_768 + more)) {
      const start = upTo(before).length / filler.length;
      const text = `${USERS}\n${upTo(before)}${odd}${filler}`;
      const { observations, summary } = await read(text, users);
      const numbers = observations.map((one) => one.row.line);
      const refused = summary.rejected.map(({ line }) => line);
      expect([...numbers, ...refused]).toContain(start + 2);
      expect(numbers.at(-1)).toBe(start + 2 + lines);
      expect(numbers.length + refused.length).toBe(start + 2);
    }
  });
});
