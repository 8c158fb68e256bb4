import { describe, expect, test } from 'vitest';
import { textInput } from '../../src/sources/file/input.ts';
import { inspectFile } from '../../src/sources/inspect.ts';
import type { FileInput } from '../../src/sources/source.ts';
import { AS_OF, file, generated, inspect, NOW, read, refusal, rowsOf, statement, USERS } from './reading.ts';

const users = { kind: 'clari-users' } as const;
const MB = 1_048_576;

describe('size', () => {
  test('a first line of 200 MB is refused', async () => {
    const big = generated(function* pieces() {
      for (let at = 0; at < 200; at += 1) yield 'x'.repeat(MB);
    });
    const { code, message, remedy } = await refusal(() => inspectFile(big, statement(), NOW));
    expect(code).toBe('ERR_EXPORT_MALFORMED');
    expect(message).toContain('big.csv, line 1');
    expect(remedy).toContain('download it again');
  });

  test.each([
    ['the second row', 1, 'x'.repeat(MB), 200, 'the line is longer than 1 MiB'],
    ['a row far in', 100_000, 'x'.repeat(MB), 2, 'the line is longer than 1 MiB'],
    ['a quotation in the second row', 1, `"${'x\n'.repeat(MB / 2)}`, 200, 'a quotation that opens here'],
    ['a quotation far in', 100_000, `"${'x\n'.repeat(MB / 2)}`, 2, 'a quotation that opens here'],
  ])('200 MB in %s are refused with the line', async (_name, rowsBefore, piece, most, why) => {
    const big = generated(function* pieces() {
      yield `${USERS}\n`;
      yield 'Ann,ann@acme.com,Rep,East,Active,\n'.repeat(rowsBefore);
      for (let at = 0; at < 200; at += 1) yield at === 0 ? piece : piece.replaceAll('"', 'x');
    });
    const { code, message } = await refusal(async () => rowsOf(await inspectFile(big, statement(users), NOW)));
    expect(code).toBe('ERR_EXPORT_MALFORMED');
    expect(message).toContain(`big.csv, line ${rowsBefore + 2}`);
    expect(message).toContain(why);
    // What the head shows is reported once the whole file was hashed; what comes later, as soon as it is too long.
    expect(big.taken() - 2).toBeLessThanOrEqual(most);
  });

  test('400,000 rows go by in batches of at most 1,000, and no more is read than is handed on', async () => {
    const big = generated(function* pieces() {
      yield `${USERS}\n`;
      for (let at = 0; at < 400; at += 1) {
        let text = '';
        for (let row = 0; row < 1_000; row += 1) {
          const id = at * 1_000 + row;
          text += `"Person ${id}, P",p${id}@acme.com,Rep,East,${id % 5 === 0 ? 'Inactive' : 'Active'},2026-03-05T10:00:00Z\n`;
        }
        yield text;
      }
    });
    const inspected = await inspectFile(big, statement({ ...users, completeness: 'complete' }), NOW);
    let [rows, biggest, ahead, lastBytes, total] = [0, 0, 0, 0, 0];
    const batches = inspected.rows({});
    for (;;) {
      const next = await batches.next();
      if (next.done === true) {
        expect(next.value).toMatchObject({ truncated: false, warnings: [], tally: { rowsAccepted: 400_000 } });
        break;
      }
      rows += next.value.observations.length;
      biggest = Math.max(biggest, next.value.observations.length);
      // The first piece is the header.
      ahead = Math.max(ahead, (big.taken() - 1) * 1_000 - rows);
      expect(next.value.bytesRead).toBeGreaterThanOrEqual(lastBytes);
      lastBytes = next.value.bytesRead;
      total = next.value.bytesTotal;
    }
    expect(rows).toBe(400_000);
    expect(biggest).toBe(1_000);
    // A batch is handed on before the next piece is asked for.
    expect(ahead).toBe(0);
    expect(lastBytes).toBe(total);
  });
});

