import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { afterAll, expect, test } from 'vitest';
import { Flow, type Leak } from './flow.ts';
import { OWN } from './own.ts';
import { sinksOf } from './sinks.ts';

const ERRORS: ReadonlySet<string> = new Set(['ClariIdentityError', 'JsonFault', 'XmlFault']);
/** The ways to write a foreign text, and what gives a time. */
const SAFE: ReadonlySet<string> = new Set([
  'quote',
  'bare',
  'shellWord',
  'shownIdentity',
  'quoted',
  'quotedList',
  // Nothing but a simple word, or a hash.
  'simpleWord',
  'clock',
  'instantsOf',
]);

/** Where the way back ends at something that cannot be foreign, and why. */
const KNOWN: Readonly<Record<string, string>> = {
  'src/cli/program.ts text': "the argument parser's own help and errors, about what was typed at this very terminal",
  'src/views/page/account-links.ts asOf': 'a time of an answer, which is shown as times are',
  'src/serve/page/routes/reviews.ts reviewShape.parse(answer.structured)':
    'an answer of a tool, drawn by the one way that escapes',
  'src/cli/demo-walk.ts JSON.stringify(args)': 'calls that the walk through the sample company makes itself',
  'src/sources/clari-api/clari-source.ts what': 'the name of a step of the sync, which its callers write out',
  'src/config.ts issue?.message': 'sentences of our own schema about a variable of the operator',
  'src/tool.ts issue?.message': 'sentences of our own schema about an argument, with no word of it',
  'src/app/lookups/override-file.ts issue?.message': 'sentences of our own schema about a file of the operator',
  'src/sources/entra/assignments-read.ts what': 'the same',
  'src/apps/check-profile.ts issue?.message': 'sentences of our own schema about a file of the operator',
  'src/apps/in-force.ts own.source': "a tenant's own word, which is quoted where it is printed",
  'src/controls/in-force.ts own.shows': 'the same',
  'src/app/lookups/controls.ts overrideText(\'"does_not_show"\', 500).optional()': 'the same',
  'src/controls/in-force.ts own.showsNot': 'the same',
  'src/controls/in-force.ts own.source': 'the same',
  'src/sources/live/seen-people.ts sync': 'the command that syncs one of our sources',
  'src/sources/repeats/repeats.ts this.#says[sort]?.(known)': 'sentences of the readers about a number of a line',
  'src/sources/csv/row-filter.ts this.#read.partial?.()': 'a sentence of the readers about numbers of rows',
  'src/sources/json/json-rows.ts scout.partial()': 'the same',
  'src/sources/csv/row-filter.ts this.#file.placeOf?.(row.line)':
    'a sheet or list, whose name is quoted where its table is made',
  'src/app/statements/statement.ts draft': 'what is asked about: the question is followed where it is written',
  'src/app/statements/statement.ts shown': 'what `seen` said a moment before, or what codes kept of it',
  'src/app/statements/statement.ts kind.seen(now.draft, now.fit)': 'each `seen` is followed itself',
  'src/app/statements/record-deactivation.ts claim.planId': 'the id of a plan that is there: any other is refused',
  'src/serve/page/issuer-entrance.ts error.message': 'why a token is refused, in words of our own',
  'src/cli/demo-walk.ts message': 'a form of this very server, shown by the walk',
  'src/cli/demo-walk.ts request.params.message': 'a form of this very server, shown by the walk',
};

const own = new Set(Object.entries(OWN).flatMap(([file, names]) => names.map((name) => `${file}#${name}`)));

function leaksIn(root: string): readonly Leak[] {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects();
    if (project === undefined) throw new Error('the project cannot be opened');
    const flow = new Flow(project, root, { makesSafe: SAFE, own, ownErrors: ERRORS });
    const sinks = sinksOf(flow, ERRORS, own);
    expect(sinks.length).toBeGreaterThan(2);
    for (const sink of sinks) flow.trace(sink);
    return flow.leaks.filter(({ place, text }) => KNOWN[`${place.split(':')[0]} ${text}`] === undefined);
  } finally {
    api.close();
  }
}

test('whatever is printed is our own word, or came through the one way to write a foreign text', () => {
  const leaks = leaksIn(resolve('.'));
  expect(
    leaks.map(({ place, text, from, way }) => `${place} ${text} (${from}), printed by ${way.join(' < ')}`),
  ).toEqual([]);
});

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A small program beside the real way to write foreign text. */
async function program(body: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'foreign-'));
  folders.push(root);
  await mkdir(join(root, 'src', 'model'), { recursive: true });
  await writeFile(join(root, 'src/model/foreign.ts'), await readFile('src/model/foreign.ts', 'utf8'));
  await writeFile(join(root, 'src/model/errors.ts'), await readFile('src/model/errors.ts', 'utf8'));
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  await writeFile(
    join(root, 'src/case.ts'),
    `import { ClariIdentityError } from './model/errors.ts';
import { bare, quote } from './model/foreign.ts';
interface Row { readonly department: string; readonly email: string | null; readonly status: 'active' | 'gone'; readonly tags: readonly string[] }
export const kept = { bare, quote };
const fail = (text: string) => new ClariIdentityError('ERR_ARGUMENT', text, 'Try again.');
export const more = [fail('a'), fail('b'), fail('c')];
${body}
`,
  );
  const tsconfig = JSON.parse(await readFile('tsconfig.json', 'utf8'));
  await writeFile(join(root, 'tsconfig.json'), JSON.stringify({ ...tsconfig, include: ['src'] }));
  return root;
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: programs as text
test.each([
  ['a field in a sentence', 'export const f = (row: Row) => fail(`Nobody is in ${row.department}.`);', 1],
  ['a field as it is', 'export const f = (row: Row) => fail(row.department);', 1],
  ['one of two ways', "export const f = (row: Row) => fail(`For ${row.email ?? 'nobody'}.`);", 1],
  ['a destructured field', 'export const f = ({ department }: Row) => fail(`In ${department}.`);', 1],
  ['a list', "export const f = (row: Row) => fail(row.tags.slice(0, 3).join(', '));", 1],
  ['a list one by one', "export const f = (row: Row) => fail(row.tags.map((one) => `<${one}>`).join(', '));", 1],
  [
    'through a function',
    'const say = (text: string) => `In ${text}.`;\nexport const f = (row: Row) => fail(say(row.department));',
    1,
  ],
  [
    'through a variable',
    'export const f = (row: Row) => {\n  const name = row.department.trim();\n  return fail(`In ${name}.`);\n};',
    1,
  ],
  ['put together', "export const f = (row: Row) => fail('In ' + row.department);", 1],
  [
    'collected',
    "export const f = (row: Row) => {\n  const lines: string[] = [];\n  lines.push(row.department);\n  return fail(lines.join(' '));\n};",
    1,
  ],
  ['quoted', 'export const f = (row: Row) => fail(`Nobody is in ${quote(row.department)}.`);', 0],
  ['quoted in a list', "export const f = (row: Row) => fail(row.tags.map(bare).join(', '));", 0],
  ['our own words', 'export const f = (row: Row) => fail(`They are ${row.status}, ${row.tags.length} tags.`);', 0],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: programs as text
])('the check itself: %s', async (_what, body, count) => {
  expect(leaksIn(await program(body)).map(({ text }) => text)).toHaveLength(count);
});
