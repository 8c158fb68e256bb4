import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { judgedPage } from '../../src/evaluation/index.ts';
import { SETTINGS, testWorld } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';
import { judge } from './oracle/judge.ts';

const AT = { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' as const };
const PEOPLE = Array.from({ length: 24 }, (_, index) => `p${index}@example.com`);
const USERS = ['Clari User Id,Email,Status', ...PEOPLE.map((email, index) => `c${index},${email},Active`)];
const OKTA = [
  'id,login,email,firstName,lastName,status',
  ...PEOPLE.map((email, at) => `o${at},${email},${email},G${at},Fam${at},ACTIVE`),
];

const LISTS = {
  'logins as the directory has them': PEOPLE.slice(0, 20),
  'short names alone': PEOPLE.slice(0, 20).map((_, at) => `corp-${at}`),
  'three of twenty short': [...PEOPLE.slice(0, 17), 'corp-a', 'corp-b', 'corp-c'],
  'one of twenty short, which may be one of those left out': [...PEOPLE.slice(0, 19), 'gfam22'],
} as const;

test.each(Object.entries(LISTS))('%s: judged in parts or as one, the list says the same', async (name, rows) => {
  const world = await testWorld(NOW, { directories: ['okta'] });
  await world.load('users.csv', USERS.join('\n'), AT);
  await world.load('okta.csv', OKTA.join('\n'), { ...AT, kind: 'directory', directory: 'okta' });
  const list = ['login,status', ...rows.map((login) => `${login},ACTIVE`)].join('\n');
  await world.load('list.csv', list, { ...AT, kind: 'directory-assignments', directory: 'okta' });
  await evaluate(world, { rowsAtOnce: 1 });
  const [page, asOne] = await world.store.read(async (reader) => [
    await judgedPage(reader, SETTINGS, {}, 'email', null, 100),
    await judge(reader, { ...SETTINGS, directories: ['okta'] }, NOW),
  ]);
  const words = (all: readonly (typeof page.rows)[number][]) =>
    Object.fromEntries(all.map(({ account, verdict }) => [account.accountId, `${verdict.finding}/${verdict.reason}`]));
  expect(words(page.rows)).toEqual(words(asOne.judged));
  const missing = words(page.rows);
  const sure = { c22: 'unassigned_active/assignment_gone', c23: 'unassigned_active/assignment_gone' };
  const unsure = { c22: 'inconclusive/assignments_match_nobody', c23: 'inconclusive/assignments_match_nobody' };
  expect(missing).toMatchObject(
    name.startsWith('logins') ? sure : name.startsWith('one') ? { ...sure, c22: unsure.c22 } : unsure,
  );
});
