import { expect, test } from 'vitest';
import type { BindingLoader, BindingName, SqliteBinding } from '../../src/store/sqlite/binding.ts';
import { BINDING_NAMES } from '../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';

function having(name: BindingName, sqliteVersion: string): SqliteBinding {
  return {
    name,
    sqliteVersion,
    open: () => {
      throw new Error('not opened here');
    },
    resultCode: () => null,
  };
}

function loaders(node: string | null, better: string | null): Readonly<Record<BindingName, BindingLoader>> {
  const loader = (name: BindingName, version: string | null) => async () =>
    version === null ? { unusable: `${name} is missing`, cause: new Error('why') } : having(name, version);
  return { 'node:sqlite': loader('node:sqlite', node), 'better-sqlite3': loader('better-sqlite3', better) };
}

test.each([
  ['3.51.3', '3.53.2', 'node:sqlite'],
  ['3.100.0', null, 'node:sqlite'],
  ['4.0.0', null, 'node:sqlite'],
  ['3.51.2', '3.53.2', 'better-sqlite3'],
  ['3.52.0', '3.53.2', 'better-sqlite3'],
  ['3.9.9', '3.53.2', 'better-sqlite3'],
  [null, '3.51.3', 'better-sqlite3'],
] as const)("Node's SQLite %s and the package's %s: %s", async (node, better, chosen) => {
  expect((await chooseBinding(BINDING_NAMES, loaders(node, better))).name).toBe(chosen);
});

test.each([
  [null, null, /node:sqlite is missing; better-sqlite3 is missing/],
  ['3.51.2', null, /node:sqlite has SQLite 3\.51\.2, older than 3\.51\.3/],
  ['3.52.0', null, /node:sqlite has SQLite 3\.52\.0, which was withdrawn/],
  ['3.46.0', '3.45.1', /better-sqlite3 has SQLite 3\.45\.1/],
] as const)('%s and %s: refused, with the reasons and a way out', async (node, better, reasons) => {
  await expect(chooseBinding(BINDING_NAMES, loaders(node, better))).rejects.toMatchObject({
    code: 'ERR_STORE_DRIVER',
    message: expect.stringMatching(reasons),
    remedy: expect.stringContaining('npm install better-sqlite3@12.11.1'),
  });
});
