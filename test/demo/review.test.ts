import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { NO_LIVE } from '../../src/app/deps.ts';
import { firstReview } from '../../src/cli/demo-first-review.ts';
import { loadDemo } from '../../src/cli/demo-load.ts';
import { walkReview } from '../../src/cli/demo-review.ts';
import { readConfig } from '../../src/config.ts';
import { demoOrganisation } from '../../src/demo/organisation.ts';
import { demoReview, nextExport } from '../../src/demo/review-story.ts';
import { ROLES } from '../../src/model/actor.ts';
import { openStore } from '../../src/store/open.ts';
import { connect } from '../helpers/connect.ts';
import { settingsOf } from '../helpers/profiles.ts';
import { rowsOf } from './tables.ts';

const NOW = '2026-11-20T12:00:00.000Z';

describe('the story of the review', () => {
  const organisation = demoOrganisation(NOW);
  const review = demoReview(organisation, NOW);

  it.each([
    ['2026-11-20T12:00:00.000Z', 'Clari access, Q3 2026'],
    ['2026-03-31T23:59:59.000Z', 'Clari access, Q4 2025'],
    ['2026-04-01T00:00:00.000Z', 'Clari access, Q1 2026'],
  ])('on %s is of %s', (now, name) => {
    expect(demoReview(demoOrganisation(now), now).name).toBe(name);
  });

  it('has reviewers whom the directory knows, none of whom decides on their own account', () => {
    const known = organisation.files.filter(({ kind }) => kind === 'directory').flatMap(rowsOf);
    const active = new Set(known.filter(({ status }) => status === 'ACTIVE').map(({ email }) => email));
    for (const { reviewer, to, email } of review.decisions) {
      expect(reviewer).not.toBe(email);
      expect(to).not.toBe(email);
      for (const person of [reviewer, to]) if (person !== null) expect(active).toContain(person);
    }
    expect(review.owner).not.toBe(review.second);
  });

  it('has a next export that shows what was closed, and nothing else, otherwise', () => {
    const before = rowsOf(organisation.files.findLast(({ kind }) => kind === 'clari-users'));
    const after = rowsOf(nextExport(organisation, review.closed, NOW));
    const changed = after.filter((row, at) => JSON.stringify(row) !== JSON.stringify(before[at]));
    expect(after).toHaveLength(before.length);
    expect(changed.map((row) => [row['Email']?.trim().toLowerCase(), row['Status']]).sort()).toEqual(
      [...review.closed].sort().map((email) => [email, 'Inactive']),
    );
  });

  it('changes the key for what was closed alone', () => {
    const other = review.key.filter((answer, at) => answer.finding !== organisation.key[at]?.finding);
    expect(other.map(({ email }) => email).sort()).toEqual([...review.closed].sort());
  });
});

const items = z.object({
  status: z.string(),
  items: z.array(
    z.object({
      email: z.string().optional(),
      privileged: z.boolean(),
      changed: z.array(z.string()),
      decision: z.string().optional(),
      standing: z.string(),
      decided: z.array(z.string()),
    }),
  ),
  outcome: z.record(z.string(), z.unknown()),
  progress: z.array(z.object({ reviewer: z.string().nullable() })),
});
const users = z.object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) });

test('people decide it, the next export proves the revocation, and every verdict is the true one afterwards', async () => {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-demo-'));
  const { organisation, environment } = await loadDemo(home, NOW, undefined, firstReview(NOW));
  const config = readConfig(environment);
  const store = await openStore({ url: config.databaseUrl });
  onTestFinished(async () => {
    await store.close();
    await rm(home, { recursive: true, force: true });
  });
  const client = await connect(
    {
      store,
      settings: settingsOf(config),
      clock: () => NOW,
      actor: { name: 'demo', authenticated: false, via: 'stdio' },
      roles: ROLES,
      importDirs: [],
      live: NO_LIVE,
      home,
    },
    (message) => ({ action: 'accept', content: { word: /type "(.+)"\.$/.exec(message)?.[1] ?? '' } }),
  );
  const [before] = await store.read((reader) => reader.reviews());
  const review = demoReview(organisation, NOW);
  const call = async (name: string, args: Record<string, unknown>) => {
    const { isError, structured, text } = await client.call(name, args);
    expect(isError ? text : '').toBe('');
    return structured;
  };
  // What the walk-through recorded before the review.
  await call('record_manual_deactivation', {
    account: review.closed[1],
    performed_by: 'Mara Lindqvist',
    performed_at: '2026-11-20T11:00:00.000Z',
  });
  const lines: string[] = [];
  await walkReview({ organisation, review, clock: () => NOW }, call, (text) => lines.push(text));

  const [, last] = await store.read((reader) => reader.reviews());
  expect(before?.acceptedIncomplete).toMatch(/Entra ID/);
  expect(last).toMatchObject({ previousReviewId: before?.reviewId, acceptedIncomplete: null });
  const shown = items.parse(await call('get_access_review', { review_id: last?.reviewId, limit: 200 }));
  expect(shown.status).toBe('closed');
  expect(shown.outcome).toMatchObject({ kept: 1, revoked: 1, proven: 1, not_reviewed: shown.items.length - 2 });
  const of = (email: string) => shown.items.find((one) => one.email === email) ?? expect.fail(email);
  expect(of(review.revoked)).toMatchObject({ privileged: true, decision: 'revoke', standing: 'confirmed' });
  expect(of(review.revoked).changed).toContain('leaver_since');
  expect(of(review.revoked).decided).toHaveLength(2);
  const [, , kept, handedOn] = review.decisions;
  expect(of(kept?.email ?? '')).toMatchObject({ changed: ['new'], decision: 'keep', standing: 'decided' });
  expect(of(handedOn?.email ?? '').decided[0]).toContain(`not_mine to ${handedOn?.to}`);
  expect(shown.progress.map(({ reviewer }) => reviewer)).not.toContain(null);

  const found = users.parse(await call('list_clari_users', { limit: 200 })).users;
  const said = new Map(found.map(({ account_id, finding }) => [account_id, finding]));
  expect(review.key.map(({ accountId, email }) => `${email} ${said.get(accountId)}`)).toEqual(
    review.key.map(({ email, finding }) => `${email} ${finding}`),
  );
});
