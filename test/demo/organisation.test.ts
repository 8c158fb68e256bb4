import { describe, expect, it } from 'vitest';
import { demoOrganisation } from '../../src/demo/organisation.ts';
import { demoStory } from '../../src/demo/story.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import { addMs, DAY_MS } from '../../src/model/time.ts';
import { rowsOf, tablesOf } from './tables.ts';

const NOW = '2026-11-24T02:24:18.000Z';
const organisation = demoOrganisation(NOW);
const { files, key, claims } = organisation;
const [users1, users2, users3] = tablesOf(organisation, 'clari-users');

describe('the sample company', () => {
  it('is the same for the same day and seed, to the byte', () => {
    expect(demoOrganisation(NOW)).toEqual(organisation);
    expect(demoOrganisation('2026-11-24T23:59:59.000Z')).toEqual(organisation);
  });

  it('is another one for another seed, with the same stories', () => {
    const other = demoOrganisation(NOW, 7);
    expect(other.files[0]?.content).not.toEqual(files[0]?.content);
    expect(findingsOf(other.key)).toEqual(findingsOf(key));
  });

  it.each([1, 2, 3, 4, 5])('has distinct people with seed %i', (seed) => {
    const answers = demoOrganisation(NOW, seed).key;
    expect(new Set(answers.map((answer) => `${answer.app} ${answer.email}`)).size).toBe(answers.length);
    expect(new Set(answers.map((answer) => answer.accountId)).size).toBe(answers.length);
  });

  it('has about two hundred people, most of whom have an account', () => {
    expect(organisation.people).toBeGreaterThan(185);
    expect(organisation.people).toBeLessThan(225);
    expect(users3?.length).toBeGreaterThan(110);
    expect(users3?.length).toBeLessThan(organisation.people);
  });

  it('has files of distinct names, in the order of their as-of, the newest fresh and all of them before now', () => {
    expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
    expect(files.map((file) => file.asOf)).toEqual(files.map((file) => file.asOf).sort());
    expect(files.every((file) => file.asOf < NOW && file.complete)).toBe(true);
    for (const kind of ['clari-users', 'directory', 'directory-assignments']) {
      expect(files.findLast((file) => file.kind === kind)?.asOf).toSatisfy((asOf) => asOf > addMs(NOW, -2 * DAY_MS));
    }
  });

  it('claims work done before now, on accounts that had been seen, between two imports', () => {
    expect(claims.length).toBeGreaterThan(4);
    for (const claim of claims) {
      expect(claim.performedAt < NOW && claim.performedAt > (files[0]?.asOf ?? NOW)).toBe(true);
      const after = files.findIndex((file) => file.name === claim.afterFile);
      expect(claim.recordedAt > claim.performedAt && claim.recordedAt < (files[after + 1]?.asOf ?? NOW)).toBe(true);
      expect(claim.recordedAt > (files[after]?.asOf ?? NOW)).toBe(true);
      expect(key.map((answer) => answer.email)).toContain(claim.accountEmail);
    }
  });
});

