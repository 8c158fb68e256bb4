import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../../src/cli/program.ts';
import { ENVIRONMENT, readConfig } from '../../src/config.ts';
import { ClariIdentityError } from '../../src/model/errors.ts';
import { tools } from '../../tools/index.ts';
import { program } from '../helpers/program.ts';
import { shell } from '../helpers/shell.ts';
import { expectGenerated } from './generated.ts';
import { blocksOf, DOCUMENTS, pagesOf } from './markdown.ts';
import { type CommandLine, commandBlocks, inlineCommands } from './shell.ts';

const NAME = 'clari-identity-mcp';
const pages = await pagesOf(...DOCUMENTS);
const manifest = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile('package.json', 'utf8')));

interface Shown {
  readonly words: CommandLine;
  /** What the block exported before it. */
  readonly env: Readonly<Record<string, string>>;
}

function shownIn(text: string): readonly Shown[] {
  const blocks = commandBlocks(text).flatMap((block) => {
    const env: Record<string, string> = {};
    return block.map((words) => {
      if (words[0] === 'export')
        for (const word of words.slice(1)) env[nameOf(word)] = word.split('=').slice(1).join('=');
      return { words, env: { ...env } };
    });
  });
  return [...blocks, ...inlineCommands(text).map((words) => ({ words, env: {} }))];
}

const shown = pages.flatMap(({ path, text }) => shownIn(text).map((one) => [path, one.words.join(' '), one] as const));
const ours = shown.filter(([, , { words }]) => words[0] === NAME);

