import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FRAMEWORKS } from '../../src/controls/index.ts';
import { PACK_FORMAT_1 } from '../../src/report/pack/manifest.ts';
import { resign } from './forge.ts';
import { copyOf, edit, packed } from './packed.ts';

const story = await packed();
const verify = (folder: string) => story.run('evidence', 'verify', folder);
const pageOf = (folder: string) => readFile(join(folder, 'index.html'), 'utf8');
const headsOf = (page: string) => [...page.matchAll(/<h2 id="([^"]+)">/g)].map(([, id]) => id);

describe('the page', () => {
  test('names at each section the controls for which it is evidence', async () => {
    const page = await pageOf(story.folder);
    const parts = page.split('<h2 id="').slice(1);
    expect(parts).toHaveLength(14);
    for (const part of parts) {
      const id = part.slice(0, part.indexOf('"'));
      if (id !== 'pictures' && id !== 'controls')
        expect(part, id).toMatch(/<p class="dim">Evidence for <a href="#control-/);
    }
  });

  test('leads from each control to its sections and back, by links that lead somewhere', async () => {
    const page = await pageOf(story.folder);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    for (const { id, controls } of FRAMEWORKS)
      expect(links.filter((one) => one?.startsWith(`control-${id}-`)).length).toBeGreaterThanOrEqual(controls.length);
  });

  test('says who judges whether a control is met', async () => {
    expect(await pageOf(story.folder)).toContain('decides what a control asks, and its auditor whether it is met');
    expect(await readFile(join(story.folder, 'manifest.json'), 'utf8')).toContain('That a control is met');
  });
});

test.each([
  ['soc2', 'SOC 2', ['population', 'decisions', 'coverage', 'leavers']],
  ['iso27001', 'ISO/IEC 27001', ['decisions', 'reviews', 'coverage', 'population']],
  ['nist-800-53', 'NIST SP 800-53', ['population', 'leavers', 'records', 'decisions']],
  ['pci-dss', 'PCI DSS', ['population', 'reviews', 'leavers', 'records']],
  ['hipaa', 'HIPAA', ['leavers', 'records', 'plans', 'steps']],
  ['sox', 'SOX', ['population', 'leavers', 'records', 'reviews']],
])('--framework %s puts its controls first, then their sections', async (framework, name, first) => {
  const folder = join(story.home, `pack-of-${framework}`);
  await story.ran('evidence', 'export', '--out', folder, '--framework', framework);
  const page = await pageOf(folder);
  const heads = headsOf(page);
  expect(heads.slice(0, 6)).toEqual(['controls', 'pictures', ...first]);
  expect(heads.at(-1)).toBe('other-controls');
  expect(heads.toSorted()).toEqual([...headsOf(await pageOf(story.folder)), 'other-controls'].toSorted());
  const frameworks = [...page.matchAll(/<h3 id="framework-([^"]+)">([^(]+) \(/g)].map(([, id, title]) => [id, title]);
  expect(frameworks[0]).toEqual([framework, name]);
  expect(frameworks).toHaveLength(FRAMEWORKS.length);
  const verified = await verify(folder);
  expect([verified.code, verified.stderr]).toEqual([0, '']);
});

test('a framework that is not known is wrong usage, with those there are', async () => {
  const folder = join(story.home, 'pack-of-none');
  const run = await story.run('evidence', 'export', '--out', folder, '--framework', 'soc1');
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('soc2, iso27001, nist-800-53, pci-dss, hipaa, sox');
});

/** As a pack of a version without a map of controls. */
async function withoutControls(folder: string, files: readonly string[]): Promise<void> {
  for (const name of files) {
    await unlink(join(folder, name));
    await edit(folder, 'manifest.json', (text) => {
      const manifest: { files: readonly { name: string }[] } = JSON.parse(text);
      return JSON.stringify({ ...manifest, files: manifest.files.filter((file) => file.name !== name) });
    });
  }
}

test('a pack of a version without controls verifies as before', async () => {
  const copy = await copyOf(story);
  await withoutControls(copy, ['controls.csv', 'controls.jsonl']);
  await edit(copy, 'manifest.json', (text) => JSON.stringify({ ...JSON.parse(text), format: PACK_FORMAT_1 }));
  await resign(copy);
  const run = await verify(copy);
  expect([run.code, run.stderr]).toEqual([0, '']);
});

/** Changes of the controls, each with everything signed anew, and what is said of it. */
const FORGED: readonly (readonly [string, (folder: string) => Promise<void>, string])[] = [
  [
    'both files left out',
    (at) => withoutControls(at, ['controls.csv', 'controls.jsonl']),
    'does not list controls.csv',
  ],
  ['one file of two left out', (at) => withoutControls(at, ['controls.jsonl']), 'does not list controls.jsonl'],
  [
    'a control that stands twice with a section',
    (at) => edit(at, 'controls.jsonl', (text) => `${text}${text.split('\n')[0]}\n`),
    'stands there twice',
  ],
  [
    'a row of another shape',
    (at) => edit(at, 'controls.jsonl', (text) => text.replace('"applies":true', '"applies":"met"')),
    'it is not a row of this table',
  ],
];

test.each(FORGED)('%s is found', async (_name, tamper, said) => {
  const copy = await copyOf(story);
  await tamper(copy);
  await resign(copy, { csv: false });
  const run = await verify(copy);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining(said)]);
});

test('a CSV that says more than the rows beside it is found, also when it was signed anew', async () => {
  const copy = await copyOf(story);
  await edit(copy, 'controls.csv', (text) => text.replace('Every account', 'Proof of every account'));
  await resign(copy, { csv: false });
  const run = await verify(copy);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('controls.csv')]);
});
