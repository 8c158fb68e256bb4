import { randomBytes } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { newPrivateKey } from '../../src/ledger/signature.ts';
import { atTerminal, noTerminal } from '../helpers/at-terminal.ts';
import { USERS } from '../helpers/files.ts';
import { postgresOfThisFile } from '../helpers/postgres.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { usableBindings } from '../store/databases.ts';
import { rawDatabase } from '../store/raw-database.ts';

const [binding = 'better-sqlite3'] = await usableBindings();

/** A store with one read, and a place outside of it where its head is kept. */
async function witnessed(environment: Readonly<Record<string, string>> = {}) {
  const place = join(await outsideFolder(), 'head.json');
  const one = await program({ CLARI_IDENTITY_WITNESS: place, ...environment });
  const data = join(one.home, 'data');
  let made = 0;
  const read = async () => {
    made += 1;
    const file = await one.file(
      `users-${made}.csv`,
      `${USERS}\n9${made}00,New ${made},n${made}@acme.com,Rep,East,Active,\n`,
    );
    const run = await one.run('import', file, '--kind', 'clari-users', '--as-of', hoursAgo(20 - made));
    expect(run.code, run.stderr).toBe(0);
  };
  await read();
  const diagnosed = async () => {
    const run = await one.run('doctor');
    return { code: run.code, said: run.stdout };
  };
  const raw = async (sql: string) => (await rawDatabase(join(data, 'store.sqlite'), binding)).exec(sql);
  return { ...one, data, place, read, diagnosed, raw };
}

async function outsideFolder(): Promise<string> {
  const { home } = await program();
  return home;
}

const head = z.looseObject({ sequence: z.number(), hash: z.string(), key_id: z.string(), signature: z.string() });
const headAt = async (place: string) => head.parse(JSON.parse(await readFile(place, 'utf8')));

describe('the witness', () => {
  test('has the head of the ledger after every command that writes', async () => {
    const one = await witnessed();
    expect((await headAt(one.place)).sequence).toBe(1);
    await one.read();
    expect((await headAt(one.place)).sequence).toBeGreaterThan(1);
    expect(await one.diagnosed()).toMatchObject({ code: 0 });
  });

  test('names an older copy of the whole folder, is not written over by it, and goes on once a person accepted it', async () => {
    const one = await witnessed();
    const copy = join(one.home, 'copy');
    await cp(one.data, copy, { recursive: true });
    await one.read();
    const known = await headAt(one.place);
    await rm(one.data, { recursive: true });
    await cp(copy, one.data, { recursive: true });
    const before = await one.diagnosed();
    expect(before.code).toBe(1);
    expect(before.said).toMatch(
      new RegExp(`knows ledger entry ${known.sequence} .*this store ends at entry 1: it is an older copy`),
    );
    await one.read();
    await one.read();
    expect(await headAt(one.place)).toEqual(known);
    const after = await one.diagnosed();
    expect(after.code).toBe(1);
    expect(after.said).toContain(`knows another ledger entry ${known.sequence}`);
    const piped = await one.run('doctor', '--accept-restore');
    expect([piped.code, piped.stderr]).toEqual([3, expect.stringContaining('Nothing was accepted')]);
    const status = await one.run('status');
    expect(status.stderr).toContain('WARNING');
    if (noTerminal !== null) return;
    const { sequence } = z.looseObject({ sequence: z.number() }).parse({ sequence: await entries(one) });
    const wrong = await atTerminal(
      one.environment,
      ['doctor', '--accept-restore'],
      /type "go on from entry \d+"/,
      'yes',
    );
    expect([wrong.code === 0, wrong.seen.includes('Nothing was accepted')]).toEqual([false, true]);
    const accepted = await atTerminal(
      one.environment,
      ['doctor', '--accept-restore'],
      /type "go on from entry \d+"/,
      `go on from entry ${sequence}`,
    );
    expect(accepted.code, accepted.seen).toBe(0);
    expect(accepted.seen).toContain(`expects entry ${known.sequence}`);
    expect(await one.diagnosed()).toMatchObject({ code: 0 });
    expect((await headAt(one.place)).sequence).toBe(sequence + 1);
    await one.read();
    expect((await headAt(one.place)).sequence).toBeGreaterThan(sequence + 1);
  });

  test('names a tail that was cut off', async () => {
    const one = await witnessed();
    await one.read();
    await one.raw(`drop trigger ledger_keeps_delete; delete from ledger where sequence > 1`);
    const { code, said } = await one.diagnosed();
    expect([code, said]).toEqual([1, expect.stringContaining('it is an older copy, or its end was cut off')]);
    // The snapshot that the entry names no longer has one.
    expect(said).toContain('no entry of the ledger makes it');
  });

  test('that cannot be written keeps no command from its work, and status and doctor say so', async () => {
    const folder = await outsideFolder();
    const place = join(folder, 'not-there', 'head.json');
    const one = await witnessed({ CLARI_IDENTITY_WITNESS: place });
    const { code, said } = await one.diagnosed();
    expect([code, said]).toEqual([1, expect.stringContaining('cannot be written')]);
    expect((await one.run('status')).stderr).toContain('cannot be written');
  });

  test.each([
    ['in the data folder', (data: string) => join(data, 'head.json')],
    ['without encryption to another machine', () => 'http://witness.example/head'],
    ['by a relative path', () => 'head.json'],
  ])('%s is refused before anything happens', async (_name, place) => {
    const { environment, home } = await program();
    const data = join(home, 'data');
    const one = await program({ ...environment, CLARI_IDENTITY_HOME: data, CLARI_IDENTITY_WITNESS: place(data) });
    const run = await one.run('status');
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('CLARI_IDENTITY_WITNESS')]);
  });

  test('names a head that a stranger signed', async () => {
    const one = await witnessed();
    await one.run('evidence', 'export', '--out', join(one.home, 'pack'));
    const known = await headAt(one.place);
    await writeFile(one.place, JSON.stringify({ ...known, signature: known.signature.replace(/^../, 'AA') }));
    const { code, said } = await one.diagnosed();
    expect([code, said]).toEqual([1, expect.stringContaining('its signature does not fit')]);
  });
});