function nameOf(assignment: string): string {
  return assignment.split('=')[0] ?? '';
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line up to where it would open a store; 2: it was not understood. */
async function understood({ words, env }: Shown): Promise<Ended> {
  let [out, err] = ['', ''];
  const stop = (): never => {
    throw new ClariIdentityError('ERR_STORE', 'Far enough.', 'Nothing.');
  };
  const [command = ''] = words.slice(1);
  const code = await runProgram(words.slice(1), {
    version: '0.0.0',
    tools,
    // These would go to their databases and sources without asking for a store.
    config: () => (['migrate-store', 'doctor'].includes(command) ? stop() : readConfig(env)),
    open: async () => stop(),
    serve: async () => undefined,
    showPage: async () => {
      throw new Error('this command shows the page');
    },
    machine: () => ({
      platform: 'linux',
      home: '/nobody',
      cwd: '/nobody',
      env,
      node: process.execPath,
      main: '/nobody/dist/main.js',
      now: () => new Date(0),
    }),
    out: (text) => {
      out += `${text}\n`;
    },
    err: (text) => {
      err += `${text}\n`;
    },
    interactive: command === 'approve',
    columns: null,
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

async function helpOf(...command: readonly string[]): Promise<string> {
  return (await understood({ words: [NAME, ...command, '--help'], env: {} })).out;
}

const commands = [...(await readFile('docs/commands.md', 'utf8')).matchAll(/^\| `([a-z-]+)` \|/gm)].map(
  ([, name = '']) => name,
);

describe('every command line that is shown is understood', () => {
  test('there are many, and a wrong one would be seen', async () => {
    expect(ours.length).toBeGreaterThan(50);
    for (const words of [
      [NAME, 'imprt', 'x.csv'],
      [NAME, 'import', 'x.csv', '--complet'],
      [NAME, 'review', '--finding', 'x'],
    ])
      expect(await understood({ words, env: {} })).toMatchObject({ code: 2 });
  });

  test.each(ours)('%s: %s', async (_path, _line, { words, env }) => {
    // A name alone, in a sentence, is no command line; the demo would run.
    if (words.length === 2) expect([...commands, '--version', '--help']).toContain(words[1]);
    if ((words.length === 2 && Object.keys(env).length === 0) || words[1] === 'demo') return;
    const { code, err } = await understood({ words, env });
    expect(code, err).not.toBe(2);
    expect(err).not.toContain('an unexpected fault');
  });

  test('what else a shell block has is a script, a variable or a file that exists', () => {
    const others = shown.filter(([, , { words }]) => words[0] !== NAME);
    const unknown = others.filter(([, , { words }]) => !isKnown(words));
    expect(unknown.map(([path, line]) => `${path}: ${line}`)).toEqual([]);
  });
});

function isKnown(words: CommandLine): boolean {
  const [first = '', second = '', third = '', fourth] = words;
  if (first === 'export') return words.slice(1).every((word) => isVariable(nameOf(word)));
  if (first === 'alias') return second.startsWith(`${NAME}=node`);
  if (/^[A-Z]+=/.test(first)) return true;
  if (first !== 'npm') return false;
  if (second === 'ci' || second === 'cit') return words.length === 2;
  if (second !== 'run' || manifest.scripts[third] === undefined) return false;
  return third !== 'vitest' || fourth === undefined || existsSync(fourth);
}

function isVariable(name: string): boolean {
  return name in ENVIRONMENT.shape || name === 'PGPASSWORD';
}

test('every npm script that a sentence names exists', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`npm run ([\w:]+)/g)].map(([, script = '']) => ({ path, script })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ script }) => manifest.scripts[script] === undefined)).toEqual([]);
});

test('every variable that a document names is one that the program reads', () => {
  const named = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\b((?:CLARI|OKTA|AZURE|GRAPH|ENTRA)_[A-Z0-9_]+[A-Z0-9])\b/g)].map(([, name = '']) => ({
      path,
      name,
    })),
  );
  const unknown = named.filter(({ name }) => !(name in ENVIRONMENT.shape));
  expect(unknown).toEqual([]);
});

test('a host is given node and a path, or an address', async () => {
  const entry = z.union([
    z.strictObject({
      type: z.literal('stdio').optional(),
      command: z.literal('node'),
      args: z.tuple([z.string().endsWith('/dist/main.js')]),
    }),
    z.strictObject({
      type: z.literal('http'),
      url: z.string().startsWith('https://'),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  ]);
  const entries = z.record(z.string(), entry);
  const shape = z.union([z.strictObject({ mcpServers: entries }), z.strictObject({ servers: entries })]);
  const blocks = pages.flatMap(({ text }) => blocksOf(text, 'json')).filter((block) => /ervers"/.test(block));
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) shape.parse(JSON.parse(block));
});

test('the list of commands is what the program has', async () => {
  const commandsOf = (help: string) =>
    // Commands stand in groups, each under a heading of its own, as options do.
    [...help.matchAll(/^ {2}([a-z][a-z-]*)[^\n]*? {2,}(\S.*)$/gm)]
      .map(([, name = '', what = '']) => ({ name, what }))
      .filter(({ name }) => name !== 'help');
  const rows = commandsOf(await helpOf());
  expect(rows.length).toBeGreaterThan(8);
  const sections: string[] = [];
  for (const { name } of rows) {
    const own = await helpOf(name);
    const parts = commandsOf(own).map((part) => helpOf(name, part.name));
    // An argument looks like a part of a command, and its help is that of the command.
    const texts = [...new Set([own, ...(await Promise.all(parts))])].map(
      (text) => `\`\`\`text\n${text.trim()}\n\`\`\``,
    );
    sections.push([`## ${name}`, ...texts].join('\n\n'));
  }
  const table = [
    '| command | what it does |',
    '|---|---|',
    ...rows.map(({ name, what }) => `| \`${name}\` | ${what} |`),
  ];
  await expectGenerated('docs/commands.md', 'commands', [table.join('\n'), ...sections].join('\n\n'));
});

/** From two files to a claim that is being verified, in a shell, with nothing but what README says. */
test('README’s walk is taken as it stands, and answers what it promises', async () => {
  const readme = await readFile('README.md', 'utf8');
  const blocks = blocksOf(readme, 'sh').filter((one) => one.includes(`${NAME} `));
  expect(blocks).toHaveLength(2);
  // Tests have built the program already.
  const script = blocks.join('\n').replace(/^npm run build$/m, '');
  const { environment } = await walker();
  const answer = await shell(`set -e\nshopt -s expand_aliases\n${script}`, environment);
  expect(answer.code, answer.stderr).toBe(0);
  const [, promised = ''] = /<!-- first-answer -->\s+```text\n([\s\S]+?)```/.exec(readme) ?? [];
  expect(promised.trim().split('\n').length).toBeGreaterThan(3);
  for (const line of promised.trim().split('\n')) expect(answer.stdout).toContain(line.trim());
  expect(answer.stdout).toContain('--kind directory-assignments');
  expect(answer.stdout).toMatch(/^Plan plan_[0-9a-f]+ \(drafted\) for jo@acme\.com/m);
  expect(answer.stdout).toContain('verifying');
});

/** The folder that the walk makes for its store goes with the test. */
async function walker() {
  const { environment, home } = await program();
  return { environment: { ...environment, TMPDIR: home } };
}
