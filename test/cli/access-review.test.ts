import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noTerminal } from '../helpers/at-terminal.ts';
import { hoursAgo } from '../helpers/program.ts';
import { REVIEWED_OKTA } from '../helpers/review-company.ts';
import { answered, OPENING, reviewProgram } from '../helpers/review-program.ts';

type Company = Awaited<ReturnType<typeof reviewProgram>>;

const opened = z.object({ status: z.string(), review_id: z.string() });
const decided = z.object({
  status: z.string(),
  items: z.array(z.object({ item_id: z.string(), accepted: z.boolean(), why_not: z.string().optional() })),
  undecided: z.number().optional(),
  rejected: z.array(z.object({ line: z.number(), why: z.string() })).optional(),
});

const ledgerOf = async ({ environment }: Company, reviewId: string): Promise<readonly string[]> => {
  const { openStore } = await import('../../src/store/open.ts');
  const store = await openStore({ url: `sqlite:${environment['CLARI_IDENTITY_HOME']}/store.sqlite` });
  try {
    const entries = await store.read((reader) => reader.ledger(0, 1_000));
    return entries.filter(({ payload }) => payload['review_id'] === reviewId).map(({ kind }) => kind);
  } finally {
    await store.close();
  }
};

/** What a reviewer gets, as rows; `answers` fills in cells by address. */
async function filled(
  folder: string,
  file: string,
  answers: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<string[][]> {
  const { data } = Papa.parse<string[]>((await readFile(join(folder, file), 'utf8')).replace('\ufeff', '').trim());
  const header = data.find(([first]) => first === 'item') ?? [];
  const email = header.indexOf('email');
  return data.map((row) => {
    const answer = row.length < header.length ? undefined : answers[row[email] ?? ''];
    return row.map((cell, at) => answer?.[header[at] ?? ''] ?? cell);
  });
}

const asCsv = (rows: string[][]) => Papa.unparse(rows, { newline: '\r\n' });

async function sheets(company: Company, reviewId: string, ...args: readonly string[]) {
  const folder = join(company.home, 'sheets');
  const run = await company.review('worksheet', reviewId, '--out', folder, ...args);
  return { run, folder, files: (await readdir(folder).catch(() => [])).toSorted() };
}

describe.skipIf(noTerminal !== null)('access-review, as the built program at a terminal', () => {
  test('no terminal accepts an incomplete population, decides, closes or changes an owner: exit 3, and nothing is written', async () => {
    const company = await reviewProgram();
    const refused = await company.review('open', ...OPENING, '--accept-incomplete', 'no other list');
    expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('this is none') });
    // What decides nothing may be done by a script: each quarter anew, say.
    const run = await company.review('open', ...OPENING, '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { status, review_id: reviewId } = opened.parse(JSON.parse(run.stdout));
    expect(status).toBe('opened');
    const before = await ledgerOf(company, reviewId);
    for (const args of [
      ['decide', reviewId, '2', '--decision', 'keep', '--reviewer', 'mia@acme.com'],
      ['decide', reviewId, '--owner', 'owner@acme.com', '--rationale', 'a new one'],
      ['close', reviewId, '--undecided-become', 'not_reviewed'],
    ])
      expect(await company.review(...args)).toMatchObject({
        code: 3,
        stdout: '',
        stderr: expect.stringMatching(/Next: /),
      });
    expect(await ledgerOf(company, reviewId)).toEqual(before);
    expect(before).toEqual(['review.opened']);
  });

  test('opened by typing, with what a person reads first; shown as a page and as JSON', async () => {
    const company = await reviewProgram();
    const { code, seen } = await company.types('ann', 'open', ...OPENING);
    expect({ code, seen }).toMatchObject({ code: 0, seen: expect.stringContaining('Opened') });
    const reviewId = /rev_[0-9a-f]{12}/.exec(seen)?.[0] ?? '';
    const shown = await company.review('show', reviewId);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toContain('8 accounts');
    expect(shown.stdout).toContain('mia@acme.com');
    expect((await company.show(reviewId)).items).toHaveLength(7);
    expect((await company.show(reviewId, '--reviewer', 'mia@acme.com')).items.map(({ email }) => email)).toEqual([
      'adam@acme.com',
      'ana@acme.com',
      'leo@acme.com',
    ]);
    expect((await company.show(reviewId, '--reviewer', 'mia@acme.com', '--limit', '1')).items).toHaveLength(1);
    expect(await company.review('show', 'rev_unknown')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(reviewId),
    });
    const wrong = await company.review('open', 'x', '--due', hoursAgo(-1), '--by-role', 'admin');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('NAME=EMAIL') });
  });

  test('a reviewer decides at a terminal, a role change and a revoke are planned, a number that is none is said', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const id = async (email: string) => (await company.item(reviewId, email)).item_id;
    const [ana, leo] = [await id('ana@acme.com'), await id('leo@acme.com')];
    const kept = await company.types('mia@acme.com', 'decide', reviewId, ana, '99', '--decision', 'keep', '--json');
    expect(kept.code).toBe(0);
    expect(kept.seen).toContain('Decisions on 1 item of the access review "Q4 2026"');
    expect(decided.parse(answered(kept.seen)).items).toEqual([
      { item_id: ana.split('@')[0], accepted: true },
      { item_id: '99', accepted: false, why_not: 'This review has no such item.' },
    ]);
    const without = await company.types('mia@acme.com', 'decide', reviewId, leo, '--decision', 'revoke');
    expect(without).toMatchObject({ seen: expect.stringContaining('needs a rationale') });
    expect(without.code).not.toBe(0);
    const why = ['--rationale', 'Left on the tenth'];
    const revoked = await company.types('mia@acme.com', 'decide', reviewId, leo, '--decision', 'revoke', ...why);
    expect(revoked).toMatchObject({ code: 0, seen: expect.stringMatching(/plan plan_/) });
    const role = ['--decision', 'change_role', '--role', 'Sales Manager', '--rationale', 'leads a team'];
    const changed = await company.types('mia@acme.com', 'decide', reviewId, await id('ana@acme.com'), ...role);
    expect(changed).toMatchObject({ code: 0, seen: expect.stringMatching(/change_role to "Sales Manager".*; plan /) });
    expect(await company.item(reviewId, 'leo@acme.com')).toMatchObject({ standing: 'planned', decision: 'revoke' });
    // The digest is of what was shown: it was decided since.
    const late = await company.types('mia@acme.com', 'decide', reviewId, ana, '--decision', 'keep');
    expect(late).toMatchObject({ seen: expect.stringContaining('not as it was shown any more') });
  });

  test.each([
    ['no item', ['--decision', 'keep']],
    ['no decision', ['2']],
    ['an owner with items', ['2', '--owner', 'owner@acme.com', '--rationale', 'x']],
    ['an owner without a reason', ['--owner', 'owner@acme.com']],
  ])('decide with %s: exit 2', async (_what, args) => {
    const { run } = await (await import('../helpers/program.ts')).program();
    const wrong = await run('access-review', 'decide', 'rev_1', ...args);
    expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Nothing was done') });
  });

  test('one workbook and one CSV for each reviewer who owes, and nothing is written over', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const { run, files, folder } = await sheets(company, reviewId, '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const people = ['fred@acme.com', 'mia@acme.com', 'sec@acme.com'];
    expect(files).toEqual(people.flatMap((one) => [`${reviewId}-${one}.csv`, `${reviewId}-${one}.xlsx`]));
    expect(JSON.parse(run.stdout)).toMatchObject({
      review_id: reviewId,
      sheets: [
        { reviewer: 'fred@acme.com', items: 3 },
        { reviewer: 'mia@acme.com', items: 3 },
        { reviewer: 'sec@acme.com', items: 1 },
      ],
    });
    const before = await readFile(join(folder, files[0] ?? ''), 'utf8');
    const again = await sheets(company, reviewId);
    expect(again.run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('it is there already') });
    expect(await readFile(join(folder, files[0] ?? ''), 'utf8')).toBe(before);
    const one = await company.review(
      'worksheet',
      reviewId,
      '--out',
      join(company.home, 'mia'),
      '--reviewer',
      'Mia@acme.com',
    );
    expect(one.code).toBe(0);
    expect(await readdir(join(company.home, 'mia'))).toHaveLength(2);
    const nobody = await company.review(
      'worksheet',
      reviewId,
      '--out',
      join(company.home, 'ana'),
      '--reviewer',
      'ana@acme.com',
    );
    expect(nobody).toMatchObject({ code: 0, stdout: expect.stringContaining('0 reviewers owe something') });
    expect(await company.review('worksheet', reviewId)).toMatchObject({ code: 2 });
  });

  test('a sheet read back is what its reviewer stated, entered by whoever typed; blank lines stay undecided', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const { folder } = await sheets(company, reviewId);
    const rows = await filled(folder, `${reviewId}-mia@acme.com.csv`, {
      'ana@acme.com': { decision: 'Keep' },
      'leo@acme.com': { decision: 'REVOKE', rationale: 'He left, "for good"' },
    });
    const sheet = await company.file('back.csv', asCsv(rows));
    const refused = await company.review('worksheet', '--read', sheet);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect((await company.item(reviewId, 'ana@acme.com')).standing).toBe('undecided');
    const { code, seen } = await company.types('ann', 'worksheet', '--read', sheet, '--json');
    expect({ code, seen }).toMatchObject({ code: 0 });
    expect(decided.parse(answered(seen))).toMatchObject({
      status: 'decided',
      items: [{ accepted: true }, { accepted: true }],
      undecided: 1,
      rejected: [],
    });
    const leo = await company.item(reviewId, 'leo@acme.com');
    expect(leo).toMatchObject({ standing: 'planned', decision: 'revoke' });
    expect(leo.decided[0]).toContain('by mia@acme.com, entered by "ann"');
    const again = await company.types('ann', 'worksheet', '--read', sheet);
    expect(again).toMatchObject({ code: 0, seen: expect.stringContaining('Decided before, nothing was written') });
    expect(await ledgerOf(company, reviewId)).toEqual(['review.opened', 'review.decided']);
  });

  test('a line that leaves a doubt is refused with why, and the others count', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const { folder } = await sheets(company, reviewId);
    const rows = await filled(folder, `${reviewId}-mia@acme.com.csv`, {
      'adam@acme.com': { decision: 'keep', item_hash: `sha256:${'0'.repeat(64)}` },
      'ana@acme.com': { decision: 'keep' },
      'leo@acme.com': { decision: 'revoke', rationale: 'left' },
    });
    const leo = rows.find((row) => row.includes('leo@acme.com')) ?? [];
    const sheet = await company.file(
      'back.csv',
      asCsv([...rows, leo.map((cell) => (cell === 'revoke' ? 'keep' : cell))]),
    );
    const { code, seen } = await company.types('ann', 'worksheet', '--read', sheet, '--json');
    expect({ code, seen }).toMatchObject({ code: 0 });
    const { items, rejected } = decided.parse(answered(seen));
    expect(items.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(rejected?.map(({ why }) => why)).toEqual([
      expect.stringContaining('The item_hash is not that of item 1'),
      expect.stringContaining('so neither counts'),
      expect.stringContaining('so neither counts'),
    ]);
    for (const { line } of rejected ?? []) expect(seen).toContain(`line ${line}: `);
    expect((await company.show(reviewId, '--state', 'undecided')).items.map(({ email }) => email)).toContain(
      'leo@acme.com',
    );
  });

  test('a sheet of something that changed since, of the own account, or of another review decides nothing', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const { folder } = await sheets(company, reviewId);
    const answers = {
      'ana@acme.com': { decision: 'keep' },
      'leo@acme.com': { decision: 'keep', rationale: 'I need it' },
    };
    const rows = await filled(folder, `${reviewId}-mia@acme.com.csv`, answers);
    const sheet = await company.file('back.csv', asCsv(rows));
    const own = await company.types('leo@acme.com', 'worksheet', '--read', sheet, '--json');
    expect(decided.parse(answered(own.seen)).items.find(({ accepted }) => !accepted)?.why_not).toContain(
      'their own account',
    );
    expect((await company.item(reviewId, 'leo@acme.com')).standing).toBe('undecided');

    const other = rows.map((row) => row.map((cell) => (cell === reviewId ? 'rev_000000000000' : cell)));
    const foreign = await company.types('ann', 'worksheet', '--read', await company.file('other.csv', asCsv(other)));
    expect(foreign.code).not.toBe(0);
    expect(foreign.seen).toContain('rev_000000000000');

    await company.imported(
      'okta2.csv',
      REVIEWED_OKTA.replace('m4,ACTIVE', 'm4,DEPROVISIONED'),
      '--as-of',
      hoursAgo(1),
      '--directory',
      'okta',
    );
    const adam = await filled(folder, `${reviewId}-mia@acme.com.csv`, { 'adam@acme.com': { decision: 'keep' } });
    const changed = await company.types('ann', 'worksheet', '--read', await company.file('adam.csv', asCsv(adam)));
    expect(changed.code).not.toBe(0);
    expect(changed.seen).toContain('not as it was shown any more: finding leaver_active');
    expect((await company.item(reviewId, 'adam@acme.com')).standing).toBe('undecided');
  });

  test('the second reviewer of a privileged account gets a sheet of their own, and both have to agree', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const { folder } = await sheets(company, reviewId);
    for (const [person, standing] of [
      ['sec@acme.com', 'undecided'],
      ['mia@acme.com', 'decided'],
    ] as const) {
      const rows = await filled(folder, `${reviewId}-${person}.csv`, { 'adam@acme.com': { decision: 'keep' } });
      const read = await company.types('ann', 'worksheet', '--read', await company.file('a.csv', asCsv(rows)));
      expect(read).toMatchObject({ code: 0 });
      expect((await company.item(reviewId, 'adam@acme.com')).standing).toBe(standing);
    }
  });

  test('reminded as text and as drafts, without names of accounts unless they are asked for; the ledger says it', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const folder = join(company.home, 'messages');
    const remind = ['remind', reviewId, '--out', folder, '--from', 'it@acme.com'];
    const run = await company.review(...remind, '--where', 'Decide at https://reviews.acme.com.', '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({
      review_id: reviewId,
      reminded: [
        { reviewer: 'fred@acme.com', owed: 3 },
        { reviewer: 'mia@acme.com', owed: 3 },
        { reviewer: 'sec@acme.com', owed: 1 },
      ],
    });
    const files = (await readdir(folder)).toSorted();
    expect(files).toHaveLength(6);
    const mias = () => readFile(join(folder, `${reviewId}-mia@acme.com.txt`), 'utf8');
    expect(await mias()).toContain('Decide at https://reviews.acme.com.');
    for (const file of files) expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/ana@|leo@|adam@|ghost@/);
    const draft = await readFile(join(folder, `${reviewId}-mia@acme.com.eml`), 'utf8');
    expect(draft).toMatch(/^To: .*mia@acme\.com/m);
    expect(draft).toMatch(/^From: .*it@acme\.com/m);
    expect(draft).toContain('X-Unsent: 1');
    expect((await company.review(...remind, '--items')).code).toBe(0);
    expect(await mias()).toContain('leo@acme.com');
    expect(await mias()).not.toContain('ghost@acme.com');
    expect(await ledgerOf(company, reviewId)).toEqual(['review.opened', 'review.reminded', 'review.reminded']);
    expect(await company.review('remind', reviewId, '--out', folder, '--from', 'IT')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no e-mail address'),
    });
  });

  test('who answers for the application changes by typing, with a reason', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened('--owner', 'old@acme.com');
    const change = ['decide', reviewId, '--owner', 'new@acme.com', '--deputy', 'dep@acme.com'];
    const changed = await company.types('ann', ...change, '--rationale', 'Old moved on', '--json');
    expect(changed).toMatchObject({ code: 0, seen: expect.stringContaining('old@acme.com') });
    expect(answered(changed.seen)).toMatchObject({ status: 'changed', owner: 'new@acme.com', deputy: 'dep@acme.com' });
    expect((await company.review('show', reviewId)).stdout).toContain('new@acme.com');
    expect(await ledgerOf(company, reviewId)).toEqual(['review.opened', 'review.owner_changed']);
  });

  test('closed only once somebody says what becomes of the rest; afterwards nothing is written', async () => {
    const company = await reviewProgram();
    const reviewId = await company.opened();
    const refused = await company.types('ann', 'close', reviewId);
    expect(refused).toMatchObject({ code: 3, seen: expect.stringContaining('7 of 7 items are undecided') });
    const closing = ['close', reviewId, '--undecided-become', 'not_reviewed', '--reason', 'The quarter ends'];
    const closed = await company.types('ann', ...closing, '--json');
    expect(closed.code).toBe(0);
    expect(answered(closed.seen)).toMatchObject({ status: 'closed', outcome: { items: 7, kept: 0, not_reviewed: 7 } });
    expect((await company.show(reviewId)).items.map(({ standing }) => standing)).toEqual(
      Array.from({ length: 7 }, () => 'not_reviewed'),
    );
    const folder = join(company.home, 'late');
    for (const args of [
      ['worksheet', reviewId, '--out', folder],
      ['remind', reviewId, '--out', folder, '--from', 'it@acme.com'],
    ])
      expect(await company.review(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining('was closed') });
    expect(await readdir(folder).catch(() => 'none')).toBe('none');
    const late = await company.types(
      'ann',
      'decide',
      reviewId,
      '2',
      '--decision',
      'keep',
      '--reviewer',
      'mia@acme.com',
    );
    expect(late).toMatchObject({ seen: expect.stringContaining('was closed') });
    expect(await ledgerOf(company, reviewId)).toEqual(['review.opened', 'review.closed']);
  });
});
