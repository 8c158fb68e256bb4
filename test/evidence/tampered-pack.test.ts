import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { ClariIdentityError } from '../../src/model/errors.ts';
import { resign, rewriteLedger } from './forge.ts';
import { copyOf, edit, packed } from './packed.ts';

const story = await packed();
const row = z.record(z.string(), z.json());
type Row = z.infer<typeof row>;

/** What is in no entry of the ledger: the state of accounts and deadlines, and how far a plan has come. */
const UNSTATED: Readonly<Record<string, readonly string[]>> = {
  records: [],
  steps: [],
  decisions: [],
  plans: ['drafted_at', 'steps_done'],
  reads: [],
  leavers: [
    ...['access_ended_at', 'access_ended_basis', 'first_seen_closed_at', 'due_at', 'deadline'],
    'used_after_access_ended',
  ],
  history: [],
};

/** Other words of the same column, so that the shape of the table does not find it. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'records.state': ['confirmed', 'contradicted', 'expired'],
  'leavers.claim_state': ['contradicted', 'confirmed'],
  'leavers.app': ['copilot', 'clari'],
  'leavers.finding': ['ok', 'orphaned'],
  'steps.state': ['confirmed', 'claimed'],
  'steps.action': ['hand_over_work', 'snapshot_forecast'],
  'decisions.state': ['withdrawn', 'in_force'],
  'decisions.kind': ['link', 'exemption'],
  'plans.status': ['cancelled', 'approved'],
  'reads.kind': ['clari-quota', 'clari-audit'],
  'reads.app': ['copilot', 'clari'],
  'reads.completeness': ['partial', 'complete'],
};

function other(column: string, value: Row[string]): Row[string] {
  const word = WORDS[column]?.find((one) => one !== value);
  if (word !== undefined) return word;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return [...value, 'made up'];
  if (column.endsWith('approval_sequence')) return 1;
  return `${value ?? '2026-01-01T00:00:00.000Z'}0`;
}

async function why(folder: string): Promise<string> {
  try {
    await verifyPack({ folder, head: null, publicKeyFile: null });
    return '';
  } catch (error) {
    if (error instanceof ClariIdentityError && error.code === 'ERR_EVIDENCE_BROKEN') return error.message;
    throw error;
  }
}

test.each(Object.keys(UNSTATED))(
  'every column of %s that is changed, and everything signed anew, is found and its table named',
  async (table) => {
    const copy = await copyOf(story);
    const path = join(copy, `${table}.jsonl`);
    const before = await readFile(path, 'utf8');
    const rows = before.trimEnd().split('\n');
    const first = row.parse(JSON.parse(rows[0] ?? ''));
    const unseen: string[] = [];
    for (const column of Object.keys(first).filter((name) => UNSTATED[table]?.includes(name) !== true)) {
      const changed = { ...first, [column]: other(`${table}.${column}`, first[column] ?? null) };
      await writeFile(path, `${[JSON.stringify(changed), ...rows.slice(1)].join('\n')}\n`);
      await resign(copy);
      const said = await why(copy);
      if (!said.includes(`${table}.jsonl`)) unseen.push(`${column}: ${said}`);
    }
    expect(unseen).toEqual([]);
  },
  120_000,
);

const drop = (line: number) => (text: string) => text.split('\n').toSpliced(line, 1).join('\n');
const double = (text: string) => `${text}${text.split('\n')[0]}\n`;

/** Changes of whole rows and files. */
const FORGED: readonly (readonly [string, (folder: string) => Promise<void>, string])[] = [
  ['a read left out', (at) => edit(at, 'reads.jsonl', drop(0)), 'reads.jsonl'],
  ['a plan left out', (at) => edit(at, 'plans.jsonl', drop(0)), 'plans.jsonl'],
  ['a record told twice', (at) => edit(at, 'records.jsonl', double), 'stands there twice'],
  [
    'a read made up',
    (at) =>
      edit(at, 'reads.jsonl', (text) => double(text).replace(/"snapshot_id":"\w+"(.*\n)$/, '"snapshot_id":"snap_0"$1')),
    'is in no entry of the ledger',
  ],
  [
    'why the list of accounts is complete',
    (at) => edit(at, 'manifest.json', (text) => text.replace('"complete": true', '"complete": false')),
    'do not add up',
  ],
];

test.each(FORGED)('%s and everything signed anew is found', async (_name, tamper, said) => {
  const copy = await copyOf(story);
  await tamper(copy);
  await resign(copy);
  expect(await why(copy)).toContain(said);
});

test('a CSV that says something else than the rows beside it is found, also when it was signed anew', async () => {
  const copy = await copyOf(story);
  await edit(copy, 'leavers.csv', (text) => text.replace('leo@acme.com', 'joe@acme.com'));
  await resign(copy, { csv: false });
  expect(await why(copy)).toContain('leavers.csv');
});

test('a signed head that the ledger tells of and the pack does not have is named', async () => {
  const next = join(story.home, 'pack-of-two-heads');
  await story.ran('evidence', 'export', '--out', next);
  const copy = await copyOf({ ...story, folder: next });
  await resign(copy);
  // Signed anew it has the forger's head alone, with a key that nobody signed in.
  expect(await why(copy)).toMatch(/does not know the key|is missing/);
});

test('time that runs backwards is told, and left to the auditor', async () => {
  const copy = await copyOf(story);
  // The first entry says that it was made years later.
  await rewriteLedger(copy, (text) => text.replace(/"at":"\d{4}/, '"at":"2999'));
  await resign(copy);
  const { timeSteps } = await verifyPack({ folder: copy, head: null, publicKeyFile: null });
  expect(timeSteps).toEqual([expect.objectContaining({ sequence: 2, after: expect.stringMatching(/^2999/) })]);
});