async function entries(one: Awaited<ReturnType<typeof witnessed>>): Promise<number> {
  const run = await one.run('doctor', '--all');
  return Number(/a ledger of (\d+) entries/.exec(run.stdout)?.[1]);
}

/** An address of the operator on this machine, which keeps what it is given. */
async function address(answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false) {
  const seen: { readonly method: string; readonly authorization: string | undefined }[] = [];
  let kept: string | null = null;
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', authorization: request.headers.authorization });
    if (answer(request, response)) return;
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      if (request.method === 'PUT') kept = body;
      response.statusCode = request.method === 'GET' && kept === null ? 404 : 200;
      response.end(request.method === 'GET' ? (kept ?? '') : '');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { url: `http://auditor:s3cret-word@127.0.0.1:${port}/heads/clari?key=t0ken-in-query`, seen, kept: () => kept };
}

describe('a witness at an address', () => {
  test('takes the head, gets the credentials of its address, and none of it is shown', async () => {
    const there = await address();
    const one = await witnessed({ CLARI_IDENTITY_WITNESS: there.url });
    expect(head.parse(JSON.parse(there.kept() ?? '')).sequence).toBe(1);
    expect(there.seen.at(-1)).toEqual({
      method: 'PUT',
      authorization: `Basic ${Buffer.from('auditor:s3cret-word').toString('base64')}`,
    });
    const doctor = await one.run('doctor');
    expect(doctor.code, doctor.stdout).toBe(0);
    const status = await one.run('status');
    for (const text of [doctor.stdout, doctor.stderr, status.stdout, status.stderr])
      for (const secret of ['s3cret-word', 't0ken-in-query', 'auditor']) expect(text).not.toContain(secret);
  });

  test('that sends somewhere else or fails is named, and the work is done', async () => {
    const elsewhere = await address();
    for (const [status, said] of [
      [302, 'redirect'],
      [500, '500'],
      [403, '403'],
    ] as const) {
      const there = await address((_, response) => {
        response.writeHead(status, { location: elsewhere.url });
        response.end();
        return true;
      });
      const one = await witnessed({ CLARI_IDENTITY_WITNESS: there.url });
      const doctor = await one.run('doctor');
      expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining(said)]);
      expect(doctor.stdout).not.toContain('s3cret-word');
    }
    expect(elsewhere.seen).toEqual([]);
  });
});

