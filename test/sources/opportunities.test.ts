import { describe, expect, test } from 'vitest';
import { inspect, opportunitiesIn, read, refusal, warned } from './reading.ts';

const REPORT = 'Opportunity Owner,Account Name,Opportunity Name,Opportunity ID,Stage,Amount,Close Date,Closed';
const OPP = '0061U00000AbCdE';

async function only(header: string, row: string) {
  const all = await read(`${header}\n${row}\n`);
  const [one] = opportunitiesIn(all);
  if (one === undefined) throw new Error('No opportunity was read.');
  return one;
}

describe('layouts', () => {
  test('a Salesforce report', async () => {
    const header =
      'Opportunity Owner,Owner ID,Account Name,Opportunity Name,Opportunity ID,Stage,Forecast Category,Amount,Close Date,Probability (%),Closed';
    const row = `Ann Ott,0051U00000AbCdE,Globex,Globex 2027,${OPP},Negotiation,Commit,"USD 125,000.00",09/30/2027,75%,0`;
    expect(await only(header, row)).toEqual({
      line: 2,
      key: `opp:${OPP}`,
      opportunityId: OPP,
      name: 'Globex 2027',
      accountName: 'Globex',
      ownerId: '0051U00000AbCdE',
      ownerName: 'Ann Ott',
      ownerEmail: null,
      stage: 'Negotiation',
      forecastCategory: 'Commit',
      amountRaw: 'USD 125,000.00',
      amount: 125_000,
      currency: 'USD',
      closeDate: { at: '2027-09-30T00:00:00.000Z', dateOnly: true },
      closed: false,
    });
  });

  test('a Data Loader file with its relations', async () => {
    const header =
      'Id,Name,OwnerId,Owner.Name,Owner.Email,Account.Name,StageName,Amount,CloseDate,ForecastCategoryName,IsClosed';
    const row = `${OPP}QAV,Globex 2027,0051U00000AbCdEQAV,Ann Ott,Ann@Acme.com,Globex,Proposal,125000.0,2027-09-30,Best Case,false`;
    expect(await only(header, row)).toMatchObject({
      key: `opp:${OPP}`,
      opportunityId: `${OPP}QAV`,
      ownerEmail: 'ann@acme.com',
      accountName: 'Globex',
      amount: 125_000,
      currency: null,
      forecastCategory: 'Best Case',
      closed: false,
    });
  });

  test('a Clari grid', async () => {
    const header = 'Opportunity,Account,Owner,Stage,Forecast Category,Amount,Close Date,Next Step';
    expect(
      await only(header, 'Globex 2027,Globex,ann@acme.com,Proposal,Commit,"$1,234,567",2027-09-30,Call'),
    ).toMatchObject({
      key: 'name:globex/globex 2027',
      opportunityId: null,
      ownerName: null,
      ownerEmail: 'ann@acme.com',
      amount: 1_234_567,
      currency: null,
      closed: null,
    });
  });

  test('stray spaces, Opp headers and a currency column beside the amount', async () => {
    const header =
      'Opportunity Id, Opportunity Name,Opp Stage,Total Amount Currency,Total Amount, Opportunity Owner Id,Close Date';
    expect(await only(header, `${OPP},Globex,Proposal,eur,"1,000.00",U1,2027-01-02`)).toMatchObject({
      stage: 'Proposal',
      amount: 1000,
      currency: 'EUR',
      ownerId: 'U1',
    });
  });

  test('the currency of the header counts where the cell has none', async () => {
    expect(await only('Opportunity Name,Stage,Amount (USD)', 'Globex,Proposal,"1,000"')).toMatchObject({
      amount: 1000,
      currency: 'USD',
    });
  });

  test('the head is that of a Clari source', async () => {
    expect((await inspect(`${REPORT}\nAnn,Globex,G,${OPP},P,1,,0\n`)).head).toMatchObject({
      kind: 'opportunities',
      app: 'clari',
    });
  });
});

