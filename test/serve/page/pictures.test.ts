import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Deps } from '../../../src/app/deps.ts';
import { plain } from '../../../src/views/words.ts';
import { connect } from '../../helpers/connect.ts';
import { testWorld } from '../../helpers/deps.ts';
import { hostileCompany } from '../../helpers/hostile-company.ts';
import { servedPage } from '../../helpers/local-page.ts';
import { visitor } from '../../helpers/page-visitor.ts';
import { REVIEW_NOW, reviewCompany } from '../../helpers/review-company.ts';
import { reviewStory } from '../../helpers/review-story.ts';
import { figureIn, notesOf, recordsOf, saidIn, trapsIn } from '../../views/pictures/parts.ts';

const counts = z.record(z.string(), z.number());
const sums = z.object({
  total: z.number(),
  summary: z.object({ matching: z.object({ by_finding: counts.optional(), by_reason: counts }) }),
});

const PICTURES = ['over-time', 'by-team', 'by-reason'];

async function looked(deps: Deps, path: string): Promise<string> {
  const { get } = await visitor(await servedPage(deps));
  const answer = await get(path);
  expect(answer.status).toBe(200);
  return answer.text();
}

function picture(document: string, id: string) {
  const found = figureIn(document, id);
  if (found === null) throw new Error(`the page has no picture ${id}`);
  return found;
}

describe('pictures of findings', () => {
  test.each<readonly [string, string, Readonly<Record<string, unknown>>]>([
    ['the overview', '/', {}],
    ['the list', '/findings', {}],
    ['the list, narrowed to findings', '/findings?findings=ok&findings=inactive', { findings: ['ok', 'inactive'] }],
    ['the list, narrowed to a team', '/findings?team=west', { team: 'west' }],
    ['the list, narrowed to a reason', '/findings?reason=entitled', { reason: 'entitled' }],
    ['the list, ordered and cut', '/findings?findings=ok&sort=days&limit=50', { findings: ['ok'] }],
  ])('%s: each account counts once, by team and by reason', async (_name, path, asked) => {
    const { world } = await reviewStory();
    const document = await looked(world, path);
    const { call } = await connect(world);
    const { total, summary } = sums.parse((await call('find_orphaned_accounts', { ...asked, limit: 0 })).structured);
    expect(total).toBeGreaterThan(0);
    const teams = recordsOf(picture(document, 'by-team')).map((one) => Number(one['All']));
    expect(teams.reduce((sum, one) => sum + one, 0)).toBe(total);
    const reasons = recordsOf(picture(document, 'by-reason')).map((one) => [one['Reason'], Number(one['Accounts'])]);
    expect(Object.fromEntries(reasons)).toEqual(
      Object.fromEntries(Object.entries(summary.matching.by_reason).map(([reason, count]) => [plain(reason), count])),
    );
  });

  test('teams are named as accounts write them, and lead to the same list narrowed to them', async () => {
    const document = await looked(await reviewCompany(), '/findings?findings=ok&limit=100');
    const { markup } = picture(document, 'by-team');
    expect(recordsOf({ markup }).map((one) => one['Team'])).toEqual(['East', 'HQ', 'West']);
    expect(markup).toMatch(/<a href="[^"]*\/findings\?findings=ok&amp;limit=100&amp;team=East">East<\/a>/);
  });

  test('who left is drawn over time, with what was stated and proven', async () => {
    const before = await reviewCompany();
    const [open] = recordsOf(picture(await looked(before, '/'), 'over-time'));
    expect(open).toMatchObject({
      Account: 'leo@acme.com 2002',
      'Access ended': '2026-11-10 08:00 UTC',
      'Used after': '2026-11-15 09:00 UTC',
      'Where it stands': '10 days: open',
    });
    const { world } = await reviewStory();
    // By default the list has nobody who is closed; the overview shows what was stated last all the same.
    const [closed] = recordsOf(picture(await looked(world, '/'), 'over-time'));
    expect(closed).toMatchObject({
      'Stated closed': '2026-11-20 11:30 UTC confirmed',
      'Shown closed by a read': '2026-11-22 09:00 UTC',
      'Where it stands': '10 days: closed, proven',
    });
    expect(recordsOf(picture(await looked(world, '/accounts/2002'), 'over-time'))).toEqual([closed]);
  });

  test('later pages of the list have none, and neither have lists of nobody', async () => {
    const { base, get } = await visitor(await servedPage(await reviewCompany()));
    const text = async (path: string) => (await get(path)).text();
    const first = await text('/findings?findings=ok&limit=1');
    expect(PICTURES.map((id) => figureIn(first, id) === null)).toEqual([false, false, false]);
    const [, next = ''] = /<a rel="next" href="([^"]+)"/.exec(first) ?? [];
    const later = await text(next.replaceAll('&amp;', '&').slice(new URL(base).pathname.length));
    const none = await text('/findings?query=nobody-at-all');
    expect(later).toContain('after an earlier page');
    expect(none).toContain('No account matches.');
    for (const document of [later, none])
      expect(PICTURES.map((id) => figureIn(document, id))).toEqual([null, null, null]);
  });

  test('before anything was imported the overview says so, without empty pictures', async () => {
    const document = await looked(await testWorld(REVIEW_NOW), '/');
    expect(PICTURES.map((id) => figureIn(document, id))).toEqual([null, null, null]);
  });

  test('names from outside stay texts in all of them', async () => {
    const world = await hostileCompany();
    const seen = [
      ...(await Promise.all(['/', '/findings'].map((path) => looked(world, path)))).flatMap((document) =>
        PICTURES.map((id) => picture(document, id)),
      ),
      picture(await looked(world, '/accounts/t1'), 'graph'),
    ];
    expect(seen.flatMap(trapsIn)).toEqual([]);
    expect(seen.some(({ markup }) => markup.includes('&lt;img src=x'))).toBe(true);
  });
});

