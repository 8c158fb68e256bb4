import { describe, expect, test } from 'vitest';
import { inspectFile } from '../../src/sources/inspect.ts';
import { AS_OF, generated, inspect, NOW, read, refusal, rowsOf, statement } from './reading.ts';

const MB = 1_048_576;
const USER = '{"id":"c_1","email":"ann@acme.com","is_recording":true}';

function nested(depth: number, open = '[', close = ']'): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

describe('documents that are no JSON', () => {
  test.each([
    ['a comma too many', `{"users":[${USER},]}`, 1],
    ['a missing comma', `{"users":[${USER}\n${USER}]}`, 2],
    ['a missing colon', `{"users" [${USER}]}`, 1],
    ['a key without quotes', `{"users":[{id:"c_1"}]}`, 1],
    ['single quotes', `{"users":[\n\n{'id':1}]}`, 3],
    ['a comment', `{"users":[ // all\n${USER}]}`, 1],
    ['a bracket of the other kind', `{"users":[${USER}}}`, 1],
    ['a word that is none', `{"users":[{"id":nope}]}`, 1],
    ['NaN', `{"users":[{"id":NaN}]}`, 1],
    ['a number with a leading zero', `{"users":[{"id":007}]}`, 1],
    ['a line break in a string', `{"users":[{"id":"a\nb"}]}`, 1],
    ['an escape that is none', `{"users":[{"id":"\\x41"}]}`, 1],
    ['something after the end', `{"users":[${USER}]}\n\n"users"`, 3],
    ['a list after an answer', `{"users":[${USER}]}\n\n[]`, 3],
    ['a stray bracket after the end', `{"users":[${USER}]}]`, 1],
    ['a key twice in one object', `{"users":[{"id":"a","email":"x@y.co",\n"id":"b"}]}`, 2],
    ['a list twice', `{"users":[${USER}],\n"users":[]}`, 2],
    ['__proto__ twice', `{"users":[{"__proto__":1,"__proto__":{"admin":true}}]}`, 1],
    ['a key twice under another writing', `{"users":[{"id":"a","\\u0069d":"b"}]}`, 1],
  ])('%s', async (_name, content, line) => {
    const { code, message, remedy } = await refusal(() => inspect(content));
    expect(code).toBe('ERR_EXPORT_MALFORMED');
    expect(message).toMatch(new RegExp(`^export\\.csv, line ${line} \\(byte \\d+\\): `));
    expect(message).not.toContain('Unexpected');
    expect(remedy).not.toBe('');
  });

  test('the byte is that of the fault', async () => {
    const before = `{"users":[${USER},`;
    expect((await refusal(() => inspect(`${before}#]}`))).message).toContain(`(byte ${before.length})`);
    expect((await refusal(() => inspect(`\ufeff${before}]}`))).message).toContain(`(byte ${before.length})`);
  });

  test.each([
    ['in a list', `{"users":[${USER},`],
    ['in a string', `{"users":[{"id":"c_`],
    ['in a word', `{"users":[{"is_recording":tru`],
    ['in a number', `{"users":[{"id":12`],
    ['before the last bracket', `{"users":[${USER}]`],
    ['in an escape', `{"users":[{"id":"\\u00`],
    ['in a character', Buffer.from(`{"users":[{"id":"ä`).subarray(0, -1)],
    ['after a line break', `{"users":[\n${USER},\n`],
  ])('cut off %s', async (_name, content) => {
    const { code, message } = await refusal(() => inspect(content));
    expect(code).toBe('ERR_EXPORT_TRUNCATED');
    expect(message).toMatch(/export\.csv, line \d+ \(byte \d+\)/);
  });

  test('every beginning of a document is refused, whatever its length', async () => {
    const whole = `{"users":[${USER}],"x":[1,-2.5e3,null,"\\n"]}`;
    for (let length = 3; length < whole.length; length += 1) {
      const { code } = await refusal(() => inspect(whole.slice(0, length)));
      expect.soft(code, whole.slice(0, length)).toMatch(/^ERR_(?:EXPORT_TRUNCATED|KIND_UNKNOWN)$/);
    }
  });
});

describe('keys that mean something to programs', () => {
  test('__proto__ and constructor are keys like any other', async () => {
    const content = `{"__proto__":{"x":1},"users":[{"__proto__":{"status":"inactive"},"constructor":1,"id":"c","is_recording":true}]}`;
    const { observations } = await read(content);
    expect(observations[0]?.row).toMatchObject({ exportId: 'c', status: 'active' });
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    expect(Reflect.get({}, 'status')).toBeUndefined();
  });
});