describe('amounts', () => {
  test.each([
    ['"USD 125,000.00"', 125_000, 'USD'],
    ['"$1,234,567"', 1_234_567, null],
    ['"1.234.567,89 €"', 1_234_567.89, 'EUR'],
    ['"-5,000"', -5000, null],
    ['"(5,000)"', -5000, null],
    ['', null, null],
    ['0', 0, null],
    ['$1.2M', null, null],
    ['1.234', null, null],
  ])('%s', async (cell, amount, currency) => {
    expect(await only(REPORT, `Ann,Globex,G,${OPP},P,${cell},2027-01-02,0`)).toMatchObject({ amount, currency });
  });

  test('mixed currencies stay apart, and a column wins over the cell', async () => {
    const all = await read(
      'Opportunity ID,Opportunity Name,Stage,Amount Currency,Amount\nA,A,P,USD,100\nB,B,P,EUR,"100,50"\nC,C,P,GBP,USD 7\nD,D,P,Dollar,5\nE,E,P,,5\n',
    );
    expect(opportunitiesIn(all).map(({ amount, currency }) => [amount, currency])).toEqual([
      [100, 'USD'],
      [100.5, 'EUR'],
      [7, 'GBP'],
      [5, null],
      [5, null],
    ]);
    expect(warned(all)).toContain('4: "USD 7" names another currency than its column, GBP');
    expect(warned(all)).toContain('5: "Dollar" is no ISO 4217 currency code');
  });
});

describe('closed ones', () => {
  test.each([
    ['Closed is 1', 'Stage,Closed', 'Proposal,1', true],
    ['Closed is TRUE', 'Stage,Closed', 'Proposal,TRUE', true],
    ['Closed is yes', 'Stage,Closed', 'Proposal,yes', true],
    ['the stage is Closed Won', 'Stage,Closed', 'Closed Won,', true],
    ['the stage is closed lost', 'Stage,Next Step', 'closed lost,', true],
    ['the stage is Closed', 'Opp Stage,Next Step', 'Closed,', true],
    ['Closed is 0', 'Stage,Closed', 'Proposal,0', false],
    ['the column says open though the stage says closed', 'Stage,Closed', 'Closed - pending signature,false', false],
    ['nothing says so', 'Stage,Closed', 'Disclosed,', false],
    ['only the forecast category is Omitted', 'Stage,Forecast Category', 'Proposal,Omitted', false],
  ])('%s', async (_name, headers, cells, leftOut) => {
    const all = await read(`Opportunity ID,Opportunity Name,${headers}\nA,A,${cells}\nB,B,Proposal,0\n`);
    expect(opportunitiesIn(all).map(({ key }) => key)).toEqual(leftOut ? ['opp:B'] : ['opp:A', 'opp:B']);
    expect(warned(all).includes('1 closed opportunity left out')).toBe(leftOut);
  });

  test('they are counted in one warning, and are neither accepted nor refused', async () => {
    const closed = Array.from({ length: 5_000 }, (_, at) => `C${at},N,Closed Won,1`).join('\n');
    const all = await read(`Opportunity ID,Opportunity Name,Stage,Closed\nA,A,Proposal,0\n${closed}\n`);
    expect(all.summary.warnings).toContainEqual({
      line: 3,
      why: '5000 closed opportunities left out, this one first.',
    });
    expect(all.summary.warnings.filter(({ why }) => why.includes('closed'))).toHaveLength(1);
    expect(all.summary.tally).toMatchObject({ rowsAccepted: 1, rowsRefused: 0 });
  });

  test('a list of nothing else is refused with its reason', async () => {
    const content = 'Opportunity ID,Opportunity Name,Stage,Closed\nA,A,Closed Won,1\n';
    const { code, message } = await refusal(() => read(content));
    expect(code).toBe('ERR_NO_ROWS');
    expect(message).toContain('1 closed opportunity');
  });

  test('a stage that says closed against the column is pointed out', async () => {
    expect(warned(await read('Opportunity ID,Opportunity Name,Stage,Closed\nA,A,Closed Won,0\n'))).toContain('kept');
  });
});

