import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { refusal } from '../sources/reading.ts';

const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const URL = 'https://hooks.acme.com/t0ken?key=t0ken';

function config(url: string | undefined, secret: string | undefined) {
  return readConfig({ CLARI_IDENTITY_NOTIFY_URL: url, CLARI_IDENTITY_NOTIFY_SECRET: secret });
}

test('nothing is set: nobody gets notices', () => expect(config(undefined, undefined).notify).toBeNull());

test.each([KEY, KEY.slice(6), `whsec_${Buffer.alloc(24, 7).toString('base64')}`])('a secret such as %s', (secret) => {
  const { notify } = config(URL, secret);
  expect(notify?.url.reveal()).toBe(URL);
  expect(notify?.secret.reveal()).toBe(secret);
  expect(`${inspect(notify, { depth: 9, showHidden: true })}${JSON.stringify(notify)}`).not.toMatch(/t0ken|BwcH/);
});

test.each<[string, string | undefined, string | undefined, string]>([
  ['an address without a secret', URL, undefined, 'only set in part'],
  ['a secret without an address', undefined, KEY, 'only set in part'],
  ['no https', 'http://hooks.acme.com/', KEY, 'CLARI_IDENTITY_NOTIFY_URL is not usable: it must be https'],
  ['a password in the address', 'https://me:t0ken@hooks.acme.com/', KEY, 'must not contain credentials'],
  ['no address', 't0ken', KEY, 'CLARI_IDENTITY_NOTIFY_URL is not usable'],
  ['a short secret', URL, 'whsec_c2hvcnQ=', 'CLARI_IDENTITY_NOTIFY_SECRET is not usable: it must be whsec_'],
  ['a secret that is no base64', URL, 'whsec_t0ken t0ken t0ken t0ken t0ken', 'it must be whsec_'],
])('refused: %s', async (_, url, secret, why) => {
  const said = await refusal(async () => config(url, secret));
  expect(said).toMatchObject({ code: 'ERR_CONFIG', message: expect.stringContaining(why) });
  expect(JSON.stringify(said)).not.toMatch(/t0ken|c2hvcnQ/);
});

test('http to a loopback address', () => expect(config('http://127.0.0.1:9/x', KEY).notify).not.toBeNull());
