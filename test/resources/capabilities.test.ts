import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { profileOf } from '../../src/apps/index.ts';
import { capabilityWorld } from './reading.ts';

const PUBLISHED = profileOf('clari')?.capabilities ?? [];
const override = (...entries: readonly object[]) => JSON.stringify(entries);
const SCIM = { id: 'provisioning.scim', value: true, date: '2026-11-20' };

test('everything published is there, with its source, date and confidence', async () => {
  const { profile } = await capabilityWorld();
  const { capabilities, warnings } = await profile();
  expect(capabilities.map((one) => one.id)).toEqual(PUBLISHED.map((one) => one.id));
  expect(capabilities.filter((one) => one.tenant_override)).toEqual([]);
  expect(capabilities.find((one) => one.id === 'provisioning.scim')).toMatchObject({
    statement: 'Clari accepts SCIM provisioning',
    value: false,
    source: { title: 'Stitchflow, Clari User Management API Guide' },
    date: '2026-03-09',
    date_basis: 'source',
    confidence: 'third-party',
    conflict: expect.stringContaining('Okta'),
  });
  expect(warnings[0]).toContain('Salesloft');
});

test('the whole profile costs fewer than 6,000 tokens', async () => {
  const { profile } = await capabilityWorld();
  expect(JSON.stringify(await profile()).length / 4).toBeLessThan(6_000);
});

test('a tenant override counts, says that it is the tenant’s, and keeps what it replaced', async () => {
  const { override: write, entry } = await capabilityWorld();
  await write(override({ ...SCIM, source: 'our contract', note: 'Okta only' }));
  expect(await entry('provisioning.scim')).toEqual({
    id: 'provisioning.scim',
    statement: 'Clari accepts SCIM provisioning',
    value: true,
    tenant_override: true,
    source: { title: 'our contract' },
    date: '2026-11-20',
    confidence: 'tenant',
    old: false,
    note: 'Okta only',
    published: expect.objectContaining({ value: false, date: '2026-03-09', confidence: 'third-party' }),
  });
});

test('an override touches its own entry alone, is read at every request, and is gone with the file', async () => {
  const { override: write, profile } = await capabilityWorld();
  const before = await profile();
  await write(override(SCIM));
  const after = await profile();
  const others = (of: typeof before) => of.capabilities.filter((one) => one.id !== SCIM.id);
  expect(others(after)).toEqual(others(before));
  expect(after).not.toEqual(before);
  await write('[]');
  expect(await profile()).toEqual(before);
});

test('an override without a source is stated by the tenant', async () => {
  const { override: write, entry } = await capabilityWorld();
  await write(override(SCIM));
  expect(await entry(SCIM.id)).toMatchObject({ source: { title: 'stated by this tenant' } });
});

test('invisible characters of an override reach nobody', async () => {
  const { override: write, entry } = await capabilityWorld();
  await write(override({ ...SCIM, note: 'Okta\u202e \u200bonly\n\nnow' }));
  expect(await entry(SCIM.id)).toMatchObject({ note: 'Okta only now' });
});

test('a byte order mark is no fault', async () => {
  const { override: write, entry } = await capabilityWorld();
  await write(`\ufeff${override(SCIM)}`);
  expect(await entry(SCIM.id)).toMatchObject({ value: true });
});

test('the example of the documents is accepted as it stands', async () => {
  const page = await readFile('docs/clari.md', 'utf8');
  const example = /<!-- capabilities-example -->\s+```json\n([\s\S]+?)```/.exec(page)?.[1] ?? '(missing)';
  const { override: write, profile } = await capabilityWorld();
  await write(example);
  const own = (await profile()).capabilities.filter((one) => one.tenant_override);
  expect(own.map((one) => one.id)).toEqual(['provisioning.scim', 'idp.google_workspace']);
});

test.each([
  ['on its day', '2026-03-09T12:00:00.000Z', false],
  ['after 180 days', '2026-09-05T23:59:59.000Z', false],
  ['after 181 days', '2026-09-06T00:00:00.000Z', true],
  ['years later', '2031-01-01T00:00:00.000Z', true],
])('a published entry %s', async (_when, now, old) => {
  const { world, entry } = await capabilityWorld('2026-03-09T00:00:00.000Z');
  world.at(now);
  expect(await entry('provisioning.scim')).toMatchObject({ date: '2026-03-09', old });
});

test('an override is old by its own date, and makes an old entry fresh', async () => {
  const { world, override: write, entry, profile } = await capabilityWorld();
  expect(await entry(SCIM.id)).toMatchObject({ old: true });
  const before = (await profile()).warnings[1];
  await write(override(SCIM));
  expect(await entry(SCIM.id)).toMatchObject({ old: false });
  expect((await profile()).warnings[1]).not.toBe(before);
  world.at('2027-06-01T00:00:00.000Z');
  expect(await entry(SCIM.id)).toMatchObject({ old: true, value: true });
});

test('old entries are counted in a warning; without any there is none', async () => {
  const { world, profile } = await capabilityWorld('2026-03-09T00:00:00.000Z');
  expect((await profile()).warnings).toHaveLength(1);
  world.at('2031-01-01T00:00:00.000Z');
  expect((await profile()).warnings[1]).toContain(`${PUBLISHED.length} of ${PUBLISHED.length} entries`);
});