describe('the graph of an account', () => {
  test('has the identity that owns it, how sure that is, and what it is entitled to', async () => {
    const document = await looked(await reviewCompany(), '/accounts/2002');
    const graph = picture(document, 'graph');
    expect(saidIn(graph)[0]).toMatch(/^99 %, 35\.5 bits$/);
    expect(recordsOf(graph)[0]).toMatchObject({ 'Judged as': 'linked', 'How sure': '99 %', Bits: '35.5' });
    expect(graph.markup).toContain('>clari: deactivated</text>');
  });

  test('of an account that nobody owns says that it is joined with nobody', async () => {
    const document = await looked(await reviewCompany(), '/accounts/2005');
    expect(recordsOf(picture(document, 'graph')).at(-1)?.['Judged as']).toMatch(/joined with nobody|not taken/);
  });
});

describe('progress of a review', () => {
  test('everybody is in it, and what came of decisions', async () => {
    const { world, reviewId } = await reviewStory();
    const document = await looked(world, `/reviews/${reviewId}`);
    const [all, ...people] = recordsOf(picture(document, 'progress'));
    expect(all).toEqual({
      Reviewer: 'all items',
      keep: '2',
      revoke: '1',
      'change role': '1',
      'waits for the other reviewer': '0',
      'not reviewed': '3',
      Items: '7',
    });
    expect(people.map((one) => one['Reviewer'])).toEqual(expect.arrayContaining(['mia@acme.com', 'sec@acme.com']));
    const after = recordsOf(picture(document, 'progress-after'));
    expect(after.filter((one) => one['Items'] !== '0').map((one) => one['Stage'])).toContain('confirmed by a read');
  });

  test('a reviewer alone sees their own part', async () => {
    const { world, reviewId } = await reviewStory();
    const mia: Deps = {
      ...world,
      actor: { name: 'mia@acme.com', authenticated: false, via: 'page' },
      roles: ['reviewer'],
    };
    const document = await looked(mia, `/reviews/${reviewId}`);
    expect(recordsOf(picture(document, 'progress')).map((one) => one['Reviewer'])).toEqual(['mia@acme.com']);
    expect(figureIn(document, 'progress-after')).toBeNull();
    expect(notesOf(picture(document, 'progress'))).toEqual([]);
  });
});
