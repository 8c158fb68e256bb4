import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from './open-temporary.ts';

test.each([
  'postgres://user:secret@db.acme.com/clari',
  'POSTGRESQL://db/clari',
  'sqlite:',
  'sqlite::memory:',
  'mysql://db/clari',
  '/var/lib/store.sqlite',
  '',
])('%s is refused as configuration, without repeating it', async (url) => {
  await expect(openStore({ url })).rejects.toMatchObject({
    code: 'ERR_CONFIG',
    audience: 'usage',
    message: expect.not.stringContaining('secret'),
  });
});

test.each([
  ['a plain path', (path: string) => `sqlite:${path}`],
  ['a URL', (path: string) => `sqlite://${path}`],
])('%s names the file', async (_name, url) => {
  const path = join(await temporaryFolder(), 'a b#c?d%20.sqlite');
  const store = await openStore({ url: url(path) });
  expect(store.describe).toContain(`sqlite:${path} (`);
  await store.close();
});
