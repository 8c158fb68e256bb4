import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noTerminal, typing } from '../helpers/at-terminal.ts';
import { COMPLETED, decisionOn, ENTRA_DIRECTORY, ENTRA_USERS, pageOf } from '../helpers/entra-review.ts';
import { hoursAgo, program } from '../helpers/program.ts';
import { answered, asOfToday, daysAhead } from '../helpers/review-program.ts';

const answer = z.object({
  status: z.string(),
  accepted: z.number(),
  rejected: z.array(z.object({ line: z.number(), why: z.string() })),
  review_id: z.string(),
});

/** A company on Entra ID with an open review, in a data folder of its own. */
async function company() {
  const cli = await program({ CLARI_IDENTITY_ACTOR: 'ann', CLARI_IDENTITY_DIRECTORIES: 'entra' });
  const users = await cli.file('users.csv', asOfToday(ENTRA_USERS));
  const entra = await cli.file('entra.csv', asOfToday(ENTRA_DIRECTORY));
  for (const args of [
    [users, '--as-of', hoursAgo(3)],
    [entra, '--as-of', hoursAgo(2), '--directory', 'entra', '--kind', 'directory'],
  ])
    expect(await cli.run('import', ...args, '--complete')).toMatchObject({ code: 0 });
  const open = ['access-review', 'open', 'Q4 2026', '--due', daysAhead(20), '--fallback', 'fred@example.com', '--json'];
  const opened = await cli.run(...open);
  const { review_id: reviewId } = z.object({ review_id: z.string() }).parse(JSON.parse(opened.stdout));
  const at = new Date().toISOString();
  const made = [
    decisionOn('leo', { decision: 'Deny', justification: 'Left in November', at }),
    decisionOn('ana', { decision: 'Approve', justification: 'Sells', at }),
    decisionOn('sue', { decision: 'Deny', at, over: { reviewedBy: null } }),
    decisionOn('adam', { decision: 'NotReviewed' }),
  ];
  const file = await cli.file('decisions.json', JSON.stringify([COMPLETED, pageOf(made)]));
  return { ...cli, reviewId, decisions: file };
}

describe('import of decisions of an Entra access review, by the built program', () => {
  test('a script decides nothing: exit 3; a dry run shows what would be asked; a wrong option is said', async () => {
    const { run, decisions, reviewId } = await company();
    expect(await run('import', decisions)).toMatchObject({ code: 3, stdout: '' });
    const dry = await run('import', decisions, '--dry-run', '--json');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(answer.parse(JSON.parse(dry.stdout))).toMatchObject({ status: 'dry_run', accepted: 3 });
    const shown = await run('access-review', 'show', reviewId);
    expect(shown.stdout).not.toContain('Entra');
    expect(await run('import', decisions, '--kind', 'directory')).toMatchObject({ code: 1, stdout: '' });
    expect(await run('import', decisions, '--review', 'rev_nothing')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('rev_nothing'),
    });
  });

  test('of another review than the named one, or of a closed one: refused, and nothing is written', async () => {
    const { run, file, decisions, reviewId, environment } = await company();
    const over = { permission: { id: '9999' } };
    const other = JSON.stringify(pageOf([decisionOn('leo', { decision: 'Deny', over })]));
    expect(await run('import', await file('other.json', other), '--review', reviewId)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is of another review: none of its decisions is on an account of'),
    });
    if (noTerminal !== null) return;
    const close = [
      'access-review',
      'close',
      reviewId,
      '--undecided-become',
      'not_reviewed',
      '--reason',
      'Quarter ends',
    ];
    expect(await typing(environment, ...close)).toMatchObject({ code: 0 });
    expect(await run('import', decisions, '--review', reviewId)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('was closed at'),
    });
  });

  test('--review is for decisions alone: exit 2', async () => {
    const { run, home, reviewId } = await company();
    expect(await run('import', `${home}/users.csv`, '--review', reviewId)).toMatchObject({ code: 2, stdout: '' });
  });

  test.skipIf(noTerminal !== null)('a person types the phrase, and the file counts once', async () => {
    const { environment, run, decisions, reviewId } = await company();
    const { code, seen } = await typing(environment, 'import', decisions, '--json');
    expect({ code, seen }).toMatchObject({ code: 0 });
    expect(seen).toContain("Entra's file says: mia@example.com at");
    expect(seen).toContain('decision 3: No person decided it');
    expect(answer.parse(answered(seen))).toMatchObject({
      status: 'imported',
      accepted: 3,
      rejected: [{ line: 3 }],
      review_id: reviewId,
    });
    const planned = await run('access-review', 'show', reviewId, '--state', 'planned');
    expect(planned.stdout).toContain("revoke by mia@example.com (Entra's file says");
    const again = await run('import', decisions, '--json');
    expect(again).toMatchObject({ code: 0 });
    expect(answer.parse(JSON.parse(again.stdout))).toMatchObject({ status: 'unchanged' });
  });
});
