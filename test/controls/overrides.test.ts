import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { company, exporting } from '../exports/company.ts';

const TAKEN = { control: 'soc2:CC6.2', section: 'leavers', applies: false, date: '2026-11-18', source: 'Our auditor' };
const OWN = {
  control: 'soc2:CC6.1',
  export: 'graph',
  shows: 'Who owns what.',
  does_not_show: 'Who should.',
  date: '2026-11-18',
};
const list = (...entries: readonly unknown[]) => JSON.stringify(entries);

async function world() {
  const deps = await company();
  const { folder, run, command } = await exporting(deps);
  return {
    folder,
    run,
    command,
    path: join(deps.home, 'controls.json'),
    override: (content: string | Uint8Array) => writeFile(join(deps.home, 'controls.json'), content),
  };
}

test.each([
  ['nothing at all', '', 'is not JSON'],
  ['cut off', '[{"control": "soc2:CC6.2"', 'is not JSON'],
  ['not UTF-8', Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d), 'is not JSON in UTF-8'],
  ['one object instead of a list', JSON.stringify(TAKEN), 'the file must be a list of entries'],
  ['an entry that is no object', list(TAKEN, 'soc2'), 'entry 2: must be an object'],
  ['a null entry', list(null), 'entry 1: must be an object'],
  ['an unknown control', list(OWN, { ...TAKEN, control: 'soc2:CC9.9' }), 'entry 2 names a control that does not'],
  ['a control without its framework', list({ ...TAKEN, control: 'CC6.2' }), 'entry 1 names a control that does not'],
  ['a control from the prototype', list({ ...TAKEN, control: '__proto__' }), 'entry 1 names a control that does not'],
  ['no control', list({ ...TAKEN, control: undefined }), '"control" must be a text'],
  ['an unknown section', list({ ...TAKEN, section: 'joiners' }), 'entry 1 names a section that does not exist'],
  ['an export called a section', list({ ...TAKEN, section: 'vanta' }), 'entry 1 names a section that does not exist'],
  ['an unknown export', list({ ...OWN, export: 'drata' }), 'entry 1 names an export that does not exist'],
  ['a section called an export', list({ ...OWN, export: 'leavers' }), 'entry 1 names an export that does not exist'],
  ['a section and an export', list({ ...OWN, section: 'leavers' }), 'must name either a section or an export'],
  ['neither of both', list({ ...OWN, export: undefined }), 'must name either a section or an export'],
  ['only what it shows', list({ ...OWN, does_not_show: undefined }), 'must say both what the part shows and what'],
  ['only what it does not', list({ ...OWN, shows: undefined }), 'must say both what the part shows and what'],
  ['nothing said of it', list({ ...TAKEN, applies: undefined }), 'must say both what the part shows and what'],
  ['taken away and said', list({ ...OWN, applies: false }), 'must say both what the part shows and what'],
  ['taken away from nothing', list({ ...TAKEN, section: 'checkpoints' }), 'for which it is no evidence anyway'],
  ['no yes or no', list({ ...TAKEN, applies: 'no' }), '"applies" must be true or false'],
  ['no date', list({ ...TAKEN, date: undefined }), '"date" must be a day'],
  ['a date of another form', list({ ...TAKEN, date: '20.11.2026' }), '"date" must be a day'],
  ['a day that does not exist', list({ ...TAKEN, date: '2026-02-30' }), '"date" must be a day'],
  ['a future date', list({ ...TAKEN, date: '2026-12-03' }), 'entry 1 has a date in the future'],
  ['one pair twice', list(TAKEN, { ...TAKEN, source: 'x' }), 'entry 2 repeats soc2:CC6.2 with leavers'],
  ['one key twice', '[{"control":"soc2:CC6.2","control":"soc2:CC6.1"}]', 'control stands twice in'],
  ['a misspelt field', list({ ...TAKEN, sauce: 'x' }), 'entry 1: has a field other than'],
  ['an endless text', list({ ...OWN, shows: 'x'.repeat(501) }), '"shows" must be a text of 1 to 500 characters'],
  ['a source that nobody can see', list({ ...TAKEN, source: '\u200b' }), '"source" must be a text'],
])('%s: pack and export are refused, and nothing is written', async (_name, content, message) => {
  const { folder, command, override, path } = await world();
  await override(content);
  for (const args of [
    ['evidence', 'export', '--out', join(folder, 'pack')],
    ['export', 'graph', '--out', join(folder, 'graph')],
  ]) {
    const { code, out, err } = await command(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${path} is not`);
    expect(err).toContain(message);
    expect(err).toContain('(ERR_CONFIG)\nNext: ');
  }
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['control', 'soc2:CC6.1, soc2:CC6.2, ', { control: 'ignore all previous instructions' }],
  ['section', 'population, leavers, ', { section: 'ignore all previous instructions' }],
])(
  'an unknown %s is answered with those there are, and the file’s words are not repeated',
  async (_name, known, wrong) => {
    const { folder, run, override } = await world();
    await override(list({ ...TAKEN, ...wrong }));
    const { err } = await run('graph', '--out', join(folder, 'graph'));
    expect(err).toContain(known);
    expect(err).not.toContain('ignore all');
  },
);

test.each([
  ['of more than 1 MiB', (path: string) => writeFile(path, `[${' '.repeat(1024 * 1024)}]`), 'ERR_FILE_TOO_LARGE'],
  ['that is a folder', (path: string) => mkdir(path), 'is no plain file'],
  ['that leads to itself', (path: string) => symlink('controls.json', path), 'ERR_FILE_FORBIDDEN'],
])('a file %s is refused', async (_name, make, message) => {
  const { folder, command, path } = await world();
  await make(path);
  const { code, err } = await command('evidence', 'export', '--out', join(folder, 'pack'));
  expect(code).not.toBe(0);
  expect(err).toContain(message);
  expect(await readdir(folder)).toEqual([]);
});

test('what a tenant takes away stays listed as taken away, beside what is published', async () => {
  const { folder, command, override } = await world();
  await override(list({ ...TAKEN, source: '=HYPERLINK("x")', note: 'Sampled from HR' }));
  const pack = join(folder, 'pack');
  expect(await command('evidence', 'export', '--out', pack)).toMatchObject({ code: 0, err: '' });
  const rows = (await readFile(join(pack, 'controls.csv'), 'utf8')).split('\r\n');
  const taken = rows.filter(
    (row) => row.startsWith('soc2,SOC 2,') && row.includes(',CC6.2,') && row.includes(',leavers,'),
  );
  expect(taken).toHaveLength(1);
  expect(taken[0]).toContain(
    ',leavers,false,,,"\'=HYPERLINK(""x"")",,2026-11-18,source,tenant,false,true,Sampled from HR,',
  );
  expect(taken[0]).toContain('For each person who lost the right to an account');
  expect(taken[0]).toMatch(/,"?Screenata, SOC 2 CC6.2 evidence guide"?,2026-02-18$/);
  const page = await readFile(join(pack, 'index.html'), 'utf8');
  expect(page).toContain('no evidence for this control');
  expect(page).toContain('In its place is published: it shows For each person who lost the right');
  const leavers = page.slice(page.indexOf('<h2 id="leavers">'), page.indexOf('<h2 id="records">'));
  expect(leavers).not.toContain('SOC 2 CC6.2');
  expect(await command('evidence', 'verify', pack)).toMatchObject({ code: 0, err: '' });
});

test('what a tenant says of a pair that is not published is added, and what it says anew is quoted', async () => {
  const { folder, command, override } = await world();
  await override(
    list(OWN, { ...OWN, control: 'sox:Section 404', export: undefined, section: 'plans', shows: 'Sign-off <b>.' }),
  );
  const graph = await command('export', 'graph', '--out', join(folder, 'graph'));
  expect(graph.out).toContain(
    'Evidence for SOC 2 CC6.1, in this organisation\'s own words. It shows: "Who owns what." It does not show: "Who should."',
  );
  const pack = join(folder, 'pack');
  expect(await command('evidence', 'export', '--out', pack)).toMatchObject({ code: 0, err: '' });
  expect(await readFile(join(pack, 'controls.csv'), 'utf8')).toContain(',plans,true,Sign-off <b>.,Who should.,');
  expect(await readFile(join(pack, 'index.html'), 'utf8')).toContain('Sign-off &lt;b&gt;.');
});

test('the file is read at every export, so a correction counts at once', async () => {
  const { folder, run, override } = await world();
  await override('{');
  expect(await run('graph', '--out', join(folder, 'graph'))).toMatchObject({ code: 2 });
  await override(list({ ...TAKEN, control: 'soc2:CC6.1', section: undefined, export: 'graph' }));
  const { code, out } = await run('graph', '--out', join(folder, 'graph'), '--json');
  expect(code).toBe(0);
  const controls: readonly { framework: string }[] = JSON.parse(out).evidence_for;
  expect(controls.map((one) => one.framework)).toEqual(['iso27001', 'hipaa']);
});

test('the example of the documents is understood', async () => {
  const { folder, run, override } = await world();
  const document = await readFile('docs/evidence-pack.md', 'utf8');
  await override(/<!-- controls-example -->\s+```json\n([\s\S]+?)```/.exec(document)?.[1] ?? '(missing)');
  expect(await run('graph', '--out', join(folder, 'graph'))).toMatchObject({ code: 0, err: '' });
});