describe('identifiers', () => {
  test('15 and 18 characters of one id are the same opportunity', async () => {
    const all = await read(`Opportunity ID,Opportunity Name,Stage\n${OPP},A,P\n${OPP}QAV,A,P\n`);
    expect(new Set(opportunitiesIn(all).map(({ key }) => key))).toEqual(new Set([`opp:${OPP}`]));
    expect(warned(all)).toContain('The same opportunity as on line 2');
  });

  test('15-character ids that differ in case are two', async () => {
    const all = await read(`Opportunity ID,Opportunity Name,Stage\n${OPP},A,P\n${OPP.toUpperCase()},A,P\n`);
    expect(new Set(opportunitiesIn(all).map(({ key }) => key)).size).toBe(2);
  });

  test('a wrong checksum is warned of and never refused; a prefix is not required', async () => {
    const all = await read(
      'Opportunity ID,Owner ID,Opportunity Name,Stage\n0073x000005ChMyQKK,0044x000005ChMyQQA,A,P\n',
    );
    expect(opportunitiesIn(all)[0]).toMatchObject({ key: 'opp:0073x000005ChMy', ownerId: '0044x000005ChMyQQA' });
    expect(all.summary.warnings).toHaveLength(1);
    expect(warned(all)).toContain('2 times: lines 2 "0073x000005ChMyQKK" and 2 "0044x000005ChMyQQA".');
    expect(all.summary.tally.rowsRefused).toBe(0);
  });

  test('without ids account and name stand for them, and it is said', async () => {
    const all = await read(
      'Opportunity Owner,Account Name,Opportunity Name,Stage\nAnn,Globex,Renewal,P\nAnn,,Renewal,P\n',
    );
    expect(opportunitiesIn(all).map(({ key }) => key)).toEqual(['name:globex/renewal', 'name:/renewal']);
    expect(warned(all)).toContain('No column has opportunity ids');
  });

  test('blank ids in a column of ids are counted in one warning', async () => {
    const all = await read('Opportunity ID,Opportunity Name,Stage\n,A,P\n,B,P\nC,C,P\n');
    expect(opportunitiesIn(all).map(({ key }) => key)).toEqual(['name:/a', 'name:/b', 'opp:C']);
    expect(warned(all)).toContain('2: 2 opportunities have no id');
  });

  test('a row that names none is refused', async () => {
    const all = await read('Opportunity ID,Opportunity Name,Stage,Amount\nA,A,P,1\n,,P,1\n');
    expect(all.summary.rejected.map(({ line }) => line)).toEqual([3]);
  });

  test('without a column for the owner it says so', async () => {
    expect(warned(await read('Opportunity ID,Opportunity Name,Stage\nA,A,P\n'))).toContain('who owns');
  });
});

describe('close dates', () => {
  const dates = (...values: readonly string[]) =>
    `Opportunity ID,Opportunity Name,Stage,Close Date\n${values.map((value, at) => `O${at},N,P,${value}`).join('\n')}\n`;
  const read15 = async (...values: readonly string[]) =>
    opportunitiesIn(await read(dates(...values))).map(({ closeDate }) => closeDate?.at.slice(0, 10) ?? null);

  test('may lie ahead', async () => {
    expect(await read15('2029-01-31')).toEqual(['2029-01-31']);
  });

  test('month first, when the column settles it', async () => {
    expect(await read15('05/06/2027', '09/30/2027')).toEqual(['2027-05-06', '2027-09-30']);
  });

  test('day first, when the column settles it', async () => {
    expect(await read15('05.06.2027', '30.09.2027')).toEqual(['2027-06-05', '2027-09-30']);
  });

  test('unknown, when nothing or everything settles it', async () => {
    expect(await read15('05/06/2027')).toEqual([null]);
    expect(await read15('05/06/2027', '09/30/2027', '30/09/2027')).toEqual([null, '2027-09-30', '2027-09-30']);
  });
});

describe('what a report writer adds', () => {
  test('a footer is no row', async () => {
    const all = await read(
      `${REPORT}\nAnn,Globex,G,${OPP},P,100,2027-01-02,0\nGrand Totals (1 records),,,,,100,,\n\n"Confidential Information - Do Not Distribute"\n"Copyright © 2000-2026 salesforce.com, inc. All rights reserved."\n"Open pipeline by owner"\n`,
    );
    expect(opportunitiesIn(all)).toHaveLength(1);
    expect(all.summary.tally.rowsRefused).toBe(0);
    expect(warned(all)).toContain('report writer');
  });

  test('in windows-1252 too', async () => {
    const bytes = Buffer.from(`${REPORT}\nAnn,Müller,G,${OPP},P,"1.234.567,89 €",2027-01-02,0\n`, 'latin1');
    const text = [...bytes];
    // Latin-1 has no euro sign; windows-1252 has it at 0x80.
    const euro = text.indexOf(0xac);
    text[euro] = 0x80;
    const all = await read(Uint8Array.from(text));
    expect(opportunitiesIn(all)[0]).toMatchObject({ accountName: 'Müller', amount: 1_234_567.89, currency: 'EUR' });
  });
});