describe('the key', () => {
  it('answers every account of every users export exactly once', () => {
    const seen = new Set([users1, users2, users3].flatMap((rows) => (rows ?? []).map((row) => row['Clari User ID'])));
    const clari = key.filter((answer) => answer.app === 'clari');
    expect(clari.map((answer) => answer.accountId).sort()).toEqual([...seen].sort());
    expect(new Set(clari.map((answer) => answer.email)).size).toBe(clari.length);
  });

  it.each(['salesloft', '6sense'])('answers every account of the list of %s exactly once', (app) => {
    const rows = rowsOf(files.find((file) => file.kind === 'app-users' && file.app === app));
    const answers = key.filter((answer) => answer.app === app);
    expect(answers.map(({ accountId, email }) => `${accountId} ${email}`).sort()).toEqual(
      rows.map((row) => `${app}:${row['Id']} ${row['Email']}`).sort(),
    );
  });

  it('has one leaver in three applications, whom nobody took out of any', () => {
    const left = key.filter((answer) => answer.email.startsWith('henrik.'));
    expect(left.map(({ app, finding }) => `${app} ${finding}`)).toEqual([
      'clari leaver_active',
      'salesloft leaver_active',
      '6sense leaver_active',
    ]);
  });

  it('says of every account the e-mail that the exports have', () => {
    const written = new Map(
      [users1, users2, users3].flatMap((rows) => rows ?? []).map((row) => [row['Clari User ID'], row['Email']]),
    );
    for (const answer of key.filter(({ app }) => app === 'clari'))
      expect(written.get(answer.accountId)?.trim().toLowerCase()).toBe(answer.email);
  });

  it.each(FINDINGS.filter((finding) => finding !== 'exempt'))('has somebody who is %s', (finding) => {
    expect(findingsOf(key)).toContain(finding);
  });

  it('finds most people fine and a handful to act on', () => {
    const count = (...findings: readonly string[]) => key.filter((answer) => findings.includes(answer.finding)).length;
    expect(count('ok')).toBeGreaterThan(key.length * 0.6);
    const toAct = count(
      'contradicted',
      'reappeared',
      'leaver_active',
      'duplicate_account',
      'unassigned_active',
      'orphaned',
    );
    expect(toAct).toBeGreaterThanOrEqual(12);
    expect(toAct).toBeLessThanOrEqual(20);
    expect(count('needs_review')).toBeLessThanOrEqual(8);
    expect(count('inconclusive')).toBeLessThanOrEqual(8);
  });

  it.each([
    'pre_hire',
    'account_status_unknown',
    'account_status_conflicting',
    'directory_older_than_account',
    'identity_status_unknown',
    'assignment_status_unknown',
    'identity_maybe_renamed',
    'suspended_maybe_leave',
    'identity_deleted',
    'identity_is_no_person',
    'account_maybe_renamed',
    'account_absent',
  ])('has a case of %s', (reason) => {
    expect(key.map((answer) => answer.reason)).toContain(reason);
  });

  it('tells every story in one dated sentence', () => {
    for (const { why } of key) expect(why).toMatch(/^[A-Z][^{}]+[.?]$/);
    expect(key.find((answer) => answer.email.startsWith('henrik.'))?.why).toMatch(/^Left on 3 October; /);
  });
});

describe('the story', () => {
  it('introduces six people of different fates', () => {
    const story = demoStory(organisation);
    expect(story.map((one) => one.finding)).toEqual([
      'leaver_active',
      'leaver_active',
      'contradicted',
      'needs_review',
      'ok',
      'orphaned',
    ]);
  });
});

describe('a normal sequence of imports', () => {
  const loses = (before: readonly Record<string, string>[] = [], after: readonly Record<string, string>[] = []) => {
    const active = new Set(after.filter((row) => row['Status'] === 'Active').map((row) => row['Clari User ID']));
    return before.filter((row) => row['Status'] === 'Active' && !active.has(row['Clari User ID'])).length;
  };

  it('turns too few accounts inactive for a guard to hold it', () => {
    expect(loses(users1, users2)).toBeLessThan(10);
    expect(loses(users2, users3)).toBeLessThan(10);
  });

  it('loses too few people of the directory for a guard to hold it', () => {
    const [first, second] = tablesOf(organisation, 'directory', 'okta');
    const canSignIn = ['ACTIVE', 'PROVISIONED', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'];
    const active = new Set(second?.filter((row) => canSignIn.includes(row['status'] ?? '')).map((row) => row['id']));
    const gone = first?.filter((row) => row['status'] === 'ACTIVE' && !active.has(row['id'] ?? '')) ?? [];
    expect(gone.length).toBeLessThan(10);
    expect(rowsOf(files[1]).length).toBe(first?.length);
  });
});

function findingsOf(answers: typeof key): readonly string[] {
  return answers.map((answer) => answer.finding).sort();
}
