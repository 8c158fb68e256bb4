import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const KEY = 'ledger-signing.key';
const NO_KEY = `The file ${KEY} of the data folder holds no private key of ours (Ed25519).`;
const UNREADABLE = `The file ${KEY} of the data folder can't be read.`;

const { publicKey } = generateKeyPairSync('ed25519');
const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const { privateKey: locked } = generateKeyPairSync('ed25519');

type Put = (path: string) => Promise<unknown>;
const text =
  (content: string | Buffer): Put =>
  (path) =>
    writeFile(path, content, { mode: 0o600 });

const CASES: readonly (readonly [string, Put, string, string])[] = [
  ['empty', text(''), NO_KEY, 'Bring it back from a backup'],
  ['zeros, as after a crash of the machine', text(Buffer.alloc(119)), NO_KEY, 'Bring it back from a backup'],
  [
    'only the public half',
    text(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    NO_KEY,
    'Bring it back from a backup',
  ],
  [
    'a key of another kind',
    text(rsa.export({ type: 'pkcs8', format: 'pem' }).toString()),
    NO_KEY,
    'Bring it back from a backup',
  ],
  [
    'a key behind a passphrase',
    text(
      locked.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'only-for-tests' }).toString(),
    ),
    NO_KEY,
    'Bring it back from a backup',
  ],
  ['a folder', (path) => mkdir(path), UNREADABLE, 'what root put back belongs to root'],
];

async function withRead() {
  const one = await program();
  const file = await one.file('users.csv', USERS);
  const run = await one.run('import', file, '--kind', 'clari-users', '--as-of', hoursAgo(2), '--complete');
  expect(run.code, run.stderr).toBe(0);
  return { ...one, data: join(one.home, 'data') };
}

describe('a signing key that is none: nothing is signed, doctor names it, and all else works', () => {
  test.each(CASES)('%s', async (_name, put, what, next) => {
    const { data, home, run } = await withRead();
    await put(join(data, KEY));
    const exported = await run('evidence', 'export', '--out', join(home, 'pack'));
    expect([exported.code === 0, exported.stdout]).toEqual([false, '']);
    expect(exported.stderr).toContain(what);
    expect(exported.stderr).toContain(`Next: `);
    expect(exported.stderr).toContain(next);
    const doctor = await run('doctor');
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining(what)]);
    expect((await run('review')).code).toBe(0);
    // Nothing of the attempt stays: a new key is as good as the first.
    await rm(join(data, KEY), { recursive: true });
    expect((await run('doctor')).code).toBe(0);
    expect((await run('evidence', 'export', '--out', join(home, 'pack-2'))).code).toBe(0);
    expect(await readdir(data)).toContain(KEY);
  });
});
