import { describe, expect, test } from 'vitest';
import { forecastsIn, inspect, mentionsIn, read, refusal, warned } from './reading.ts';

const ANN = '9001:00E1U000000AbCd';
const USER = {
  userId: ANN,
  name: 'Ann Ott',
  email: 'Ann@Acme.com',
  crmId: 'U1',
  scopeId: '9001::REP',
  hierarchyName: 'AE West',
};
const ENTRY = {
  userId: ANN,
  fieldId: 'fc_commit',
  timePeriodId: '2026_Q3',
  timeFrameId: 'TF:2026-08-10',
  forecastValue: 125000.5,
  currency: { code: 'USD', symbol: '$' },
  isUpdated: true,
};
const FIELD = { fieldId: 'fc_commit', fieldName: 'Commit', fieldType: 'FORECAST' };
const PERIOD = { timePeriodId: '2026_Q3', type: 'quarter', label: 'Q3', year: '2026' };
const LISTS = { entries: [ENTRY], users: [USER], fields: [FIELD], timePeriods: [PERIOD], timeFrames: [] };

function json(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...LISTS, ...changes });
}

describe('a forecast export in JSON', () => {
  test.each([
    ['entries first', json()],
    [
      'entries last',
      JSON.stringify({ timeFrames: [], timePeriods: [PERIOD], users: [USER], fields: [FIELD], entries: [ENTRY] }),
    ],
    ['under data', JSON.stringify({ data: LISTS, api_fiscal_quarter: 'FY27-Q3' })],
    ['under data, wrapped first', JSON.stringify({ status: { code: 200 }, data: LISTS })],
    ['pretty-printed', JSON.stringify(LISTS, null, 2)],
    ['with a byte-order mark', `\ufeff${json()}`],
  ])('%s', async (_name, content) => {
    const all = await read(content);
    expect(forecastsIn(all)).toEqual([
      {
        line: 1,
        key: 'id:9001',
        email: 'ann@acme.com',
        crmId: 'U1',
        field: 'Commit',
        period: 'Q3 2026',
        dataType: 'Forecast Value',
        valueRaw: '125000.5',
        value: 125_000.5,
        currency: 'USD',
      },
    ]);
    expect(mentionsIn(all)).toEqual([
      {
        line: 1,
        key: 'id:9001',
        role: 'forecast_user',
        exportId: '9001',
        crmId: 'U1',
        email: 'ann@acme.com',
        name: 'Ann Ott',
        hierarchyRole: 'AE West',
        actedAt: null,
        event: null,
      },
    ]);
    expect(all.summary).toMatchObject({ truncated: false, warnings: [], rejected: [] });
  });

  test.each(['UTF-16', 'windows-1252'])('in %s', async (encoding) => {
    const text = json({ users: [{ ...USER, name: 'Änn' }] });
    const bytes = encoding === 'UTF-16' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text, 'latin1');
    expect(mentionsIn(await read(bytes))[0]?.name).toBe('Änn');
  });

  test.each([
    ['a number', 1905],
    ['an object', { scope: ['1905', 'MGR'] }],
    ['null', null],
    ['a list', [1, 'MGR']],
  ])('scopeId may be %s', async (_name, scopeId) => {
    expect(mentionsIn(await read(json({ users: [{ ...USER, scopeId }] })))).toHaveLength(1);
  });

  test.each([
    ['9001:00E1:x', '9001'],
    ['9001', '9001'],
    [9001, '9001'],
    [':00E1', ':00E1'],
  ])('user id %j belongs to %s', async (userId, exportId) => {
    const all = await read(json({ users: [{ ...USER, userId }], entries: [{ ...ENTRY, userId }] }));
    expect(mentionsIn(all)[0]?.exportId).toBe(exportId);
    expect(forecastsIn(all)[0]).toMatchObject({ key: `id:${exportId}`, crmId: 'U1' });
  });

  test('one person with several places in the hierarchy has one key', async () => {
    const other = { ...USER, userId: '9001:00E2', hierarchyName: 'AE East' };
    const all = await read(json({ users: [USER, other, USER] }));
    expect(mentionsIn(all).map(({ line, key, hierarchyRole }) => [line, key, hierarchyRole])).toEqual([
      [1, 'id:9001', 'AE West'],
      [2, 'id:9001', 'AE East'],
    ]);
  });

  test('values of every kind become forecasts of their own', async () => {
    const entry = { ...ENTRY, forecastValue: '-1,500.00', quotaValue: 9000, adjustmentValue: null, currency: null };
    const all = await read(json({ entries: [entry, { ...ENTRY, forecastValue: null }] }));
    expect(forecastsIn(all).map(({ line, dataType, value, valueRaw }) => [line, dataType, value, valueRaw])).toEqual([
      [1, 'Forecast Value', -1500, '-1,500.00'],
      [2, 'Quota Value', 9000, '9000'],
      [3, 'Forecast Value', null, null],
    ]);
    expect(forecastsIn(all)[0]?.currency).toBeNull();
  });

  test('an entry of an unknown user, field and period keeps the ids', async () => {
    const all = await read(json({ users: [], fields: [], timePeriods: [] }));
    expect(forecastsIn(all)[0]).toMatchObject({ key: 'id:9001', email: null, field: 'fc_commit', period: '2026_Q3' });
    expect(warned(all)).toContain('1 entry, this one first, of users');
  });

  test('elements that say nothing of anybody are refused, each with its place', async () => {
    const content = `{"entries":[\n${JSON.stringify(ENTRY)},\n{"fieldId":"x"},\n7],\n"users":[{"name":"Nobody"}],"timeFrames":[]}`;
    const all = await read(content);
    expect(all.summary.rejected).toEqual([
      { line: 3, why: expect.stringContaining('entries[1]') },
      { line: 4, why: expect.stringContaining('entries[2]') },
      { line: 5, why: expect.stringContaining('users[0]') },
    ]);
    expect(all.summary.tally).toMatchObject({ rowsAccepted: 1, rowsRefused: 3, rowsRead: 4 });
  });

  test('a stated kind is read without its usual marks', async () => {
    const content = JSON.stringify({ users: [{ userId: '1:2', email: 'a@b.co' }] });
    expect((await refusal(() => inspect(content))).code).toBe('ERR_KIND_UNKNOWN');
    expect(mentionsIn(await read(content, { kind: 'clari-forecast' }))[0]?.key).toBe('id:1');
  });

  test('the layout has one fingerprint whatever the order of its lists', async () => {
    const { entries, ...others } = LISTS;
    const [one, two] = [await read(json()), await read(JSON.stringify({ ...others, entries }))];
    expect(one.summary.tally.headerFingerprint).toBe(two.summary.tally.headerFingerprint);
    expect(one.summary.tally.headerFingerprint).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('an export that left something out', () => {
  test.each([
    ['beside the lists', { cellsTruncated: true }],
    ['in a job beside them', { job: { jobId: '1', status: 'DONE', rowsTruncated: true } }],
    ['as text', { cellsTruncated: 'true' }],
  ])('is partial: %s', async (_name, changes) => {
    const all = await read(json(changes));
    expect(all.summary.truncated).toBe(true);
    expect(warned(all)).toContain('Truncated');
    expect(forecastsIn(all)).toHaveLength(1);
  });

  test('wrapped in its job', async () => {
    const content = JSON.stringify({ job: { cellsTruncated: true, rowsTruncated: false }, data: LISTS });
    expect((await read(content)).summary.truncated).toBe(true);
  });

  test('is refused when it was said to be complete', async () => {
    const { code, message, remedy } = await refusal(() =>
      inspect(json({ cellsTruncated: true }), { completeness: 'complete' }),
    );
    expect(code).toBe('ERR_EXPORT_TRUNCATED');
    expect(message).toContain('cellsTruncated');
    expect(remedy).toContain('--partial');
  });

  test('one that says that nothing is missing is whole', async () => {
    const all = await read(json({ cellsTruncated: false, rowsTruncated: false }), { completeness: 'complete' });
    expect(all.summary.truncated).toBe(false);
  });
});
