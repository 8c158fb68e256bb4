import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { LIVE_NAMES } from '../../src/model/live.ts';
import { LIVE_SOURCES } from '../../src/sources/live/live-sources.ts';

const SECRET = 's3cret-value';

test('a secret shows in nothing that is printed, and only where it is asked for', () => {
  const { live } = readConfig({
    OKTA_ORG_URL: 'https://acme.okta.com',
    OKTA_API_TOKEN: SECRET,
    OKTA_PRIVATE_KEY: SECRET,
    AZURE_CLIENT_SECRET: SECRET,
    GRAPH_ACCESS_TOKEN: SECRET,
    GRAPH_BASE_URL: 'http://127.0.0.1:9',
    CLARI_API_TOKEN: SECRET,
    CLARI_COPILOT_API_KEY: SECRET,
    CLARI_COPILOT_API_PASSWORD: SECRET,
    SALESLOFT_API_TOKEN: SECRET,
    SALESLOFT_CLIENT_SECRET: SECRET,
  });
  expect(inspect(live, { depth: 9, showHidden: true })).not.toContain(SECRET);
  expect(JSON.stringify(live)).not.toContain(SECRET);
  expect(`${live.okta?.apiToken}`).not.toContain(SECRET);
  expect(live.okta?.apiToken?.reveal()).toBe(SECRET);
});

test('a source of which nothing is set is not configured; placeholders and blanks set nothing', () => {
  const { live } = readConfig({
    OKTA_ORG_URL: '$' + '{OKTA_ORG_URL}',
    OKTA_API_TOKEN: ' ',
    AZURE_TENANT_ID: '$' + '{AZURE_TENANT_ID:-}',
  });
  expect(live).toEqual({ okta: null, entra: null, clari: null, copilot: null, salesloft: null });
});

test.each([
  'OKTA_ORG_URL',
  'GRAPH_BASE_URL',
  'AZURE_AUTHORITY_HOST',
  'CLARI_API_URL',
  'CLARI_COPILOT_API_URL',
  'SALESLOFT_API_URL',
])('%s must be https, or http to a loopback address', (name) => {
  expect(() => readConfig({ [name]: 'http://acme.example' })).toThrow(`${name} is not usable`);
  expect(() => readConfig({ [name]: 'not an address' })).toThrow(`${name} is not usable`);
  expect(() => readConfig({ [name]: 'http://127.0.0.1:1' })).not.toThrow();
});

test('a token stands in for the Azure credentials to a loopback Graph only', () => {
  expect(() => readConfig({ GRAPH_ACCESS_TOKEN: SECRET })).toThrow('loopback');
});

test('every live source is one of those that can be named', () => {
  for (const name of Object.keys(LIVE_SOURCES)) expect(LIVE_NAMES).toContain(name);
});
