import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, blocksOf, DOCUMENTS, pagesOf } from './markdown.ts';

const pages = await pagesOf(...DOCUMENTS, 'src/README.md', 'findings');

test('every link inside the project leads somewhere', async () => {
  const dead: string[] = [];
  for (const { path, text } of pages) {
    for (const [, target = ''] of text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? path : normalize(join(dirname(path), file));
      const isThere = existsSync(place);
      const hasAnchor = anchor === undefined || (isThere && anchorsOf(await readFile(place, 'utf8')).includes(anchor));
      if (!isThere || !hasAnchor) dead.push(`${path}: ${target}`);
    }
  }
  expect(dead).toEqual([]);
});

test('every page of docs is listed', async () => {
  const index = await readFile('docs/README.md', 'utf8');
  const listed = [...index.matchAll(/^\| \[([\w-]+\.md)\]\(\1\) \|/gm)].map((match) => match[1] ?? '');
  const names = (await readdir('docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(names.filter((name) => !listed.includes(name))).toEqual([]);
  expect(listed.toSorted()).toEqual([...new Set(listed)].toSorted());
});

test('every path that recipes, traces and checks name exists', async () => {
  const missing: string[] = [];
  for (const path of ['.github/CONTRIBUTING.md', 'docs/architecture.md', 'docs/team-server.md', 'docs/style.md']) {
    const text = await readFile(path, 'utf8');
    const named = [
      ...text.matchAll(/`((?:src|tools|test|docs|\.github)(?:\/[\w.-]+)*|[\w-]+\.(?:mjs|json))`/g),
      ...blocksOf(text, 'sh').flatMap((block) => [...block.matchAll(/\b((?:src|tools|test)\/[\w./-]+)/g)]),
    ].map((match) => match[1] ?? '');
    missing.push(...named.filter((name) => !existsSync(name)).map((name) => `${path}: ${name}`));
  }
  expect(missing).toEqual([]);
});

test('the contributing page has a recipe for each thing that people come to change', async () => {
  const headings = anchorsOf(await readFile('.github/CONTRIBUTING.md', 'utf8'));
  expect(headings).toEqual(
    expect.arrayContaining([
      'one-request-traced',
      'change-a-rule-of-verdicts',
      'add-a-file-shape',
      'add-a-live-source',
      'add-a-tool-a-resource-or-a-prompt',
      'add-a-command',
      'add-a-kind-of-decision',
      'add-a-table-or-a-column',
    ]),
  );
});

test('README, the glossary and the style page are short', async () => {
  expect((await stat('README.md')).size).toBeLessThanOrEqual(10_000);
  for (const path of ['docs/glossary.md', 'docs/style.md'])
    expect((await readFile(path, 'utf8')).split('\n').length, path).toBeLessThanOrEqual(60);
});

test('the Node of .nvmrc is one that the program runs on', async () => {
  const { engines } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(engines.node).toMatch(new RegExp(`^>=${(await readFile('.nvmrc', 'utf8')).trim()}\\b`));
});

test('the changelog keeps its form', async () => {
  const text = await readFile('CHANGELOG.md', 'utf8');
  const versions = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  expect(versions[0]).toBe('[Unreleased]');
  for (const version of versions.slice(1)) expect(version).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
  for (const [, kind] of text.matchAll(/^### (.+)$/gm))
    expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toContain(kind);
});

test('every issue template says what it is for', async () => {
  for (const { path, text } of await pagesOf('.github/ISSUE_TEMPLATE'))
    expect(text, path).toMatch(/^---\nname: .+\nabout: .+\n(labels: .+\n)?---\n/);
});