describe('depth and size', () => {
  test.each([
    ['arrays', nested(10_000)],
    ['objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['in an element', `{"users":[{"id":${nested(10_000)}}]}`],
    ['in an event', `{"items":[{"actorId":"1","eventParameters":${nested(10_000)}}],"actors":[]}`],
    ['wrapped', `${'{"data":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['never closed', '['.repeat(10_000)],
  ])('10,000 levels of %s', async (_name, content) => {
    const { code, message } = await refusal(() => inspect(content));
    expect(code).toBe('ERR_EXPORT_MALFORMED');
    expect(message).toMatch(/export\.csv, line 1 \(byte \d+\): it is nested deeper than 64 levels/);
  });

  test('60 levels are read', async () => {
    const content = `{"users":[{"id":"c","is_recording":true,"x":${nested(60)}}]}`;
    expect((await read(content)).observations).toHaveLength(1);
  });

  function* endless(start: string, piece: string, times = 200) {
    yield start;
    for (let at = 0; at < times; at += 1) yield piece;
  }

  test.each([
    ['a string', '{"users":[{"id":"', 'x'.repeat(MB), 'longer than 1 MiB'],
    ['a key', '{"', 'x'.repeat(MB), 'longer than 1 MiB'],
    ['a number', '{"users":[{"id":1', '0'.repeat(MB), 'longer than 1 MiB'],
    ['blanks', '{"users":[', ' '.repeat(MB), 'longer than 1 MiB'],
    ['one element', '{"users":[{"id":[1', ',1'.repeat(MB / 2), 'larger than 1 MiB'],
    ['keys of one element', '{"users":[{"id":[1', ',{"a":{}}'.repeat(MB / 8), 'larger than 1 MiB'],
    ['what stands beside the lists', '{"users":[],"x":[1', ',1'.repeat(MB / 2), 'larger than 1 MiB'],
  ])('200 MB of %s are refused as soon as they are too much', async (_name, start, piece, why) => {
    const big = generated(() => endless(start, piece), 'big.json');
    const { code, message } = await refusal(() => inspectFile(big, statement(), NOW));
    expect(code).toBe('ERR_EXPORT_MALFORMED');
    expect(message).toContain('big.json, line 1 (byte ');
    expect(message).toContain(why);
    expect(big.taken()).toBeLessThanOrEqual(3);
  });

  test('many small members beside the lists are refused too', async () => {
    const members = Array.from({ length: 200_000 }, (_, at) => `"member ${at}":0`).join(',');
    const { code } = await refusal(() => inspect(`{${members},"users":[${USER}]}`));
    expect(code).toBe('ERR_EXPORT_MALFORMED');
  });
});

describe('nothing half-applied', () => {
  test('a fault at the very end gives not one row', async () => {
    const content = `{"users":[${Array.from({ length: 5_000 }, (_, at) => `{"id":"c${at}","is_recording":true}`).join(',')}]`;
    expect((await refusal(() => inspect(content))).code).toBe('ERR_EXPORT_TRUNCATED');
  });

  test('a file that changes between the passes is refused at its end', async () => {
    const versions = [USER, USER, USER.replace('c_1', 'c_2')];
    let opened = 0;
    const input = {
      name: 'users.json',
      modifiedAt: AS_OF,
      async *open() {
        yield Buffer.from(`[${versions[opened] ?? USER}]`);
        opened += 1;
      },
    };
    const inspected = await inspectFile(input, statement(), NOW);
    expect((await refusal(() => rowsOf(inspected))).code).toBe('ERR_FILE_CHANGED');
  });

  test('reading is cancelled by its signal', async () => {
    const controller = new AbortController();
    controller.abort();
    const inspected = await inspect(`[${USER}]`);
    expect((await refusal(() => rowsOf(inspected, controller.signal))).code).toBe('ERR_CANCELLED');
  });

  test('one byte at a time gives the same', async () => {
    const content = Buffer.from(
      `\ufeff[{"id":"ü€😀\\ud83d\\ude00\\u00e4","email":"ann@acme.com","is_recording":true}]`,
    );
    const input = {
      name: 'users.json',
      modifiedAt: AS_OF,
      async *open() {
        for (let at = 0; at < content.length; at += 1) yield content.subarray(at, at + 1);
      },
    };
    const { observations } = await rowsOf(await inspectFile(input, statement(), NOW));
    expect(observations[0]?.row).toMatchObject({ exportId: 'ü€😀😀ä' });
  });
});
