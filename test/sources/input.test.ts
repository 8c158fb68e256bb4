import { mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileInput } from '../../src/sources/file/input.ts';
import { inspectFile } from '../../src/sources/inspect.ts';
import { NOW, refusal, rowsOf, statement, USERS } from './reading.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clari-identity-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('files on disk', () => {
  test('its name without the path, and its time', async () => {
    const path = join(folder, 'users.csv');
    writeFileSync(path, `${USERS}\nAnn,ann@acme.com,Rep,East,Active,\n`);
    utimesSync(path, new Date('2026-03-05T10:00:00Z'), new Date('2026-03-05T10:00:00Z'));
    const input = fileInput(path);
    expect(input).toMatchObject({ name: 'users.csv', modifiedAt: '2026-03-05T10:00:00.000Z' });
    const inspected = await inspectFile(input, statement(), NOW);
    expect(inspected.head).toMatchObject({
      fileName: 'users.csv',
      asOf: '2026-03-05T10:00:00.000Z',
      asOfBasis: 'file_time',
    });
    expect((await rowsOf(inspected)).observations).toHaveLength(1);
  });

  test('a file time in the future settles nothing and is refused', async () => {
    const path = join(folder, 'future.csv');
    writeFileSync(path, `${USERS}\nAnn,ann@acme.com,Rep,East,Active,\n`);
    utimesSync(path, new Date('2031-01-01T00:00:00Z'), new Date('2031-01-01T00:00:00Z'));
    expect(await refusal(() => inspectFile(fileInput(path), statement(), NOW))).toMatchObject({ code: 'ERR_TIME' });
  });

  test.each([
    ['missing', 'nothing.csv', 'does not exist'],
    ['a folder', '.', 'is a folder'],
    ['below a file', 'users.csv/x', 'does not exist'],
  ])('%s', async (_name, path, why) => {
    const { code, message } = await refusal(async () => fileInput(join(folder, path)));
    expect(code).toBe('ERR_FILE_NOT_FOUND');
    expect(message).toContain(why);
    expect(message).not.toContain(tmpdir());
  });

  test('a link is followed', () => {
    symlinkSync(join(folder, 'users.csv'), join(folder, 'link.csv'));
    expect(fileInput(join(folder, 'link.csv')).name).toBe('link.csv');
  });

  test('a file that vanishes between the passes', async () => {
    const path = join(folder, 'gone.csv');
    writeFileSync(path, `${USERS}\nAnn,ann@acme.com,Rep,East,Active,\n`);
    const inspected = await inspectFile(fileInput(path), statement(), new Date().toISOString());
    rmSync(path);
    expect(await refusal(() => rowsOf(inspected))).toMatchObject({ code: 'ERR_FILE_NOT_FOUND' });
  });
});
