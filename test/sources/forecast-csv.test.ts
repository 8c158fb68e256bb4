import { describe, expect, test } from 'vitest';
import { forecastsIn, inspect, mentionsIn, read, refusal, rowsOf, warned } from './reading.ts';

const HEADER = 'User,Email,CRM User ID,Role,Parent Role,Timeframe,Field,Week,Start Day,End Day,Data Type,Data Value';
const ID = '0051U00000AbCdEQAV';

function row(value: string, type = 'Forecast Value', who = `Ann Ott,ann@acme.com,${ID},AE West,VP West`): string {
  return `${who},Q3 FY 2026,Commit,2,08/10/2026,08/16/2026,${type},${value}`;
}

function csv(...rows: readonly string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

describe('a forecast export in CSV', () => {
  test('each row is a forecast, each person is named once', async () => {
    const all = await read(csv(row('"$3,000,190.00"'), row('No', 'Forecast Updated'), row('')));
    expect(forecastsIn(all)).toHaveLength(3);
    expect(forecastsIn(all)[0]).toEqual({
      line: 2,
      key: `crm:${ID}`,
      email: 'ann@acme.com',
      crmId: ID,
      field: 'Commit',
      period: 'Q3 FY 2026',
      dataType: 'Forecast Value',
      valueRaw: '$3,000,190.00',
      value: 3_000_190,
      currency: null,
    });
    expect(mentionsIn(all)).toEqual([
      {
        line: 2,
        key: `crm:${ID}`,
        role: 'forecast_user',
        exportId: null,
        crmId: ID,
        email: 'ann@acme.com',
        name: 'Ann Ott',
        hierarchyRole: 'AE West',
        actedAt: null,
        event: null,
      },
    ]);
    expect(all.summary).toMatchObject({ truncated: false, warnings: [], tally: { rowsAccepted: 3, rowsRefused: 0 } });
  });

  test.each([
    ['"$3,000,190.00"', 3_000_190, '$3,000,190.00'],
    ['-2473435.0', -2_473_435, '-2473435.0'],
    ['"-2,473,435"', -2_473_435, '-2,473,435'],
    ['"(1,234)"', -1234, '(1,234)'],
    ['', null, null],
    ['Yes', null, 'Yes'],
    ['No', null, 'No'],
    ['0', 0, '0'],
  ])('the value %s', async (cell, value, valueRaw) => {
    const all = await read(csv(row(cell)));
    expect(forecastsIn(all)[0]).toMatchObject({ value, valueRaw, currency: null });
    expect(all.summary.warnings).toEqual([]);
  });

  test('a value with two readings is unknown, with a warning that names its line', async () => {
    const all = await read(csv(row('5'), row('1.234')));
    expect(forecastsIn(all)[1]).toMatchObject({ value: null, valueRaw: '1.234' });
    expect(warned(all)).toContain('3: "Data Value" "1.234"');
  });

  test('a currency comes from a code only, and never from a dollar sign', async () => {
    const all = await read(csv(row('"USD 1,000.00"'), row('"$1,000.00"'), row('"1.000,00 €"')));
    expect(forecastsIn(all).map(({ currency }) => currency)).toEqual(['USD', null, 'EUR']);
  });

  test('a person in two places of the hierarchy is named for each', async () => {
    const all = await read(
      csv(row('1'), row('2', 'Forecast Value', `Ann Ott,ann@acme.com,${ID},AE East,VP East`), row('3')),
    );
    expect(mentionsIn(all).map(({ line, hierarchyRole }) => [line, hierarchyRole])).toEqual([
      [2, 'AE West'],
      [3, 'AE East'],
    ]);
  });

  test('headers in any order and case, separated by semicolons', async () => {
    const all = await read(
      'data value;DATA TYPE;e-mail;crm_user_id;Field\n1,50;Forecast Value;ann@acme.com;U1;Commit\n',
    );
    expect(forecastsIn(all)[0]).toMatchObject({ key: 'crm:U1', value: 1.5, field: 'Commit', period: '' });
  });

  test('without a CRM id the e-mail identifies', async () => {
    const all = await read(csv(row('1', 'Forecast Value', 'Ann,ann@acme.com,,AE,VP')));
    expect(forecastsIn(all)[0]?.key).toBe('email:ann@acme.com');
  });

  test('a missing cell at the end is a blank value', async () => {
    const all = await read(csv(row('1').slice(0, -2), row('7')));
    expect(forecastsIn(all).map(({ value }) => value)).toEqual([null, 7]);
    expect(warned(all)).toContain('2: 11 of 12 cells');
  });

  test.each([
    ['a cell is missing in the middle', `Ann,ann@acme.com,${ID},AE,Q3,Commit,2,08/10/2026,08/16/2026,Forecast Value,5`],
    ['nobody is identified', row('5', 'Forecast Value', 'Ann,,,AE,VP')],
    ['there is no data type', row('5', '')],
  ])('a row is refused when %s', async (_name, bad) => {
    const all = await read(csv(row('1'), bad, row('2')));
    expect(forecastsIn(all).map(({ value }) => value)).toEqual([1, 2]);
    expect(all.summary.rejected.map(({ line }) => line)).toEqual([3]);
  });

  test('an id with a wrong checksum is warned of once, and kept', async () => {
    const wrong = '0051U00000AbCdEAAA';
    const who = `Ann,ann@acme.com,${wrong},AE,VP`;
    const all = await read(csv(row('1', 'Forecast Value', who), row('2', 'Forecast Value', who)));
    expect(forecastsIn(all).map(({ crmId }) => crmId)).toEqual([wrong, wrong]);
    expect(all.summary.warnings).toHaveLength(1);
    expect(warned(all)).toContain(wrong);
  });

  test('the head is that of a Clari source, and absence is not claimed', async () => {
    const { head } = await inspect(csv(row('1')));
    expect(head).toMatchObject({ kind: 'clari-forecast', app: 'clari', directory: null, completeness: 'unknown' });
  });

  test.each(['Email,CRM User ID,Timeframe,Field,Parent Role', 'User,Data Type,Data Value'])(
    'without what it needs it is refused: %s',
    async (header) => {
      const { code, message } = await refusal(() => inspect(`${header}\na,b,c,d,e\n`, { kind: 'clari-forecast' }));
      expect(code).toBe('ERR_HEADER');
      expect(message).toContain('line 1');
    },
  );

  test('two readings of one file are the same', async () => {
    const inspected = await inspect(csv(row('1'), row('2')));
    expect((await rowsOf(inspected)).observations).toEqual((await rowsOf(inspected)).observations);
  });
});
