import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { doctor } from '../../../src/app/doctor/doctor.ts';
import { testWorld } from '../../helpers/deps.ts';
import { NOW, USERS } from '../../helpers/files.ts';
import { answerOf, callOf, shared } from '../../helpers/shared.ts';

/** A folder for imports, and beside it one that is nobody's business. */
async function folders() {
  const root = await mkdtemp(join(tmpdir(), 'clari-identity-files-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [inside, outside] = [join(root, 'imports'), join(root, 'imports-secret')];
  await mkdir(join(inside, 'sub'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(inside, 'users.csv'), USERS);
  await writeFile(join(inside, 'sub', 'users.csv'), USERS);
  await writeFile(join(outside, 'users.csv'), USERS);
  await symlink(join(outside, 'users.csv'), join(inside, 'link-to-file.csv'));
  await symlink(outside, join(inside, 'link-to-folder'));
  await symlink('/', join(inside, 'link-to-root'));
  await symlink(join(inside, 'loop.csv'), join(inside, 'loop.csv'));
  await symlink(join(inside, 'users.csv'), join(inside, 'link-inside.csv'));
  await symlink('/proc/self/environ', join(inside, 'environment.csv'));
  execFileSync('mkfifo', [join(inside, 'pipe.csv')]);
  return { root, inside, outside };
}

async function importing(more: (home: string) => readonly string[] = () => []) {
  const at = await folders();
  const one = await testWorld(NOW);
  const world = { ...one, importDirs: [at.inside, ...more(one.home)] };
  const server = await shared({ stateless: true, world });
  const { home } = world;
  const read = async (path: string) => {
    const args = { path, as_of: '2026-11-20T09:00:00Z', dry_run: true };
    return JSON.stringify(await answerOf(await server.post(callOf('import_clari_export', args))));
  };
  return { ...at, read, home };
}

const FORBIDDEN: readonly [string, (at: { root: string; inside: string; outside: string }) => string][] = [
  ['a file outside', ({ outside }) => join(outside, 'users.csv')],
  ['a way up', () => '../imports-secret/users.csv'],
  ['a way down and up', () => 'sub/../../imports-secret/users.csv'],
  ['a way up from the whole path', ({ inside }) => `${inside}/../imports-secret/users.csv`],
  ['a folder whose name begins alike', ({ inside }) => `${inside}-secret/users.csv`],
  ['a link to a file outside', () => 'link-to-file.csv'],
  ['a file behind a linked folder', () => 'link-to-folder/users.csv'],
  ['the machine behind a link to its root', () => 'link-to-root/etc/passwd'],
  ['the environment of this program', () => 'environment.csv'],
  ['the environment by its path', () => '/proc/self/environ'],
  ['the folder itself', () => '.'],
  ['a link to itself', () => 'loop.csv'],
  ['an encoded way up', () => '..%2fimports-secret%2fusers.csv'],
  ['a way up with other slashes', () => '..\\imports-secret\\users.csv'],
  ['an address', ({ outside }) => `file://${outside}/users.csv`],
  ['a share', () => '//server/share/users.csv'],
  ['a null in the name', () => 'users.csv\0.txt'],
  ['a home folder', () => '~/.ssh/id_ed25519'],
  ['a variable', () => '$HOME/.profile'],
  ['a device', () => '/dev/zero'],
  ['standard input', () => '/dev/stdin'],
  ['nothing', () => ''],
  ['a name beyond all lengths', () => 'a/'.repeat(1_900)],
];

test.each(FORBIDDEN)('%s is not read, and nothing of it is told', async (_what, path) => {
  const at = await importing();
  const said = await at.read(path(at));
  expect(said).toMatch(/ERR_FILE_FORBIDDEN|ERR_ARGUMENT|Invalid arguments/);
  expect(said).not.toMatch(/ana@acme\.com|root:|ERR_INTERNAL/);
});

test('what is no regular file does not keep a call waiting', async () => {
  const at = await importing();
  expect(await at.read('pipe.csv')).toContain('no regular file');
  expect(await at.read('sub')).toContain('ERR_FILE_NOT_FOUND');
  const socket = createServer();
  await new Promise<void>((listening) => socket.listen(join(at.inside, 'socket.csv'), listening));
  onTestFinished(() => void socket.close());
  expect(await at.read('socket.csv')).toContain('no regular file');
});

test.each(['users.csv', 'sub/users.csv', './users.csv', 'sub/../users.csv', 'link-inside.csv'])(
  '%s is inside and is read',
  async (path) => {
    const at = await importing();
    expect(await at.read(path)).toContain('Dry run');
  },
);

test('a file that is linked hard into the folder is inside: whoever may write there may offer files', async () => {
  const at = await importing();
  await link(join(at.outside, 'users.csv'), join(at.inside, 'hard.csv'));
  expect(await at.read('hard.csv')).toContain('Dry run');
});

describe('the data folder', () => {
  async function withData(folder: (home: string) => string) {
    const at = await importing((home) => [folder(home)]);
    await mkdir(join(at.home, 'sub'), { recursive: true });
    await writeFile(join(at.home, 'users.csv'), USERS);
    await writeFile(join(at.home, 'sub', 'users.csv'), USERS);
    await symlink(at.home, join(at.inside, 'link-to-data'));
    await symlink(join(at.home, 'users.csv'), join(at.inside, 'link-into-data.csv'));
    return at;
  }

  const FOLDERS: readonly [string, (home: string) => string][] = [
    ['is an import folder', (home) => home],
    ['lies in an import folder', (home) => dirname(home)],
    ['contains an import folder', (home) => join(home, 'sub')],
  ];

  describe.each(FOLDERS)('that %s', (_what, folder) => {
    test.each([
      ['by its path', (at: { home: string }) => join(at.home, 'users.csv')],
      ['in a folder of it', (at: { home: string }) => join(at.home, 'sub', 'users.csv')],
      ['through a link to it', () => 'link-to-data/users.csv'],
      ['through a link to a file', () => 'link-into-data.csv'],
      ['the store', (at: { home: string }) => join(at.home, 'store.sqlite')],
    ])('gives no file: %s', async (_way, path) => {
      const at = await withData(folder);
      const said = await at.read(path(at));
      expect(said).toContain('ERR_FILE_FORBIDDEN');
      expect(said).not.toMatch(/ana@acme|SQLite format/);
    });

    test('is what doctor warns of', async () => {
      const at = await withData(folder);
      const world = await testWorld(NOW);
      const checks = await doctor({
        ...world,
        witness: null,
        judgements: false,
        home: at.home,
        importDirs: [folder(at.home)],
        open: async () => world,
      });
      expect(checks).toContainEqual(
        expect.objectContaining({
          name: 'CLARI_IDENTITY_IMPORT_DIR',
          state: 'failed',
          remedy: expect.stringContaining('nothing in the data folder is imported'),
        }),
      );
    });
  });
});

const CANARY = 'c4n4ry';
const PRIVATE = generateKeyPairSync('ed25519').privateKey;
const SECRETS: readonly [string, string, string | Uint8Array][] = [
  ['a private key', 'key.csv', `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----\n`],
  ['a private key with a word before it', 'key.txt', `${CANARY}\n-----BEGIN OPENSSH PRIVATE KEY-----\n`],
  ['a certificate', 'cert.csv', `-----BEGIN CERTIFICATE-----\n${CANARY}\n`],
  ['a key in DER', 'key.der', PRIVATE.export({ format: 'der', type: 'pkcs8' })],
  ['a key of PuTTY', 'key.ppk', `PuTTY-User-Key-File-3: ssh-ed25519\nComment: ${CANARY}\n`],
  ['a JSON Web Key', 'key.json', JSON.stringify({ [CANARY]: 1, ...PRIVATE.export({ format: 'jwk' }) })],
  ['a service account', 'account.json', JSON.stringify({ [CANARY]: 1, private_key: CANARY })],
  ['settings', '.env', `OKTA_CLIENT_SECRET=${CANARY}\n`],
  ['settings that begin with something else', 'env.csv', `${CANARY}=1\nOKTA_CLIENT_SECRET=2\n`],
  ['a list of passwords', 'list.csv', `${CANARY},other\n1,2\n`],
  ['JSON of somebody else', 'other.json', JSON.stringify({ [CANARY]: [{ [CANARY]: CANARY }] })],
  ['a database', 'store.csv', `SQLite format 3\0${CANARY}`],
];

test.each(SECRETS)('%s is refused, and no byte of it is told', async (_what, name, content) => {
  const at = await importing();
  await writeFile(join(at.inside, name), content);
  const said = await at.read(name);
  expect(said).toMatch(/ERR_(?!INTERNAL)/);
  expect(said).not.toMatch(/c4n4ry|PRIVATE|Comment/);
});
