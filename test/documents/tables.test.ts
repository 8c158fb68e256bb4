import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { PROFILE_FILE } from '../../src/apps/profile-schema.ts';
import { ROLES } from '../../src/model/actor.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import { CLAIM_STATES } from '../../src/model/record.ts';
import { FILE_KINDS } from '../../src/model/snapshot.ts';
import { OKTA_SCOPES } from '../../src/sources/okta/connection.ts';
import { expectGenerated } from './generated.ts';

// Tables that are written by hand, beside what the program has.

/** The code in the first cells of the one table that has this head. */
async function firstCells(path: string, head: string): Promise<readonly string[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  expect(at, `${path} has a table | ${head} |`).toBeGreaterThanOrEqual(0);
  const rows = lines.slice(at + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows
    .slice(0, end === -1 ? rows.length : end)
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}

test('README explains every finding, in the order of their precedence', async () => {
  expect(await firstCells('README.md', 'finding')).toEqual(FINDINGS);
});

test.each([
  ['docs/files.md', 'file', FILE_KINDS],
  ['docs/team-server.md', 'role', ROLES],
  ['docs/okta.md', 'scope', OKTA_SCOPES],
])('%s has a row for each %s', async (path, head, all) => {
  expect((await firstCells(path, head)).toSorted()).toEqual([...all].toSorted());
});

test('what may become of a claim is what the program calls it', async () => {
  const named = await firstCells('docs/plans-and-decisions.md', 'a claim becomes');
  expect(named).toHaveLength(4);
  for (const name of named) expect([...CLAIM_STATES, 'reappeared']).toContain(name);
});

test('the next step of each finding that needs somebody is said', async () => {
  const named = new Set(await firstCells('docs/reviews.md', 'finding'));
  const needsNobody = ['exempt', 'ok', 'inactive'];
  for (const finding of FINDINGS) expect(named.has(finding), finding).toBe(!needsNobody.includes(finding));
});

test('the table of profiles is what they say', async () => {
  const yes = new Set<unknown>(['some_plans', 'claimed']);
  const rows = SHIPPED_PROFILES.map(({ id, name, userAdministration, deactivation, capabilities, notKnown }) => {
    const scim = capabilities.find((one) => one.id === 'provisioning.scim');
    const said = scim === undefined ? 'not known' : yes.has(scim.value) ? `${scim.value}: ask first` : 'no';
    const by = scim === undefined ? '' : ` (${scim.confidence})`;
    return `| \`${id}\` | ${name} | ${userAdministration ?? 'not known, ask the vendor'} | ${deactivation.how.length === 0 ? 'not known, ask the vendor' : deactivation.by} | ${said}${by} | ${notKnown.map((line) => line.replace(/: not known.*/, '')).join('; ')} |`;
  });
  await expectGenerated(
    'docs/apps.md',
    'profiles',
    [
      '| id | name | where people are administered | who closes an account | SCIM | not known |',
      '|---|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
  );
});

test('each entry of a profile is explained', async () => {
  const named = await firstCells('docs/apps.md', 'entry');
  const { shape } = PROFILE_FILE;
  expect(named).toEqual(Object.keys(shape));
});