describe('while it is read', () => {
  const text = `${USERS}\n${Array.from({ length: 5_000 }, (_, at) => `P,p${at}@acme.com,Rep,East,Active,`).join('\n')}\n`;

  test('a consumer that stops early closes the file', async () => {
    let closed = 0;
    const input: FileInput = {
      name: 'x.csv',
      modifiedAt: AS_OF,
      async *open() {
        try {
          for (let at = 0; at < text.length; at += 1_000) yield Buffer.from(text.slice(at, at + 1_000));
        } finally {
          closed += 1;
        }
      },
    };
    const rows = (await inspectFile(input, statement(users), NOW)).rows({});
    await rows.next();
    await rows.return({
      tally: (await read(text, users)).summary.tally,
      rejected: [],
      warnings: [],
      reading: null,
      samples: [],
      truncated: false,
    });
    expect(closed).toBe(2);
  });

  test('cancelled before', async () => {
    const inspected = await inspect(text, users);
    expect(await refusal(() => rowsOf(inspected, AbortSignal.abort()))).toMatchObject({ code: 'ERR_CANCELLED' });
  });

  test('cancelled between two batches', async () => {
    const controller = new AbortController();
    const rows = (await inspect(text, users)).rows({ signal: controller.signal });
    await rows.next();
    controller.abort();
    const rest = async () => {
      while ((await rows.next()).done !== true);
    };
    expect(await refusal(rest)).toMatchObject({ code: 'ERR_CANCELLED' });
  });

  test.each([
    ['longer', `${text}Q,q@acme.com,Rep,East,Active,\n`],
    ['shorter', text.slice(0, -40)],
    ['different', text.replace('p4999@', 'q4999@')],
  ])('a file that became %s is refused', async (_name, later_) => {
    let opened = 0;
    const input: FileInput = {
      ...file(text),
      async *open() {
        opened += 1;
        yield Buffer.from(opened === 1 ? text : later_);
      },
    };
    const inspected = await inspectFile(input, statement(users), NOW);
    expect(await refusal(() => rowsOf(inspected))).toMatchObject({ code: 'ERR_FILE_CHANGED' });
  });

  test('a file can be read to its rows twice', async () => {
    const inspected = await inspect(text, users);
    expect((await rowsOf(inspected)).observations).toEqual((await rowsOf(inspected)).observations);
  });

  test('pieces of one byte give what the whole gives', async () => {
    const short = `\ufeff${USERS}\r\n"Ann\r\nLée",ann@acme.com,Rep,East,Active,2026-03-05\r\nBob,bob@acme.com,Rep,East,Inactive,\r\n`;
    const bytes = Buffer.from(short);
    const input: FileInput = {
      ...file(short),
      async *open() {
        for (const byte of bytes) yield Uint8Array.of(byte);
      },
    };
    const pieces = await rowsOf(await inspectFile(input, statement(users), NOW));
    expect(pieces.observations).toEqual((await read(short, users)).observations);
    expect(pieces.observations.map((one) => one.row.line)).toEqual([2, 4]);
  });

  test.each([
    [
      'UTF-8',
      Buffer.from(`${USERS}\nJosé,jo@acme.com,Rep,East,Active,\n${'名,p@acme.com,Rep,East,Active,\n'.repeat(400)}`),
    ],
    ['windows-1252', Buffer.from(`${USERS}\n${'Jos\xe9,p@acme.com,Rep,East,Active,\n'.repeat(400)}`, 'latin1')],
    ['UTF-16', Buffer.from(`\ufeff${USERS}\n${'名,p@acme.com,Rep,East,Active,\n'.repeat(400)}`, 'utf16le')],
  ])('a source may overwrite a piece once the next is asked for: %s', async (_name, bytes) => {
    const input: FileInput = {
      ...file(bytes),
      async *open() {
        const buffer = Buffer.alloc(97);
        for (let at = 0; at < bytes.length; at += buffer.length) {
          const length = bytes.copy(buffer, 0, at);
          yield buffer.subarray(0, length);
          buffer.fill(0x22);
        }
      },
    };
    expect(await rowsOf(await inspectFile(input, statement(users), NOW))).toMatchObject({
      observations: (await read(bytes, users)).observations,
    });
  });

  test('text of a call has no time of its own', async () => {
    const input = textInput('content', text);
    expect(await refusal(() => inspectFile(input, statement(users), NOW))).toMatchObject({ code: 'ERR_USAGE' });
    expect((await inspectFile(input, statement({ ...users, asOf: AS_OF }), NOW)).head).toMatchObject({
      fileName: 'content',
      asOfBasis: 'stated',
    });
  });
});
