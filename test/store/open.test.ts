import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from './open-temporary.ts';

test.each([
  'postgres://user:sec#ret@db.acme.com:x/clari',
  'postgres://user:secret@db.acme.com',
  'postgres://user:secret@db.acme.com/clari?schema=Upper"',
  'sqlite:',
  'sqlite::memory:',
  'mysql://db/clari',
  '/var/lib/store.sqlite',
  '',
])('%s is refused as configuration, without repeating it', async (url) => {
  await expect(openStore({ url })).rejects.toMatchObject({
    code: 'ERR_CONFIG',
    audience: 'usage',
    message: expect.not.stringMatching(/secret|ret@|Upper/),
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
