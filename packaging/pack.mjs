import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

// Makes the packages for hosts: `node packaging/pack.mjs [FOLDER] [NAME...]`. Each gets its files of this folder, the
// built program, the skills where its host reads them, and the packages that stay beside the program: none of them
// holds native code, which hosts refuse to load.

const ROOT = resolve(import.meta.dirname, '..');
const BESIDE = [
  '@okta/okta-sdk-nodejs',
  '@microsoft/microsoft-graph-client',
  '@azure/identity',
  'pg',
  'pg-copy-streams',
];

/** By name: what of the folder `packaging` it is made of, and whether its host reads skills. */
const PACKAGES = {
  mcpb: { skills: false },
  'agent-plugin': { skills: true },
  'claude-plugin': { skills: true },
  'gemini-extension': { skills: true },
};

/** What the build made last, and not what is left of earlier ones. */
const program = [
  ...Object.keys(
    JSON.parse(
      execFileSync(process.execPath, [join(ROOT, 'build.mjs'), '--look'], {
        cwd: ROOT,
        encoding: 'utf8',
        maxBuffer: 1e9,
      }),
    ),
  ),
  'dist/THIRD-PARTY-NOTICES.txt',
];
const [to = join(ROOT, '.cache/packages'), ...asked] = process.argv.slice(2);

for (const name of asked.length > 0 ? asked : Object.keys(PACKAGES)) {
  const folder = join(to, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(ROOT, 'packaging', name), folder, { recursive: true });
  if (PACKAGES[name].skills) await cp(join(ROOT, 'packaging/skills'), join(folder, 'skills'), { recursive: true });
  for (const file of program) await cp(join(ROOT, file), join(folder, file));
  for (const file of ['LICENSE', 'package.json']) await cp(join(ROOT, file), join(folder, file));
  const beside = closure();
  for (const place of beside) {
    const source = join(ROOT, place);
    // By the path within the package: a checkout may lie in a folder that is called docs.
    await cp(source, join(folder, place), { recursive: true, filter: (path) => isNeeded(relative(source, path)) });
  }
  const size = await sizeOf(folder);
  process.stdout.write(
    `${name}: ${folder}, ${beside.size} packages beside the program, ${(size / 1e6).toFixed(1)} MB\n`,
  );
  if (name === 'mcpb') await bundle(folder);
}

/** Folders of the packages beside the program and of all that they need. */
function closure() {
  const found = new Set();
  const waiting = BESIDE.map((name) => [name, ROOT]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, from] = next;
    const place = placeOf(name, from);
    if (place === null || found.has(place)) continue;
    found.add(place);
    const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, place, 'package.json'), 'utf8'));
    for (const needed of Object.keys(dependencies)) waiting.push([needed, join(ROOT, place)]);
  }
  return found;
}

/** As Node looks for it: in the nearest folder upwards. Null: it is built in, or optional and not there. */
function placeOf(name, from) {
  for (let folder = from; folder.startsWith(ROOT); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return place.slice(ROOT.length + 1);
  }
  return null;
}

/** Everything that runs, and every text that a licence asks to be kept. */
function isNeeded(path) {
  if (/(^|\/)(package\.json$|licen[cs]e|copying|notice)/i.test(path)) return true;
  return !/\.(map|d\.[cm]?ts|md|node)$|(^|\/)(test|tests|docs|\.github)(\/|$)/.test(path);
}

/** The one file that Claude Desktop installs, made by the tool of its format. */
async function bundle(folder) {
  const cli = join(ROOT, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js');
  const file = join(dirname(folder), 'clari-identity-mcp.mcpb');
  // Without it the tool packs what stands in it as well.
  await writeFile(join(folder, '.mcpbignore'), '*.sqlite\n');
  execFileSync(process.execPath, [cli, 'validate', join(folder, 'manifest.json')], { stdio: 'pipe' });
  execFileSync(process.execPath, [cli, 'pack', folder, file], { stdio: 'pipe' });
  process.stdout.write(`mcpb: ${file}, ${((await stat(file)).size / 1e6).toFixed(1)} MB\n`);
}

async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((one) => one.isFile()).map((one) => stat(join(one.parentPath, one.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}
