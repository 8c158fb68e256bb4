import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { reviewSums } from '../../src/app/reviews/review-sums.ts';
import { manifestShape } from '../../src/report/pack/manifest.ts';
import { leaverRow } from '../../src/report/pack/rows.ts';
import { plain } from '../../src/views/words.ts';
import type { World } from '../helpers/deps.ts';
import { OPEN, reviewCompany } from '../helpers/review-company.ts';
import { callAs, reviewStory } from '../helpers/review-story.ts';
import { figureIn, recordsOf, trapsIn } from '../views/pictures/parts.ts';

/** The pack of a company, and its pictures by their ids. */
async function packOf(world: World) {
  const folder = join(world.home, 'pack');
  await exportPack(world, { folder, since: null, until: null, framework: null, version: '0.0.0' });
  const text = (name: string) => readFile(join(folder, name), 'utf8');
  const document = await text('index.html');
  const picture = (id: string) => {
    const found = figureIn(document, id);
    if (found === null) throw new Error(`the pack has no picture ${id}`);
    return found;
  };
  return { folder, text, picture };
}

const opened = z.object({ review_id: z.string() });
const shown = z.object({ items: z.array(z.object({ item_id: z.string(), email: z.string().optional() })) });

/** A review in which one of two reviewers decided on a privileged account, and nobody on most of the others. */
async function openReview() {
  const world = await reviewCompany();
  const { review_id: reviewId } = opened.parse(
    (await (await callAs(world, 'tester'))('open_access_review', OPEN)).structured,
  );
  for (const [email, decision] of [
    ['adam@acme.com', 'keep'],
    ['leo@acme.com', 'revoke'],
  ]) {
    const mia = await callAs(world, 'mia@acme.com');
    const { items } = shown.parse((await mia('get_access_review', { review_id: reviewId })).structured);
    const item_id = items.find((one) => one.email === email)?.item_id;
    await mia('decide_review_items', { review_id: reviewId, items: [{ item_id, decision, rationale: 'As agreed' }] });
  }
  return { world, reviewId };
}

test('the pictures of a pack say what its rows say, and the pack is accepted', async () => {
  const { folder, text, picture } = await packOf((await reviewStory()).world);
  const leavers = (await text('leavers.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => leaverRow.parse(JSON.parse(line)));
  const drawn = recordsOf(picture('over-time'));
  expect(drawn).toHaveLength(leavers.length);
  const leo = leavers.find(({ email }) => email === 'leo@acme.com');
  expect(drawn.find((one) => one['Account']?.startsWith('leo@acme.com'))).toMatchObject({
    'Access ended': `${leo?.access_ended_at?.slice(0, 10)} 08:00 UTC`,
    'Stated closed': `2026-11-20 11:30 UTC ${leo?.claim_state}`,
    'Shown closed by a read': `${leo?.settled_as_of?.slice(0, 10)} 09:00 UTC`,
    'Where it stands': '10 days: closed, proven',
  });
  const { population } = manifestShape.parse(JSON.parse(await text('manifest.json')));
  const groups = recordsOf(picture('by-finding'));
  expect(groups.map((one) => one['Application'])).toEqual(population.map(({ app }) => app));
  for (const [at, { accounts, by_finding }] of population.entries()) {
    expect(groups[at]?.['All']).toBe(String(accounts));
    for (const [finding, count] of Object.entries(by_finding)) expect(groups[at]?.[plain(finding)]).toBe(String(count));
  }
  expect(trapsIn(picture('over-time'))).toEqual([]);
  await expect(verifyPack({ folder, head: null, publicKeyFile: null })).resolves.toBeDefined();
});

test.each([
  ['one that is open', 'undecided', 1, 0, openReview],
  ['one that was closed before a read confirmed it', 'not reviewed', 0, 1, () => reviewStory()],
  ['one that was closed after a read confirmed it', 'not reviewed', 0, 1, () => reviewStory({ closedLast: true })],
] as const)(
  'a review counted from the rows of a pack is what the store counts: %s',
  async (_, undecided, waiting, confirmed, made) => {
    const { world, reviewId } = await made();
    const { picture } = await packOf(world);
    const { all, reviewers, followUp } = await reviewSums(world, { reviewId, ownOnly: null });
    const [whole, ...people] = recordsOf(picture(`progress-${reviewId}`));
    const heads = ['keep', 'revoke', 'change role', 'waits for the other reviewer', undecided];
    const sumsOf = (one: Readonly<Record<string, string>> | undefined) => heads.map((head) => Number(one?.[head]));
    const inOrder = (sums: typeof all) => [sums?.keep, sums?.revoke, sums?.changeRole, sums?.waiting, sums?.undecided];
    expect(sumsOf(whole)).toEqual(inOrder(all));
    expect(people.map((one) => [one['Reviewer'], ...sumsOf(one)])).toEqual(
      reviewers.map((one) => [one.person ?? 'nobody is assigned', ...inOrder(one)]),
    );
    expect(recordsOf(picture(`progress-${reviewId}-after`)).map((one) => Number(one['Items']))).toEqual(
      Object.values(followUp ?? {}),
    );
    expect(reviewers.reduce((sum, one) => sum + one.waiting, 0)).toBe(waiting);
    expect(followUp?.confirmed).toBe(confirmed);
  },
);
