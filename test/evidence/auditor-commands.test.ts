import { spawn, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { signEnvelope } from '../../src/ledger/envelope.ts';
import { newPrivateKey } from '../../src/ledger/signature.ts';
import { AUDITOR_COMMANDS } from '../../src/report/pack/auditor-commands.ts';
import { STATEMENT_TYPE, statementOf } from '../../src/report/pack/statement.ts';
import { reviewStory } from '../helpers/review-story.ts';
import { NO_OPENSSL, timeStampAuthority } from '../helpers/time-stamp-authority.ts';
import { manifestOf, resign, rewriteLedger, signAs, signStatement } from './forge.ts';
import { copyOf, edit, packed } from './packed.ts';

const missing = ['bash', 'jq', 'python3', 'sha256sum'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status !== 0,
);
const skipped = NO_OPENSSL ?? (missing === undefined ? null : `no ${missing} on this machine`);

const row = z.record(z.string(), z.json());
type Value = z.infer<typeof row>[string];

/** Words that the program itself writes, so that nothing but the ledger can tell. */
const WORDS: Readonly<Record<string, Value>> = {
  'records.state': 'contradicted',
  'steps.state': 'confirmed',
  'decisions.state': 'withdrawn',
  'plans.status': 'approved',
  'plans.approval_sequence': 1,
  'reads.state': 'superseded',
  'leavers.finding': 'ok',
  'leavers.claim_state': 'contradicted',
};

/** Another value of the same kind. */
function other(value: Value | undefined): Value {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return [...value, 'made up'];
  if (typeof value === 'object' && value !== null) return { ...value, made: 'up' };
  return `${value ?? ''}0`;
}

const auditing = async () => {
  const story = await packed();
  const tsa = timeStampAuthority(afterAll);
  const root = tsa.root('Example Root');
  const stamp = tsa.answer(join(story.folder, 'head.tsq'), tsa.issued('Example Time Stamps', root));
  await writeFile(join(story.folder, 'head.tsr'), stamp);
  const key = createPrivateKey(await readFile(join(story.home, 'data', 'ledger-signing.key')));
  const scratch = await mkdtemp(join(tmpdir(), 'clari-identity-auditor-'));
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  interface Kept {
    readonly head: string;
    readonly key: string;
  }
  const KEPT: Kept = {
    head: `${story.head.sequence}:${story.head.hash}`,
    key: await story.file('kept.pem', await readFile(join(story.folder, 'public-key.pem'))),
  };

  /** One command, as an auditor types it in the folder of a pack. */
  const typed = async (
    folder: string,
    number: number,
    kept: Kept = KEPT,
  ): Promise<{ holds: boolean; said: string }> => {
    const command = AUDITOR_COMMANDS[number - 1]?.command ?? '';
    const env = {
      PATH: process.env['PATH'],
      HEAD: kept.head,
      KEY: kept.key,
      TSA_CA: tsa.at(root.certificate),
      T: scratch,
    };
    const child = spawn('bash', ['-o', 'pipefail', '-c', command], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    const code = await new Promise((done) => child.once('close', done));
    const line = new RegExp(`^${number} holds: `, 'm').test(said);
    // The line and the exit code never say different things.
    expect([number, said, line]).toEqual([number, said, code === 0]);
    return { holds: line, said };
  };
  const ALL = AUDITOR_COMMANDS.map((_, index) => index + 1);
  /** The numbers of the commands that do not hold. */
  const against = async (folder: string, numbers: readonly number[] = ALL, kept: Kept = KEPT) => {
    const found: number[] = [];
    for (const number of numbers) if (!(await typed(folder, number, kept)).holds) found.push(number);
    return found;
  };

  test('there are ten, and each holds for a pack that nobody touched', async () => {
    expect(ALL).toHaveLength(10);
    for (const number of ALL) {
      const { holds, said } = await typed(story.folder, number);
      expect([number, holds], said).toEqual([number, true]);
    }
    expect((await typed(story.folder, 10)).said).toMatch(/Time stamp: .* GMT/);
  });

  test('a pack of access reviews holds as well, and so does the next pack of the same store', async () => {
    const { world } = await reviewStory();
    const first = join(world.home, 'pack');
    await exportPack(world, { folder: first, since: null, until: null, framework: null, version: '0.0.0' });
    const second = join(world.home, 'pack-2');
    const { manifest } = await exportPack(world, {
      folder: second,
      since: null,
      until: null,
      framework: null,
      version: '0.0.0',
    });
    const kept = { head: `${manifest.head.sequence}:${manifest.head.hash}`, key: join(first, 'public-key.pem') };
    for (const number of ALL.slice(0, 9)) {
      const { holds, said } = await typed(second, number, kept);
      expect([number, holds], said).toEqual([number, true]);
    }
    for (const [table, from, to] of [
      ['review_decisions', 'He left', 'He is here'],
      ['review_items', 'Leo', 'Lea'],
      ['reviews', 'rev_', 'rex_'],
    ] as const) {
      const before = await readFile(join(second, `${table}.jsonl`), 'utf8');
      await edit(second, `${table}.jsonl`, (text) => text.replaceAll(from, to));
      expect([table, await against(second, [7], kept)]).toEqual([table, [7]]);
      await writeFile(join(second, `${table}.jsonl`), before);
    }
  });

  test('the pack of the sample company holds, whose plan covers the accounts of a person in several applications', async () => {
    const demo = await story.run('demo', '--keep');
    const kept = /^Kept: CLARI_IDENTITY_HOME=(.+)$/m.exec(`${demo.stdout}\n${demo.stderr}`)?.[1] ?? '';
    expect(kept).not.toBe('');
    onTestFinished(() => rm(kept, { recursive: true, force: true }));
    const run = story.runWith({ CLARI_IDENTITY_HOME: kept });
    const folder = join(kept, 'pack');
    const exported = await run('evidence', 'export', '--out', folder, '--json');
    expect(exported.code, exported.stderr).toBe(0);
    expect(await readFile(join(folder, 'plans.jsonl'), 'utf8')).toMatch(/"accounts":\["[^"]+","/);
    const verified = await run('evidence', 'verify', folder);
    expect([verified.code, verified.stderr]).toEqual([0, '']);
    const { head } = await manifestOf(folder);
    const outside = { head: `${head.sequence}:${head.hash}`, key: join(folder, 'public-key.pem') };
    expect(await against(folder, ALL.slice(0, 9), outside)).toEqual([]);
  });

  describe('whoever has no key', () => {
    /** By which commands a change of each file that the manifest does not list is found. */
    const BESIDE: Readonly<Record<string, readonly number[]>> = {
      'manifest.json': [3, 4, 10],
      'manifest.sig': [3],
      'manifest.dsse.json': [4],
      'head.tsq': [10],
      'head.tsr': [10],
    };

    test('changes no byte of any file unseen', async () => {
      for (const name of await readdir(story.folder)) {
        const copy = await copyOf(story);
        const content = await readFile(join(copy, name));
        // In the middle, where every file has content of its own; an empty one gets a first byte.
        const at = Math.floor(content.length / 2);
        content[at] = (content[at] ?? 0) ^ 1;
        await writeFile(join(copy, name), content.length === 0 ? 'x' : content);
        const expected = BESIDE[name] ?? [1];
        expect([name, await against(copy, expected)]).toEqual([name, expected]);
        await rm(copy, { recursive: true });
      }
    }, 120_000);

    test('changes no field of the manifest unseen', async () => {
      const manifest = row.parse(await manifestOf(story.folder));
      const fields = Object.keys(manifest);
      expect(fields.length).toBeGreaterThan(10);
      for (const field of fields) {
        const copy = await copyOf(story);
        await writeFile(join(copy, 'manifest.json'), JSON.stringify({ ...manifest, [field]: other(manifest[field]) }));
        expect([field, await against(copy, [3, 4])]).toEqual([field, [3, 4]]);
        await rm(copy, { recursive: true });
      }
    }, 120_000);

    test.each([
      ['adds a file', (at: string) => writeFile(join(at, 'approved.csv'), 'x'), 1],
      ['takes a file away', (at: string) => unlink(join(at, 'decisions.csv')), 1],
      ['takes the request away', (at: string) => unlink(join(at, 'head.tsq')), 1],
      ['takes the stamp away', (at: string) => unlink(join(at, 'head.tsr')), 10],
    ] as const)('%s, and that is found', async (_name, change, number) => {
      const copy = await copyOf(story);
      await change(copy);
      expect(await against(copy, [number])).toEqual([number]);
    });

    test('signs everything anew, which the key, the head and the stamp tell', async () => {
      const copy = await copyOf(story);
      const change = (text: string) => text.replaceAll('IT-1', 'IT-2');
      await rewriteLedger(copy, change);
      await edit(copy, 'records.jsonl', change);
      await resign(copy);
      expect(await against(copy)).toEqual([2, 5, 10]);
    });
  });

  describe('whoever has the signing key', () => {
    test('signs another statement than the manifest makes, and that is found', async () => {
      const manifest = await manifestOf(story.folder);
      const { sha256 = '' } = statementOf(manifest, 'a'.repeat(64)).subject[0]?.digest ?? {};
      for (const said of [
        statementOf({ ...manifest, since: '2020-01-01' }, sha256),
        statementOf({ ...manifest, files: manifest.files.slice(1) }, sha256),
        statementOf(manifest, sha256),
      ]) {
        const copy = await copyOf(story);
        await signStatement(copy, said, key);
        expect(await against(copy, [4])).toEqual([4]);
      }
    });

    test('rewrites the ledger and what rests on it, which the kept head and the stamp tell', async () => {
      const copy = await copyOf(story);
      const change = (text: string) => text.replaceAll('IT-1', 'IT-2');
      await rewriteLedger(copy, change);
      await edit(copy, 'records.jsonl', change);
      await signAs(copy, await manifestOf(copy), key);
      expect(await against(copy, [2, 3, 4, 5, 7, 10])).toEqual([5, 10]);
    });

    test('changes no field of a ledger entry or of a signed head unseen', async () => {
      for (const [name, number] of [
        ['ledger.jsonl', 5],
        ['checkpoints.jsonl', 6],
      ] as const) {
        const [line = '', ...rest] = (await readFile(join(story.folder, name), 'utf8')).split('\n');
        const entry = row.parse(JSON.parse(line));
        for (const field of Object.keys(entry)) {
          const copy = await copyOf(story);
          const forged = JSON.stringify({ ...entry, [field]: other(entry[field]) });
          await writeFile(join(copy, name), [forged, ...rest].join('\n'));
          expect([name, field, await against(copy, [number])]).toEqual([name, field, [number]]);
          await rm(copy, { recursive: true });
        }
      }
    }, 120_000);

    /** Of each table the command that finds a changed field, and the fields that no command finds once all is signed anew. */
    const TABLES: Readonly<Record<string, readonly [number, readonly string[]]>> = {
      records: [7, []],
      steps: [7, []],
      decisions: [7, []],
      // How far a plan has come, and when its draft was looked at, is in no entry.
      plans: [7, ['drafted_at', 'steps_done']],
      reads: [7, []],
      history: [7, []],
      links: [7, ['what', 'reasons']],
      leavers: [
        8,
        [
          'access_ended_at',
          'access_ended_basis',
          'first_seen_closed_at',
          'due_at',
          'deadline',
          'used_after_access_ended',
        ],
      ],
    };

    test.each(Object.keys(TABLES))(
      'changes what %s say, and the ledger or the accounts say otherwise',
      async (table) => {
        const [number, unseen] = TABLES[table] ?? [0, []];
        const copy = await copyOf(story);
        const path = join(copy, `${table}.jsonl`);
        const text = await readFile(path, 'utf8');
        const [line = '', ...rest] = text.split('\n');
        const entry = row.parse(JSON.parse(line));
        const missed: string[] = [];
        for (const field of Object.keys(entry)) {
          await writeFile(
            path,
            [JSON.stringify({ ...entry, [field]: WORDS[`${table}.${field}`] ?? other(entry[field]) }), ...rest].join(
              '\n',
            ),
          );
          if ((await against(copy, [number])).length === 0) missed.push(field);
        }
        expect(missed).toEqual(unseen);
        await writeFile(path, rest.join('\n'));
        // Leavers are those of a period, so that one may be missing from the list; the others have an entry each.
        if (number === 7) expect(await against(copy, [7])).toEqual([7]);
      },
      120_000,
    );

    test.each([
      ['an account left out', (text: string) => text.split('\n').toSpliced(2, 1).join('\n'), 8],
      ['an account that stands twice', (text: string) => `${text}${text.split('\n')[0]}\n`, 8],
      ['a softened verdict', (text: string) => text.replace('"finding":"orphaned"', '"finding":"ok"'), 8],
      ['another name than people read', (text: string) => text.replace('leo@acme.com', 'joe@acme.com'), 9],
    ] as const)('leaves %s, and the sums or the other table say otherwise', async (_name, change, number) => {
      const copy = await copyOf(story);
      await edit(copy, 'accounts.jsonl', change);
      expect(await against(copy, [number])).toEqual([number]);
    });
  });

  test('a further signature is counted and not taken for checked', async () => {
    const copy = await copyOf(story);
    const path = join(copy, 'manifest.dsse.json');
    const own = z
      .object({ payloadType: z.string(), payload: z.string(), signatures: z.array(z.json()) })
      .parse(JSON.parse(await readFile(path, 'utf8')));
    const stranger = createPrivateKey(newPrivateKey());
    const { signatures } = signEnvelope(STATEMENT_TYPE, 'else', stranger, 'auditor');
    await writeFile(path, JSON.stringify({ ...own, signatures: [...signatures, ...own.signatures] }));
    expect((await typed(copy, 4)).said).toContain('attestation by 2 signature(s), one checked');
  });
};

if (skipped === null) describe('the commands of an auditor', auditing);
else test.skip(`the commands of an auditor (${skipped})`);
