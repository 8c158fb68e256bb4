import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(fileURLToPath(import.meta.url));

/** Where judging begins: everything, what changed, and what is kept made whole again. */
const ENTRIES = [
  'src/evaluation/scale/judge-all.ts',
  'src/evaluation/scale/judge-again.ts',
  'src/evaluation/scale/open-judged.ts',
];

const FROM = /^(?:import|export)\s+(?!type\b)([^'";]*?)\s*from\s*'([^']+)'/gm;
const ALONE = /^import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

/**
 * One name for all code that a verdict can depend on: judgements kept by other code are judged again. Names of files
 * and their bytes count, and the versions of the packages that they use; types do not.
 */
export function rulesHash(root = ROOT, entries = ENTRIES) {
  const { files, packages } = rulesFiles(root, entries);
  const hash = createHash('sha256');
  for (const path of files) hash.update(`${path}\0${readFileSync(join(root, path), 'utf8')}\0`);
  for (const name of packages) hash.update(`${name}\0${versionOf(root, name)}\0`);
  return hash.digest('hex');
}

/** Paths from the root, and names of packages, both in order. */
export function rulesFiles(root = ROOT, entries = ENTRIES) {
  const files = new Set();
  const packages = new Set();
  const waiting = entries.map((path) => join(root, path));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const path = relative(root, file).split(sep).join('/');
    if (files.has(path)) continue;
    files.add(path);
    for (const wanted of importsOf(readFileSync(file, 'utf8'))) {
      if (wanted.startsWith('.')) waiting.push(join(dirname(file), wanted));
      else if (!wanted.startsWith('node:')) packages.add(packageOf(wanted));
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

/** Imports that are left when the types are gone. */
function importsOf(text) {
  const named = [...text.matchAll(FROM)].filter(([, what]) => !isTypesOnly(what)).map(([, , from]) => from);
  return [...named, ...[...text.matchAll(ALONE)].map(([, bare, dynamic]) => bare ?? dynamic)];
}

function isTypesOnly(what) {
  const inside = /^\{([^}]*)\}$/s.exec(what.trim())?.[1];
  if (inside === undefined) return false;
  const names = inside.split(',').map((name) => name.trim());
  return names.every((name) => name === '' || name.startsWith('type '));
}

function packageOf(wanted) {
  return wanted
    .split('/')
    .slice(0, wanted.startsWith('@') ? 2 : 1)
    .join('/');
}

function versionOf(root, name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const version = packages[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`package-lock.json does not say which version of ${name} is used`);
  return version;
}
