import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoderOf } from '../../src/sources/file/decoder.ts';
import { EncodingProbe } from '../../src/sources/file/encoding.ts';
import { accounts, inspect, read, refusal, rowsOf, USERS } from './reading.ts';

const TEXT = `${USERS}\nJosé Müller,jose@acme.com,Rep,East,Active,2026-03-05\n`;
const CP1252 = Buffer.from(TEXT, 'latin1');

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'utf-8-bom'],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 LE without', Buffer.from(TEXT, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`), 'utf-16be'],
    ['UTF-16 BE without', utf16be(TEXT), 'utf-16be'],
    ['windows-1252', CP1252, 'windows-1252'],
  ])('%s', async (_name, bytes, encoding) => {
    const inspected = await inspect(bytes, { kind: 'clari-users' });
    const { observations, summary } = await rowsOf(inspected);
    expect(summary.tally.encoding).toBe(encoding);
    expect(observations[0]).toMatchObject({ row: { line: 2, name: 'José Müller', email: 'jose@acme.com' } });
    expect(inspected.detection.mapping).toMatchObject({ name: 'Name' });
  });

  test('the characters that windows-1252 has and Latin-1 does not', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${USERS}\nZo\xeb `, 'latin1'),
      Buffer.from([0x80, 0x8a, 0x92, 0x9f]),
      Buffer.from(',zoe@acme.com,Rep,East,Active,\n'),
    ]);
    expect((await accounts(bytes))[0]?.name).toBe('Zoë €Š’Ÿ');
  });

  test('one byte at the end of a megabyte decides it', async () => {
    const rows = 'Ann Lee,ann@acme.com,Rep,East,Active,2026-03-05\n'.repeat(25_000);
    const late = Buffer.concat([
      Buffer.from(`${USERS}\n${rows}Ren`),
      Buffer.from([0xe9]),
      Buffer.from(',r@acme.com,Rep,East,Active,\n'),
    ]);
    const { observations, summary } = await read(late, { kind: 'clari-users' });
    expect(summary.tally.encoding).toBe('windows-1252');
    expect(observations.at(-1)).toMatchObject({ row: { line: 25_002, name: 'René' } });
  });

  test('a file that ends in the middle of a character was cut off, and is still UTF-8', async () => {
    const whole = Buffer.from(`${USERS}\nJosé,jose@acme.com,Rep,East,Active,2026-03-05\nAnn,ann@acme.com,Rep,East,Zoé`);
    const { summary } = await read(whole.subarray(0, -1), { kind: 'clari-users' });
    expect(summary).toMatchObject({ truncated: true, tally: { encoding: 'utf-8', rowsAccepted: 1, rowsRefused: 1 } });
  });

  test('half of the last UTF-16 unit is a cut-off file', async () => {
    const bytes = Buffer.from(`\ufeff${TEXT}Ann,ann@acme.com,Rep,East,Active,\n`, 'utf16le').subarray(0, -1);
    expect((await read(bytes, { kind: 'clari-users' })).summary.truncated).toBe(true);
  });

  test('NUL bytes in cells are dropped', async () => {
    expect((await accounts(`${USERS}\nJ\u0000o,jo@acme.com,Rep,East,Active,\n`))[0]?.name).toBe('Jo');
  });

  test('UTF-32 is refused by name', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x4e, 0, 0, 0]);
    expect(await refusal(() => inspect(bytes))).toMatchObject({ code: 'ERR_ENCODING' });
  });

  test('bytes that are no UTF-16 under a UTF-16 mark are refused', async () => {
    const bytes = Buffer.concat([Buffer.from(`\ufeff${TEXT}`, 'utf16le'), Buffer.from([0x00, 0xd8, 0x41, 0x00])]);
    expect(await refusal(() => inspect(bytes, { kind: 'clari-users' }))).toMatchObject({ code: 'ERR_ENCODING' });
  });

  test('text of any kind, cut anywhere, comes back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.array(fc.nat(20), { maxLength: 20 }),
        (text, cuts) => {
          const bytes = Buffer.from(text, 'utf8');
          const probe = new EncodingProbe();
          const decoder = decoderOf('utf-8', 'x');
          let back = '';
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            const piece = bytes.subarray(at, at + cut);
            probe.push(piece);
            back += decoder.push(piece);
            at += piece.length;
          }
          back += decoder.end();
          expect(back).toBe(text.replace(/^\ufeff/, ''));
          const { encoding, cutOff } = probe.verdict();
          expect(cutOff && encoding.startsWith('utf-8')).toBe(false);
          if (!text.includes('\u0000')) expect(encoding).toBe(text.startsWith('\ufeff') ? 'utf-8-bom' : 'utf-8');
        },
      ),
      { numRuns: 300 },
    );
  });
});