test('a forked PostgreSQL is named by the witness and by the pack of the other', async () => {
  const server = await postgresOfThisFile();
  const schema = () => `${server.url('postgres')}?schema=w_${randomBytes(6).toString('hex')}`;
  const [first, second] = [schema(), schema()];
  const one = await witnessed({ CLARI_IDENTITY_DATABASE_URL: first });
  expect((await one.run('migrate-store', first, second)).code).toBe(0);
  await one.read();
  const exported = await one.run('evidence', 'export', '--out', join(one.home, 'pack'));
  expect(exported.code, exported.stderr).toBe(0);
  const fork = await program({
    ...one.environment,
    CLARI_IDENTITY_DATABASE_URL: second,
    CLARI_IDENTITY_HOME: one.data,
  });
  const file = await fork.file('other.csv', USERS.replace('leo@acme.com', 'lea@acme.com'));
  for (const hours of [3, 2, 1]) expect((await fork.run('import', file, '--as-of', hoursAgo(hours))).code).toBe(0);
  const { code, stdout } = await fork.run('doctor');
  expect(code).toBe(1);
  expect(stdout).toMatch(/The witness .* knows another ledger entry/);
  expect(stdout).toMatch(/The evidence pack .* knows another ledger entry/);
  // Both share a data folder here: with the next write the first one's witness is reported again.
  await one.read();
  expect((await one.run('doctor')).code).toBe(0);
});

describe('signed heads and keys', () => {
  const exported = async () => {
    const one = await witnessed();
    const pack = join(one.home, 'pack');
    expect((await one.run('evidence', 'export', '--out', pack)).code).toBe(0);
    return { ...one, pack };
  };

  test('a signed head that was taken away is named', async () => {
    const one = await exported();
    await one.raw('drop trigger checkpoints_keeps_delete; delete from checkpoints');
    const { code, said } = await one.diagnosed();
    expect([code, said]).toEqual([1, expect.stringMatching(/The signed head 1 is missing: entry 2 says/)]);
  });

  test('another key in the data folder is named, and signs no pack', async () => {
    const one = await exported();
    await writeFile(join(one.data, 'ledger-signing.key'), newPrivateKey());
    const { code, said } = await one.diagnosed();
    expect([code, said]).toEqual([1, expect.stringContaining('the one that the ledger knows is')]);
    const next = await one.run('evidence', 'export', '--out', join(one.home, 'pack-2'));
    expect([next.code, next.stderr]).toEqual([2, expect.stringContaining('Nothing was signed')]);
  });

  test.skipIf(noTerminal !== null)(
    'a new key is signed in by the old one, and whoever kept that one follows',
    async () => {
      const one = await exported();
      const piped = await one.run('evidence', 'rotate-key');
      expect([piped.code, piped.stderr]).toEqual([3, expect.stringContaining('Nothing was changed')]);
      const { key_id } = await headAt(one.place);
      const phrase = `rotate key ${key_id.slice(0, 6)}`;
      const turned = await atTerminal(one.environment, ['evidence', 'rotate-key'], /type "rotate key/, phrase);
      expect(turned.code, turned.seen).toBe(0);
      const pack = join(one.home, 'pack-2');
      const next = await one.run('evidence', 'export', '--out', pack);
      expect(next.code, next.stderr).toBe(0);
      for (const key of [join(one.pack, 'public-key.pem'), join(pack, 'public-key.pem')]) {
        const run = await one.run('evidence', 'verify', pack, '--public-key', key);
        expect([run.code, run.stderr]).toEqual([0, '']);
      }
      expect(await one.diagnosed()).toMatchObject({ code: 0 });
      expect((await headAt(one.place)).key_id).not.toBe(key_id);
      const stranger = await exported();
      const other = await one.run('evidence', 'verify', pack, '--public-key', join(stranger.pack, 'public-key.pem'));
      expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('signed no other in')]);
    },
  );
});
