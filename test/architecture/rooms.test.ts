import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'tools'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

/** Of types too: a room that names another's types is bound to it. A package by its name, a file by its path. */
const imports = files.flatMap((from): readonly Import[] =>
  [
    ...readFileSync(from, 'utf8').matchAll(/(?:^(?:import|export)\b[^;'`]*?\bfrom |^import |\bimport\(\s*)'([^']+)'/gm),
  ].map(([, named = '']) => ({
    from,
    to: named.startsWith('.') ? relative('.', resolve(dirname(from), named)) : packageOf(named),
  })),
);

const rows = [...readFileSync('src/README.md', 'utf8').matchAll(/^\| `([^`]+)` \| (.*?) \| (.*?) ?\|$/gm)];
const rooms = new Map(
  rows
    .filter(([, , , may]) => may !== '')
    .map(([, place = '', , may = '']) => [roomOf(join('src', place)), namesIn(may)]),
);
const pure = rows.filter(([, , what]) => what?.startsWith('pure:')).map(([, place = '']) => roomOf(join('src', place)));

function packageOf(named: string): string {
  return named.startsWith('node:')
    ? named
    : named
        .split('/')
        .slice(0, named.startsWith('@') ? 2 : 1)
        .join('/');
}

function roomOf(path: string): string {
  const [top = '', inner = ''] = path.split('/');
  return top === 'src' ? inner : top;
}

function namesIn(cell: string): readonly string[] {
  return cell === 'everything' ? ['everything'] : [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** How many files follow from a file, each by the one before it: of values, loaded with it. */
function depthOf(file: string, known: Map<string, number>): number {
  const seen = known.get(file);
  if (seen !== undefined) return seen;
  known.set(file, 0);
  const next = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type\b)([^;'`]*?)\bfrom '(\.[^']+)'/gm)]
    .filter(([, named = '']) => !/^\{(?:\s*type \w+,?)*\s*\}\s*$/.test(named))
    .map(([, , to = '']) => relative('.', resolve(dirname(file), to)));
  const depth = 1 + Math.max(0, ...next.filter((to) => files.includes(to)).map((to) => depthOf(to, known)));
  known.set(file, depth);
  return depth;
}

/** Files that reach themselves again. */
function circles(): readonly string[] {
  const next = new Map(files.map((file) => [file, imports.filter((one) => one.from === file).map((one) => one.to)]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'open') found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  return found;
}

describe('rooms', () => {
  test('every import is one that the map allows', () => {
    const forbidden = imports.filter(({ from, to }) => {
      const [own, other] = [roomOf(from), files.includes(to) ? roomOf(to) : to];
      const may = rooms.get(own) ?? [];
      const named = to.startsWith('node:') || to.endsWith('.json');
      return own !== other && !named && !may.includes('everything') && !may.includes(other);
    });
    expect(forbidden).toEqual([]);
  });

  test('pure rooms import nothing that does input or output', () => {
    const doing = imports.filter(({ from, to }) => pure.includes(roomOf(from)) && /^node:(?!crypto$|buffer$)/.test(to));
    expect(pure).toContain('reconcile');
    expect(doing).toEqual([]);
  });

  test('evaluation is entered through its face', () => {
    const around = imports.filter(
      ({ from, to }) =>
        to.startsWith('src/evaluation/') && to !== 'src/evaluation/index.ts' && roomOf(from) !== 'evaluation',
    );
    expect(around).toEqual([]);
  });

  test('nothing reaches itself again, types included', () => {
    expect(circles()).toEqual([]);
  });

  test('no file is loaded by a chain of more than fourteen', () => {
    const known = new Map<string, number>();
    const deep = files.map((file) => [depthOf(file, known), file] as const).filter(([depth]) => depth > 14);
    expect(deep).toEqual([]);
  });

  test('no room has a heap of loose files', () => {
    const loose = (folder: string) => files.filter((file) => dirname(file) === folder).length;
    expect([loose('src/app') <= 10, loose('src/sources') <= 12]).toEqual([true, true]);
  });
});
