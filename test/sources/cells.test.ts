import { describe, expect, test } from 'vitest';
import { accounts, identities, read, refusal, warned } from './reading.ts';

const directory = { kind: 'directory', directory: 'ad' } as const;

function people(header: string, values: readonly string[]): string {
  const rows = values.map((value, at) => `k${at},p${at}@kiln.example,Active,"${value.replaceAll('"', '""')}"`);
  return `id,email,status,${header}\n${rows.join('\n')}\n`;
}

describe('employee ids that a program changed', () => {
  const COLUMNS: readonly (readonly [string, readonly string[], readonly (string | null)[], string])[] = [
    ['with decimals', ['4711.0', '', '815.0'], ['4711', null, '815'], 'is a number with decimals: taken as "4711"'],
    ['with a decimal comma', ['4711,0', '815,00'], ['4711', '815'], 'is a number with decimals'],
    ['with decimals, one of letters among them', ['4711.0', 'X-7'], ['4711', 'X-7'], 'with decimals'],
    ['with thousands set apart', ['4,711', '815', '1,204,711'], ['4711', '815', '1204711'], 'thousands set apart'],
    ['with thousands set apart by dots', ['4.711', '12.815'], ['4711', '12815'], 'thousands set apart'],
    ['behind ="…"', ['="00777"', '="00815"'], ['00777', '00815'], 'stands behind a mark: taken as "00777"'],
    ['behind an apostrophe', ["'00777", "'00815"], ['00777', '00815'], 'stands behind a mark'],
    ['rounded', ['123456789012345000', '987654321098765000'], [null, null], 'keeps fifteen digits'],
    [
      'rounded, of sixteen digits',
      ['1234567890123450', '2234567890123450', '3234567890123450'],
      [null, null, null],
      'keeps fifteen digits',
    ],
    ['in powers of ten', ['1,23457E+19', '1.23E+17'], [null, null], 'shortened by a spreadsheet'],
    ['the names of types', ['System.Object[]', 'System.Object[]'], [null, null], 'name of a type'],
    ['errors', ['#REF!', '#REF!'], [null, null], 'error of a spreadsheet'],
  ];

  test.each(COLUMNS)('%s: reported once', async (_name, values, ids, expected) => {
    const { summary, observations } = await read(people('Employee ID', values), directory);
    expect(observations.flatMap((one) => (one.of === 'identity' ? [one.row.employeeId] : []))).toEqual(ids);
    const about = summary.warnings.filter(({ why }) => why.startsWith('"Employee ID"'));
    expect(about).toHaveLength(1);
    expect(about[0]?.why).toContain(expected);
  });

  test.each([
    ['one number is written plainly', ['4711.0', '4712'], ['4711.0', '4712']],
    ['one number of four digits is not set apart', ['4.711', '4712'], ['4.711', '4712']],
    ['two marks are no thousands', ['4.711', '4,712'], ['4.711', '4,712']],
    ['long ids that are exact', ['1234567890123450', '2234567890123451'], ['1234567890123450', '2234567890123451']],
    ['versions', ['1.0.0', '2.1'], ['1.0.0', '2.1']],
  ])('they are as they stand where %s', async (_name, values, ids) => {
    const rows = await identities(people('Employee ID', values), directory);
    expect(rows.map((one) => one.employeeId)).toEqual(ids);
  });

  test('a record id of twenty digits is kept, and one behind a mark is that id', async () => {
    const rows = await accounts(
      'User ID,Email,Status\n12345678901234567890,a@kiln.example,Active\n"=""00777""",b@kiln.example,Active\n',
    );
    expect(rows.map((one) => one.key)).toEqual(['id:12345678901234567890', 'id:00777']);
  });

  test('names and addresses behind ="…" are what stands inside', async () => {
    const [row] = await identities('id,email,name,status\n="1",="a@kiln.example",="Ada Orr",="Active"\n', directory);
    expect(row).toMatchObject({ identityId: '1', email: 'a@kiln.example', name: 'Ada Orr', status: 'active' });
  });
});

describe('times of a column', () => {
  const users = (values: readonly string[]) =>
    `User ID,Email,Status,Last Login\n${values.map((value, at) => `u${at},p${at}@kiln.example,Active,"${value}"`).join('\n')}\n`;
  const logins = async (values: readonly string[], timeZone: string | null = null) => {
    const { observations, summary } = await read(users(values), { kind: 'clari-users', timeZone });
    return { summary, found: observations.flatMap((one) => (one.of === 'account' ? [one.row.lastLogin] : [])) };
  };
  const day = (text: string) => ({ at: `${text}T00:00:00.000Z`, dateOnly: true });

  test('without a zone the day of a local time is kept, reported once with the option that reads the time', async () => {
    const { found, summary } = await logins([
      ...['31.10.2026 14:05', '01.11.2026 09:00', '02.11.2026 10:00', '', '03.11.2026 1:00'],
    ]);
    expect(found).toEqual([day('2026-10-31'), day('2026-11-01'), day('2026-11-02'), null, day('2026-11-03')]);
    expect(summary.warnings).toEqual([
      {
        line: 2,
        why: expect.stringMatching(
          /^"Last Login" "31.10.2026 14:05" has no offset from UTC, so only its day is kept; --time-zone ZONE.* 4 times: lines 2 ".*", 3 ".*", 4 ".*" and 1 more\.$/,
        ),
      },
    ]);
  });

  test('with a zone they are instants, but for those that its clocks showed twice or never', async () => {
    const { found, summary } = await logins(
      ['31.10.2026 14:05', '2026-10-25 02:30', '2026-03-29 02:30', '2026-07-01T08:00:00Z'],
      'Europe/Berlin',
    );
    expect(found).toEqual([
      { at: '2026-10-31T13:05:00.000Z', dateOnly: false },
      day('2026-10-25'),
      day('2026-03-29'),
      { at: '2026-07-01T08:00:00.000Z', dateOnly: false },
    ]);
    expect(summary.warnings).toHaveLength(2);
  });

  test('a zone that is none is wrong usage', async () => {
    const { code, remedy } = await refusal(() => logins(['2026-07-01'], 'Middle-earth/Shire'));
    expect(code).toBe('ERR_USAGE');
    expect(remedy).toContain('Europe/Berlin');
  });

  test('one date that can only be read one way settles the order of its column', async () => {
    expect((await logins(['05.03.2026', '31.10.2026'])).found).toEqual([day('2026-03-05'), day('2026-10-31')]);
    expect((await logins(['05/03/2026', '10/31/2026'])).found).toEqual([day('2026-05-03'), day('2026-10-31')]);
    expect((await logins(['05/03/2026', '04/03/2026'])).found).toEqual([null, null]);
  });

  test('day numbers are dates, reported once; sentinels are none, and not reported', async () => {
    const { found, summary } = await logins(['46326', '46300', '0', '1601-01-01', '9223372036854775807', '9999-12-31']);
    expect(found).toEqual([day('2026-10-31'), day('2026-10-05'), null, null, null, null]);
    expect(summary.warnings).toEqual([{ line: 2, why: expect.stringContaining("spreadsheet's day number") }]);
  });
});

test('forty cells of one kind are one line', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `u${at},p${at}@kiln.example,Active,soon`);
  const result = await read(`User ID,Email,Status,Last Login\n${rows.join('\n')}\n`, { kind: 'clari-users' });
  expect(warned(result)).toBe(
    '2: "Last Login" "soon" is not a date that is understood (ISO 8601 is): taken as unknown. 40 times: lines 2, 3, 4 and 37 more.',
  );
});
