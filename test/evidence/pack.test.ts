import { mkdir, readdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MAIN } from '../helpers/program.ts';
import { resign, rewriteLedger } from './forge.ts';
import { copyOf, edit, packed } from './packed.ts';

const story = await packed();
const verify = (folder: string, ...flags: readonly string[]) => story.run('evidence', 'verify', folder, ...flags);
const KEY = join(story.folder, 'public-key.pem');
const HEAD = `${story.head.sequence}:${story.head.hash}`;

describe('an exported pack', () => {
  test('holds every account once, the claim confirmed by the later export, and says what it does not prove', async () => {
    const rows = (await readFile(join(story.folder, 'accounts.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(rows).toHaveLength(7);
    const records = await readFile(join(story.folder, 'records.csv'), 'utf8');
    expect(records).toContain('confirmed');
    const links = await readFile(join(story.folder, 'links.csv'), 'utf8');
    expect(links).toContain('1001,,clari,other_owner,linked,email,okta/u1,linked,email,okta/u8,reads');
    const page = await readFile(join(story.folder, 'index.html'), 'utf8');
    expect(page).toContain('What it does not prove');
    expect(page).toContain('Who clicked in Clari');
    expect(page).toContain(story.head.hash);
  });

  test('runs no formula in a spreadsheet', async () => {
    for (const name of await readdir(story.folder)) {
      if (!name.endsWith('.csv')) continue;
      const text = await readFile(join(story.folder, name), 'utf8');
      expect(text).not.toMatch(/(^|,|\n)"?[=+@]/);
    }
    expect(await readFile(join(story.folder, 'records.csv'), 'utf8')).toContain(`'=HYPERLINK`);
  });

  test('is checked without a store: no data folder, no configuration, nothing but the pack', async () => {
    const { spawnSync } = await import('node:child_process');
    const bare = spawnSync(process.execPath, [MAIN, 'evidence', 'verify', story.folder, '--json'], {
      env: { CLARI_IDENTITY_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', HOME: '/nonexistent' },
      encoding: 'utf8',
    });
    expect(bare.stderr).toBe('');
    expect(bare.status).toBe(0);
    expect(JSON.parse(bare.stdout)).toMatchObject({
      verdict: 'internally consistent only',
      entries: story.head.sequence,
    });
  });

  test('held against a head or a key from outside it is verified', async () => {
    for (const flags of [
      ['--head', HEAD],
      ['--head', story.head.hash],
      ['--public-key', KEY],
    ]) {
      const run = await verify(story.folder, ...flags, '--json');
      expect(run.stderr).toBe('');
      expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'verified' });
    }
  });

  test('an older head still anchors it, and what came later is said to be only chained', async () => {
    const [line = ''] = (await readFile(join(story.folder, 'ledger.jsonl'), 'utf8')).split('\n');
    const { hash } = z.object({ hash: z.string() }).parse(JSON.parse(line));
    const run = await verify(story.folder, '--head', hash);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('The outside head is entry 1;');
  });

  test('the next pack holds the signed head of this one', async () => {
    const next = join(story.home, 'pack-2');
    await story.ran('evidence', 'export', '--out', next);
    const checkpoints = (await readFile(join(next, 'checkpoints.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(checkpoints).toHaveLength(2);
    expect((await verify(next, '--head', HEAD, '--public-key', KEY)).code).toBe(0);
  });

  test('a folder that holds something is refused, and left as it is', async () => {
    const run = await story.run('evidence', 'export', '--out', story.folder);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('is not empty');
  });

  test('what a killed export left behind is swept by the next one', async () => {
    const target = join(story.home, 'pack-3');
    await mkdir(`${target}.partial-999999999-0123abcd`);
    await story.ran('evidence', 'export', '--out', target);
    expect((await readdir(story.home)).filter((name) => name.includes('.partial-'))).toEqual([]);
  });

  test.each([
    ['an empty period', ['--since', '2026-01-02', '--until', '2026-01-01']],
    ['a period that ends in the future', ['--until', '2999-01-01']],
  ])('%s is refused, and nothing is written', async (_name, flags) => {
    const run = await story.run('evidence', 'export', '--out', join(story.home, 'never'), ...flags);
    expect(run.code).toBe(1);
    expect(await readdir(story.home)).not.toContain('never');
  });
});

/** Each change, what it is found by, and in which file. */
const TAMPERED: readonly (readonly [string, (folder: string) => Promise<void>, string])[] = [
  [
    'a cell changed',
    (at) => edit(at, 'accounts.csv', (text) => text.replace('leo@acme.com', 'joe@acme.com')),
    'accounts.csv',
  ],
  [
    'a verdict changed',
    (at) => edit(at, 'accounts.jsonl', (text) => text.replace('"orphaned"', '"ok"')),
    'accounts.jsonl',
  ],
  [
    'the page changed',
    (at) => edit(at, 'index.html', (text) => text.replace('does not prove', 'proves')),
    'index.html',
  ],
  [
    'a ledger payload changed',
    (at) => edit(at, 'ledger.jsonl', (text) => text.replace('IT-1', 'IT-2')),
    'ledger.jsonl',
  ],
  ['a file removed', (at) => unlink(join(at, 'decisions.csv')), 'decisions.csv'],
  ['a file slipped in', (at) => writeFile(join(at, 'approved.csv'), 'all of it'), 'approved.csv'],
  [
    'the manifest changed',
    (at) => edit(at, 'manifest.json', (text) => text.replace('"since": null', '"since": "2020"')),
    'manifest.json',
  ],
  [
    'the signature changed',
    (at) => edit(at, 'manifest.sig', (text) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`),
    'manifest.json',
  ],
  ['the signature removed', (at) => unlink(join(at, 'manifest.sig')), 'manifest.sig'],
  ['the manifest removed', (at) => unlink(join(at, 'manifest.json')), 'manifest.json'],
  ['the manifest made no JSON', (at) => writeFile(join(at, 'manifest.json'), '{'), 'manifest.json'],
  [
    'a file made a link',
    async (at) => {
      await unlink(join(at, 'reads.csv'));
      await symlink('/etc/hostname', join(at, 'reads.csv'));
    },
    'reads.csv',
  ],
];

test.each(TAMPERED)('%s is found and named', async (_name, tamper, where) => {
  const copy = await copyOf(story);
  await tamper(copy);
  const run = await verify(copy);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('ERR_EVIDENCE_BROKEN');
  expect(run.stderr).toContain(where);
});

const drop = (line: number) => (text: string) => text.split('\n').toSpliced(line, 1).join('\n');
const swap = (text: string) => {
  const [a = '', b = '', ...rest] = text.split('\n');
  return [b, a, ...rest].join('\n');
};

/** What a person can do who signs the whole pack anew with another key: the chain and the tables still speak. */
const FORGED: readonly (readonly [string, (folder: string) => Promise<void>, string])[] = [
  ['a ledger entry removed', (at) => edit(at, 'ledger.jsonl', drop(1)), 'Entry 2 is missing'],
  ['ledger entries swapped', (at) => edit(at, 'ledger.jsonl', swap), 'Entry 1 is not in its place'],
  [
    'the last ledger entry cut off',
    (at) => edit(at, 'ledger.jsonl', (text) => drop(text.trimEnd().split('\n').length - 1)(text)),
    'The chain ends after',
  ],
  [
    'a payload changed',
    (at) => edit(at, 'ledger.jsonl', (text) => text.replace('IT-1', 'IT-2')),
    'was changed after it was written',
  ],
  ['a record left out', (at) => edit(at, 'records.jsonl', drop(0)), 'the record of ledger entry'],
  [
    'a claim called confirmed by another read',
    (at) => edit(at, 'history.jsonl', (text) => text.replace('confirmed', 'contradicted')),
    'history.jsonl',
  ],
  [
    'a performer changed',
    (at) => edit(at, 'records.jsonl', (text) => text.replace('HYPERLINK', 'hyperlink')),
    'is not what ledger entry',
  ],
  [
    'a read given another hash',
    (at) => edit(at, 'reads.jsonl', (text) => text.replace(/"sha256":"../, '"sha256":"zz')),
    'reads.jsonl',
  ],
  ['an account left out', (at) => edit(at, 'accounts.jsonl', drop(2)), 'do not add up'],
  [
    'an account that stands twice',
    (at) => edit(at, 'accounts.jsonl', (text) => `${text}${text.split('\n')[0]}\n`),
    'stands there twice',
  ],
  [
    'a verdict softened',
    (at) => edit(at, 'accounts.jsonl', (text) => text.replace('"finding":"orphaned"', '"finding":"ok"')),
    'do not add up',
  ],
  ['a step left out', (at) => edit(at, 'steps.jsonl', drop(0)), 'the step of ledger entry'],
  ['a decision left out', (at) => edit(at, 'decisions.jsonl', drop(0)), 'the decision of ledger entry'],
  [
    'a decision given another reason',
    (at) => edit(at, 'decisions.jsonl', (text) => text.replace('shared login', 'robot')),
    'decisions.jsonl',
  ],
  [
    'an approval made up',
    (at) => edit(at, 'plans.jsonl', (text) => text.replace('"approval_sequence":null', '"approval_sequence":1')),
    'does not make it',
  ],
  ['a changed link left out', (at) => edit(at, 'links.jsonl', drop(0)), '1001 is not what ledger entry'],
  [
    'a changed link with another content',
    (at) => edit(at, 'links.jsonl', (text) => text.replace('okta/u8', 'okta/u1')),
    '1001 is not what ledger entry',
  ],
  [
    'a changed link made up',
    (at) => edit(at, 'links.jsonl', (text) => text.repeat(2)),
    'it has changes that the ledger does not have',
  ],
  ['a leaver left out', (at) => edit(at, 'leavers.jsonl', drop(0)), 'leavers.jsonl'],
];

test.each(FORGED)('%s and everything signed anew is still found', async (_name, tamper, why) => {
  const copy = await copyOf(story);
  await tamper(copy);
  await resign(copy);
  const run = await verify(copy);
  expect(run.stderr).toContain(why);
  expect(run.code).toBe(1);
});

describe('a pack rewritten as a whole, chain, tables and signature', () => {
  const forged = async () => {
    const copy = await copyOf(story);
    const change = (text: string) => text.replaceAll('IT-1', 'IT-2');
    await rewriteLedger(copy, change);
    await edit(copy, 'records.jsonl', change);
    await resign(copy);
    return copy;
  };

  test('is internally consistent, and called no more than that', async () => {
    const run = await verify(await forged());
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain('Internally consistent only');
  });

  test('is found out by the head that was kept outside, and by the key', async () => {
    const copy = await forged();
    const byHead = await verify(copy, '--head', HEAD);
    expect([byHead.code, byHead.stderr]).toEqual([1, expect.stringContaining('is not in it')]);
    const byKey = await verify(copy, '--public-key', KEY);
    expect([byKey.code, byKey.stderr]).toEqual([1, expect.stringContaining('not ')]);
  });
});

test('a changed link that was rewritten in chain and tables does not add up', async () => {
  const copy = await copyOf(story);
  await rewriteLedger(copy, (text) => text.replace('"identities":["okta/u8"]', '"identities":["okta/u9"]'));
  await resign(copy);
  const run = await verify(copy);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('do not add up')]);
});

test.each([
  ['a head that is none', ['--head', 'abc'], 'ERR_USAGE'],
  ['a key file that is none', ['--public-key', MAIN], 'ERR_USAGE'],
])('%s is wrong usage', async (_name, flags, code) => {
  const run = await verify(story.folder, ...flags);
  expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(code)]);
});
