import { describe, expect, test } from 'vitest';
import { inspectFile } from '../../src/sources/inspect.ts';
import type { InspectedFile } from '../../src/sources/source.ts';
import { type Generated, generated, NOW, statement } from './reading.ts';

const PIECES = 200;
const ROWS = 1_000;

/** Also how many pieces had been read at most that were not handed on yet, where each has a thousand rows. */
async function drain(big: Generated, inspected: InspectedFile) {
  const seen = { forecast: 0, mention: 0, account: 0, biggest: 0, ahead: 0 };
  const lines = { forecast: 0, mention: 0, account: 0 };
  const rows = inspected.rows({});
  for (;;) {
    const next = await rows.next();
    if (next.done === true) return { seen, summary: next.value };
    seen.biggest = Math.max(seen.biggest, next.value.observations.length);
    seen.ahead = Math.max(seen.ahead, big.taken() - seen.forecast / ROWS);
    for (const { of, row } of next.value.observations) {
      if (of !== 'forecast' && of !== 'mention' && of !== 'account') throw new Error(of);
      seen[of] += 1;
      // Rows of one sort are stored by their line.
      if (row.line <= lines[of]) throw new Error(`Line ${row.line} of ${of} after ${lines[of]}.`);
      lines[of] = row.line;
    }
  }
}

function* rowsOf(piece: number): Generator<number> {
  for (let row = 0; row < ROWS; row += 1) yield piece * ROWS + row;
}

describe('exports of 200,000 rows', () => {
  test('a forecast in CSV goes by in pieces, none of which is kept', async () => {
    function* pieces() {
      yield 'User,Email,CRM User ID,Role,Parent Role,Timeframe,Field,Week,Start Day,End Day,Data Type,Data Value\n';
      for (let piece = 0; piece < PIECES; piece += 1) {
        let text = '';
        for (const at of rowsOf(piece)) {
          const person = at % 5_000;
          text += `"P${person}, A",p${person}@acme.com,U${person},AE ${person % 40},VP,Q3 FY 2026,Commit,${at % 13},08/10/2026,08/16/2026,Forecast Value,"$${(at % 999) + 1},000.00"\n`;
        }
        yield text;
      }
    }
    const big = generated(pieces);
    const { seen, summary } = await drain(big, await inspectFile(big, statement(), NOW));
    expect(seen).toMatchObject({ forecast: PIECES * ROWS, mention: 5_000, ahead: 2 });
    expect(seen.biggest).toBeLessThanOrEqual(1_000);
    expect(summary).toMatchObject({ truncated: false, warnings: [], tally: { rowsAccepted: PIECES * ROWS } });
  });

  test('a forecast in JSON, entries before users, goes by in pieces, none of which is kept', async () => {
    function* pieces() {
      yield '{"entries":[';
      for (let piece = 0; piece < PIECES; piece += 1) {
        let text = '';
        for (const at of rowsOf(piece)) {
          text += `${at === 0 ? '' : ','}{"userId":"${at % 5_000}:00E1","fieldId":"f","timePeriodId":"2026_Q3","forecastValue":${at}.5,"currency":{"code":"USD"}}\n`;
        }
        yield text;
      }
      yield '],"users":[';
      for (let at = 0; at < 5_000; at += 1) {
        yield `${at === 0 ? '' : ','}{"userId":"${at}:00E1","email":"p${at}@acme.com","crmId":"U${at}","hierarchyName":"AE"}`;
      }
      yield '],"fields":[],"timePeriods":[],"timeFrames":[]}';
    }
    // Of them 5,000 are users, one to a piece, behind the last entry.
    const big = generated(pieces, 'big.json');
    const { seen, summary } = await drain(big, await inspectFile(big, statement(), NOW));
    expect(seen).toMatchObject({ forecast: PIECES * ROWS, mention: 5_000, ahead: 5_002 });
    expect(seen.biggest).toBeLessThanOrEqual(1_000);
    expect(summary.warnings).toEqual([]);
  });
});
