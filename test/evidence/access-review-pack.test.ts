import { createHash } from 'node:crypto';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { ClariIdentityError } from '../../src/model/errors.ts';
import type { World } from '../helpers/deps.ts';
import { OPEN, reviewCompany } from '../helpers/review-company.ts';
import { callAs, reviewStory } from '../helpers/review-story.ts';
import { resign, rewriteLedger } from './forge.ts';
import { edit } from './packed.ts';

const anyRow = z.record(z.string(), z.json());
type Row = z.infer<typeof anyRow>;

async function packOf(world: World, name = 'pack'): Promise<string> {
  const folder = join(world.home, name);
  await exportPack(world, { folder, since: null, until: null, framework: null, version: '0.0.0' });
  return folder;
}

async function rowsOf(folder: string, table: string): Promise<readonly Row[]> {
  const lines = (await readFile(join(folder, `${table}.jsonl`), 'utf8')).trimEnd().split('\n');
  return lines.filter((line) => line !== '').map((line) => anyRow.parse(JSON.parse(line)));
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

/** Another value, or null to take the row away. */
type Change = (row: Row) => Row | null;

function changing(table: string, which: Row, change: Change) {
  return (folder: string) =>
    edit(folder, `${table}.jsonl`, (text) =>
      text
        .trimEnd()
        .split('\n')
        .flatMap((line) => {
          const row = anyRow.parse(JSON.parse(line));
          const isIt = Object.entries(which).every(([name, value]) => row[name] === value);
          const changed = isIt ? change(row) : row;
          return changed === null ? [] : [`${JSON.stringify(changed)}\n`];
        })
        .join(''),
    );
}

const setting = (table: string, which: Row, values: Row) => changing(table, which, (row) => ({ ...row, ...values }));

/** The frozen item and what the table tells of it, both rewritten. */
const refreezing = (email: string, name: string, value: Row[string]) =>
  changing('review_items', { email }, (row) => ({
    ...row,
    ...(name in row ? { [name]: value } : {}),
    frozen: JSON.stringify({ ...anyRow.parse(JSON.parse(String(row['frozen']))), [name]: value }),
  }));

type Tamper = (folder: string) => Promise<void>;

const inOrder =
  (...all: readonly Tamper[]): Tamper =>
  async (folder) => {
    for (const one of all) await one(folder);
  };

/** As the owner of the machine could: the ledger says it as well, with every hash anew. */
const inLedger =
  (kind: string, change: (text: string) => string): Tamper =>
  (folder) =>
    rewriteLedger(folder, (text) =>
      text
        .split('\n')
        .map((line) => (line.includes(`"kind":"${kind}"`) ? change(line) : line))
        .join('\n'),
    );

/** Entries that are moved to the end of the ledger. */
const lastInLedger =
  (has: string): Tamper =>
  (folder) =>
    rewriteLedger(folder, (text) => {
      const lines = text.trimEnd().split('\n');
      return [...lines.filter((line) => !line.includes(has)), ...lines.filter((line) => line.includes(has))].join('\n');
    });

/** What somebody changes, and what is said of it then. */
const TAMPERED: readonly (readonly [string, Tamper, string])[] = [
  ['the name of a review', setting('reviews', {}, { name: 'Q3' }), 'reviews.jsonl'],
  ['that it was accepted incomplete', setting('reviews', {}, { accepted_incomplete: null }), '(accepted_incomplete)'],
  ['how many were kept', setting('reviews', {}, { kept: 5 }), '(kept)'],
  ['who closed it', setting('reviews', {}, { closed_by: 'Boss' }), '(closed_by)'],
  ['who answered for it', setting('reviews', {}, { owner_changes: [] }), '(owner_changes)'],
  ['a review left out', changing('reviews', {}, () => null), 'of the ledger is missing'],
  ['a frozen role', refreezing('ana@acme.com', 'role', 'Admin'), 'another hash than its population'],
  ['a frozen role in the table alone', setting('review_items', { email: 'ana@acme.com' }, { role: 'x' }), '(role)'],
  ['who owns an account', refreezing('ana@acme.com', 'addresses', []), 'another hash than its population'],
  ['an item left out', changing('review_items', { email: 'ana@acme.com' }, () => null), 'is missing, or out of order'],
  ['the last item left out', changing('review_items', { item: 7 }, () => null), 'it has 6 items'],
  ['an outcome', setting('review_items', { email: 'leo@acme.com' }, { outcome: 'keep' }), '(outcome)'],
  ['who had to decide', setting('review_items', { email: 'leo@acme.com' }, { reviewer: 'x@y.z' }), '(reviewer)'],
  ['where an item stands', setting('review_items', { email: 'leo@acme.com' }, { state: 'contradicted' }), '(state)'],
  ['its record', setting('review_items', { email: 'leo@acme.com' }, { record_id: null }), '(record_id)'],
  ['its plan', setting('review_items', { email: 'leo@acme.com' }, { plan_id: 'plan_0' }), '(plan_id)'],
  ['one nobody reviewed', setting('review_items', { email: 'mia@acme.com' }, { state: 'decided' }), '(state)'],
  ['an item of another review', setting('review_items', { item: 1 }, { review_id: 'rev_0' }), 'does not open'],
  ['a rationale', setting('review_decisions', { rationale: 'He left' }, { rationale: 'Fine' }), '(rationale)'],
  ['a decision', setting('review_decisions', { rationale: 'He left' }, { decision: 'keep' }), '(decision)'],
  ['who entered it', setting('review_decisions', { item: 5 }, { entered_by: 'boss' }), '(entered_by)'],
  ['how it came', setting('review_decisions', { item: 5 }, { attestation: 'signed_in_page' }), '(attestation)'],
  ['a decision left out', changing('review_decisions', { item: 5 }, () => null), 'on item 5 of'],
  [
    'a decision made up',
    setting('review_decisions', { item: 5 }, { ledger_sequence: 1 }),
    'is in no entry of the ledger',
  ],
  [
    'a read that is not that read',
    inLedger('review.opened', (line) => line.replace(/("source":"[^"]*","sha256":")./, '$1X')),
    'reviews.jsonl',
  ],
  [
    'how many items it froze, in the ledger alone',
    inLedger('review.opened', (line) => line.replace('"items":7', '"items":6')),
    'reviews.jsonl',
  ],
  [
    'a decision by the owner of the account',
    inOrder(
      inLedger('review.decided', (line) =>
        line.includes('"item":5') ? line.replace('"stated_by":"mia@acme.com"', '"stated_by":"leo@acme.com"') : line,
      ),
      setting('review_decisions', { item: 5 }, { stated_by: 'leo@acme.com' }),
    ),
    'nobody decides on their own',
  ],
  [
    'a decision by somebody who did not have to',
    inOrder(
      inLedger('review.decided', (line) => line.replace('"stated_by":"sec@acme.com"', '"stated_by":"boss@acme.com"')),
      setting('review_decisions', { stated_by: 'sec@acme.com' }, { stated_by: 'boss@acme.com' }),
    ),
    'by somebody who did not have to decide it',
  ],
  [
    'a decision on an item that no review has',
    inOrder(
      inLedger('review.decided', (line) => line.replace('"item":5', '"item":50')),
      setting('review_decisions', { item: 5 }, { item: 50 }),
      setting(
        'review_items',
        { item: 5 },
        { outcome: null, reviewer_decision: null, state: 'not_reviewed', plan_id: null, record_id: null },
      ),
    ),
    'decides on its item 50, which it does not have',
  ],
  [
    'a decision about another account',
    inOrder(
      inLedger('review.decided', (line) => line.replace('"account_id":"2002"', '"account_id":"2003"')),
      setting('review_decisions', { item: 5 }, { account_id: '2003' }),
    ),
    'is about another account',
  ],
  ['a decision after closing', lastInLedger('"rationale":"He left"'), 'was closed before it'],
  ['a decision before opening', lastInLedger('"kind":"review.opened"'), 'was not opened before it'],
  [
    'an outcome that the decisions do not come to',
    inOrder(
      inLedger('review.closed', (line) => line.replace('"kept":2', '"kept":3')),
      setting('reviews', {}, { kept: 3 }),
    ),
    'is not what its decisions and records come to (kept)',
  ],
  [
    'how many revoked ones were proven',
    inOrder(
      inLedger('review.closed', (line) => line.replace('"proven":0', '"proven":1')),
      setting('reviews', {}, { proven: 1 }),
    ),
    'is not what its decisions and records come to (proven)',
  ],
  [
    'the hash of the outcome',
    inOrder(
      inLedger('review.closed', (line) =>
        line.replace(/((?:proven":\d+|\]),"hash":")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
      ),
      setting('reviews', {}, { outcome_hash: '0'.repeat(64) }),
    ),
    'is not what its decisions and records come to (hash)',
  ],
  [
    'the tables of reviews left out altogether',
    async (folder) => {
      const tables = ['reviews', 'review_items', 'review_decisions'];
      await edit(folder, 'manifest.json', (text) => {
        const manifest = z.looseObject({ files: z.array(z.looseObject({ name: z.string() })) }).parse(JSON.parse(text));
        const isOther = ({ name }: { readonly name: string }) => !tables.includes(name.split('.')[0] ?? '');
        return JSON.stringify({ ...manifest, files: manifest.files.filter(isOther) });
      });
      for (const table of tables) for (const end of ['csv', 'jsonl']) await rm(join(folder, `${table}.${end}`));
    },
    'it lists no access reviews, and the ledger has some',
  ],
];

describe('the pack of a review', () => {
  test('holds who was reviewed, who decided what, and what a later export showed, and verifies', async () => {
    const { world, reviewId } = await reviewStory();
    const folder = await packOf(world);
    expect(await why(folder)).toBe('');
    const [review, ...others] = await rowsOf(folder, 'reviews');
    expect(others).toEqual([]);
    expect(review).toMatchObject({
      ...{ review_id: reviewId, status: 'closed', accepted_incomplete: 'The vendor offers no other list' },
      ...{ accounts: 8, items: 7, privileged: 1, left_out: ['1 not_active'], owner: 'chief@acme.com' },
      ...{ kept: 2, revoked: 1, role_changes: 1, not_reviewed: 3, proven: 0, undecided_became: 'not_reviewed' },
    });
    expect(review?.['missing']).toEqual([expect.stringContaining('nobody stated that it is the whole list')]);
    expect(review?.['owner_changes']).toEqual([expect.stringContaining('A new chief')]);
    const items = await rowsOf(folder, 'review_items');
    const hash = createHash('sha256');
    for (const { frozen } of items) hash.update(`${String(frozen)}\n`);
    expect(hash.digest('hex')).toBe(review?.['population_hash']);
    expect(items.map(({ email, outcome, state }) => [email, outcome, state])).toEqual([
      ['adam@acme.com', 'keep', 'decided'],
      ['ana@acme.com', 'keep', 'decided'],
      ['fred@acme.com', null, 'not_reviewed'],
      ['ghost@acme.com', null, 'not_reviewed'],
      ['leo@acme.com', 'revoke', 'confirmed'],
      ['mia@acme.com', null, 'not_reviewed'],
      ['sue@acme.com', 'change_role', 'planned'],
    ]);
    expect(items[2]).toMatchObject({
      frozen_reviewer: null,
      reviewer: 'mia@acme.com',
      gaps: ['no_manager', 'own_account'],
    });
    const decisions = await rowsOf(folder, 'review_decisions');
    expect(decisions.map((one) => [one['item'], one['as'], one['decision'], one['stated_by']])).toEqual([
      [2, 'reviewer', 'revoke', 'mia@acme.com'],
      [2, 'reviewer', 'keep', 'mia@acme.com'],
      [5, 'reviewer', 'revoke', 'mia@acme.com'],
      [1, 'reviewer', 'keep', 'mia@acme.com'],
      [1, 'second', 'keep', 'sec@acme.com'],
      [7, 'reviewer', 'change_role', 'fred@acme.com'],
      [3, 'reviewer', 'not_mine', 'tester'],
    ]);
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    for (const part of [
      'THE POPULATION IS NOT PROVEN COMPLETE',
      'The vendor offers no other list',
      '3 not reviewed',
      'Items without a decision became not reviewed',
      'Evidence for PCI DSS 7.2.4',
      'PCI DSS 7.2.4',
      'He left',
    ])
      expect(page).toContain(part);
    expect(page.indexOf('id="steps"')).toBeLessThan(page.indexOf('id="reviews"'));
    expect(page.indexOf('id="reviews"')).toBeLessThan(page.indexOf('id="history"'));
  });

  test('counts as proven what a newer export confirmed before closing', async () => {
    const { world } = await reviewStory({ closedLast: true });
    const folder = await packOf(world);
    expect((await rowsOf(folder, 'reviews'))[0]).toMatchObject({ revoked: 1, proven: 1 });
    expect(await why(folder)).toBe('');
  });

  test('of an open review says that nothing is its result yet, and of none that none was opened', async () => {
    const world = await reviewCompany();
    const before = await packOf(world, 'before');
    expect(await why(before)).toBe('');
    expect(await readFile(join(before, 'index.html'), 'utf8')).toContain('None was opened.');
    await (await callAs(world, 'tester'))('open_access_review', OPEN);
    const folder = await packOf(world);
    expect(await why(folder)).toBe('');
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('nothing below is its result yet');
    const states = (await rowsOf(folder, 'review_items')).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['undecided']));
  });

  test('without its tables is the pack of an earlier version, and verifies while there was no review', async () => {
    const folder = await packOf(await reviewCompany());
    const [, leaveOut] = TAMPERED.at(-1) ?? [];
    await leaveOut?.(folder);
    await resign(folder);
    expect(await why(folder)).toBe('');
  });
});

test('what is changed in it and signed anew is found and named', async () => {
  const { world } = await reviewStory();
  const folder = await packOf(world);
  const unseen: string[] = [];
  for (const [name, tamper, said] of TAMPERED) {
    const copy = join(world.home, `copy of ${name}`);
    await cp(folder, copy, { recursive: true });
    await tamper(copy);
    await resign(copy);
    const found = await why(copy);
    if (!found.includes(said)) unseen.push(`${name}: ${found}`);
  }
  expect(unseen).toEqual([]);
}, 300_000);
