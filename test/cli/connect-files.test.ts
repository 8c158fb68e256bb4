import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostFiles, PLACES } from '../helpers/host-files.ts';

const JSON_PLACE = PLACES['gemini'];
const TOML_PLACE = PLACES['codex'];
const ENTRY = '{"command": "/opt/node", "args": ["/opt/main.js"]}';
const OUR_TABLE = '[mcp_servers.clari-identity]\ncommand = "/opt/node"\nargs = ["/opt/main.js"]\n';

/** Ours as it stands in a file that is laid out with this indentation. */
function laidOut(indent: string, depth: number): string {
  const at = (more: number) => indent.repeat(depth + more);
  return `{\n${at(1)}"command": "/opt/node",\n${at(1)}"args": [\n${at(2)}"/opt/main.js"\n${at(1)}]\n${at(0)}}`;
}

describe('every other character of a JSON file stays', () => {
  test.each([
    [
      'other servers and a comment',
      '{\n  // mine\n  "mcpServers": {\n    "other": {"command":"x"} /* y */\n  },\n  "z":   [1,2]\n}\n',
      `{\n  // mine\n  "mcpServers": {\n    "other": {"command":"x"}, /* y */\n    "clari-identity": ${laidOut('  ', 2)}\n  },\n  "z":   [1,2]\n}\n`,
    ],
    [
      'tabs',
      '{\n\t"mcpServers": {\n\t\t"other": {}\n\t}\n}',
      `{\n\t"mcpServers": {\n\t\t"other": {},\n\t\t"clari-identity": ${laidOut('\t', 2)}\n\t}\n}`,
    ],
    [
      'four spaces, and no servers yet',
      '{\n    "ui": {"theme": "x"}\n}\n',
      `{\n    "ui": {"theme": "x"},\n    "mcpServers": {\n        "clari-identity": ${laidOut('    ', 2)}\n    }\n}\n`,
    ],
    [
      'line ends of Windows and a byte-order mark',
      '\ufeff{\r\n  "mcpServers": {}\r\n}\r\n',
      `\ufeff{\r\n  "mcpServers": {\r\n    "clari-identity": ${laidOut('  ', 2).replaceAll('\n', '\r\n')}\r\n  }\r\n}\r\n`,
    ],
    [
      'commas before closing brackets',
      '{\n  "mcpServers": {\n    "o": {}, // mine\n  },\n}\n',
      `{\n  "mcpServers": {\n    "o": {}, // mine\n    "clari-identity": ${laidOut('  ', 2)}\n  },\n}\n`,
    ],
    [
      'a comma in a line of its own',
      '{\n  "a": 1\n  , "mcpServers": {"o": {}\n  ,}\n}',
      `{\n  "a": 1\n  , "mcpServers": {"o": {}\n  ,\n    "clari-identity": ${laidOut('  ', 2)}}\n}`,
    ],
    [
      'comments behind the last server',
      '{\n  "mcpServers": {\n    "o": {"a": [1, 2]} // mine\n    // the end\n  }\n}\n',
      `{\n  "mcpServers": {\n    "o": {"a": [1, 2]}, // mine\n    "clari-identity": ${laidOut('  ', 2)}\n    // the end\n  }\n}\n`,
    ],
    [
      'no servers but a comment',
      '{\n  "mcpServers": { // none yet\n  }\n}\n',
      `{\n  "mcpServers": {\n    "clari-identity": ${laidOut('  ', 2)} // none yet\n  }\n}\n`,
    ],
    [
      'all in one line',
      '{"a": 1}',
      `{"a": 1, "mcpServers": {"clari-identity":${ENTRY.replaceAll(/(?<=[:,]) /g, '')}}}`,
    ],
    [
      'our entry with what a person added',
      '{"mcpServers": {"clari-identity": {"timeout": 9, "command": "/old", /* why */ "args": ["/opt/main.js"], "env": {"X": "1"}, "disabled": true}}}',
      '{"mcpServers": {"clari-identity": {"timeout": 9, "command": "/opt/node", /* why */ "args": ["/opt/main.js"], "env": {"X": "1"}, "disabled": true}}}',
    ],
  ])('%s', async (_name, before, after) => {
    const { connect, put, read } = await hostFiles();
    await put(JSON_PLACE, before);
    expect((await connect('gemini', '--write')).err).not.toContain('clari-identity-mcp:');
    expect(await read(JSON_PLACE)).toBe(after);
  });
});

describe('every other line of a TOML file stays', () => {
  const dated = 'd = 1979-05-27T07:32:00.123-08:00\nt = 07:32:00\nf = 1e3\nh = 0xDEAD_BEEF\n';
  test.each([
    ['nothing', '', OUR_TABLE],
    ['a comment', '# only\n', `# only\n\n${OUR_TABLE}`],
    ['no last line end', '[a]\nb=1', `[a]\nb=1\n\n${OUR_TABLE}`],
    [
      'line ends of Windows and a byte-order mark',
      '\ufeffm = "x" # c\r\n',
      `\ufeffm = "x" # c\r\n\r\n${OUR_TABLE.replaceAll('\n', '\r\n')}`,
    ],
    [
      'lists of tables',
      'a = 1\n[[x]]\nb=1 # q\n\n[[x]]\n# tail\n',
      `a = 1\n[[x]]\nb=1 # q\n\n[[x]]\n# tail\n\n${OUR_TABLE}`,
    ],
    [
      'dates, numbers, and headers with spaces',
      `${dated}s = '''\n[mcp_servers.x]\n'''\n[ mcp_servers . "other" ]\ncommand="y"\n`,
      `${dated}s = '''\n[mcp_servers.x]\n'''\n[ mcp_servers . "other" ]\ncommand="y"\n\n${OUR_TABLE}`,
    ],
    [
      'a table of all servers',
      '[mcp_servers]\nother = { command = "y" }\n\n[z]\nq  =  1\n',
      `[mcp_servers]\nother = { command = "y" }\n\n[z]\nq  =  1\n\n${OUR_TABLE}`,
    ],
    [
      'servers in one line',
      'mcp_servers = { other = { command = "y" } } # c\n[z]\nq=1\n',
      'mcp_servers = { other = { command = "y" }, clari-identity = { command = "/opt/node", args = [ "/opt/main.js" ] } } # c\n[z]\nq=1\n',
    ],
    [
      'dotted keys',
      'mcp_servers.other.command = "y"\n\n[z]\nq  =  1\n',
      `mcp_servers.other.command = "y"\n\n[z]\nq  =  1\n\n${OUR_TABLE}`,
    ],
    [
      'our table with what a person added, between others',
      '[ a . b ]\nx=1\n\n[mcp_servers.clari-identity] # ours\ncommand = "/old" # mine\n# note\nargs = ["/opt/main.js"]\nstartup_timeout_sec = 20\n\n[mcp_servers.clari-identity.env]\nZ = "1"\n\n[ z ] # zz\nq = 0x10\n',
      '[ a . b ]\nx=1\n\n[mcp_servers.clari-identity] # ours\ncommand = "/opt/node" # mine\n# note\nargs = ["/opt/main.js"]\nstartup_timeout_sec = 20\n\n[mcp_servers.clari-identity.env]\nZ = "1"\n\n[ z ] # zz\nq = 0x10\n',
    ],
    [
      'our table, and a comment about the one behind it',
      '[mcp_servers.clari-identity]\ncommand="x"\n\n# about z\n[z]\na=1\n',
      '[mcp_servers.clari-identity]\ncommand="/opt/node"\nargs = [ "/opt/main.js" ]\n\n# about z\n[z]\na=1\n',
    ],
    [
      'our dotted keys',
      'mcp_servers.clari-identity.command = "/old"\nmcp_servers.clari-identity.args = ["/opt/main.js"]\nz = 1\n',
      'mcp_servers.clari-identity.command = "/opt/node"\nmcp_servers.clari-identity.args = ["/opt/main.js"]\nz = 1\n',
    ],
  ])('%s', async (_name, before, after) => {
    const { connect, put, read } = await hostFiles();
    await put(TOML_PLACE, before);
    const { err } = await connect('codex', '--write');
    expect(err).not.toContain('clari-identity-mcp:');
    expect(await read(TOML_PLACE)).toBe(after);
  });
});

test.each([
  ['cursor', '{"mcpServers": {"clari-identity": {"env": {"OKTA_API_TOKEN": "their own"}}}}', 'their own'],
  [
    'vscode',
    '{"inputs": [{"id": "clari-identity-okta-api-token", "type": "command"}, {"id": "x"}], "servers": {}}',
    '"type": "command"',
  ],
  [
    'codex',
    '[mcp_servers.clari-identity]\nenv_vars = [{ name = "OKTA_API_TOKEN", source = "local" }]\n',
    'source = "local"',
  ],
])('the way in which %s already gets a secret stays', async (host, before, kept) => {
  const { connect, put, read } = await hostFiles({ OKTA_API_TOKEN: 'x' });
  const place = Object.entries(PLACES).find(([id]) => id === host)?.[1] ?? '';
  await put(place, before);
  const { code, out, err } = await connect(host, '--write');
  expect(code, err).toBe(0);
  expect(await read(place)).toContain(kept);
  expect(out + err).not.toContain('their own');
});

test('what differs is named without its values', async () => {
  const { connect, put } = await hostFiles({ OKTA_ORG_URL: 'https://acme.okta.com' });
  await put(
    JSON_PLACE,
    '{"mcpServers": {"clari-identity": {"command": "old-place", "env": {"OKTA_ORG_URL": "old-url"}}}}',
  );
  const { out, err } = await connect('gemini');
  expect(err).toContain('differs in command, args, env.OKTA_ORG_URL');
  expect(out + err).not.toMatch(/old-place|old-url/);
});

describe('a file that is not as it should be stays as it is', () => {
  const big = `{"a": "${'x'.repeat(5 * 1024 * 1024)}"}`;
  test.each([
    ['no JSON', 'gemini', '{"mcpServers": ', 3, 'no JSON from line 1'],
    ['text', 'gemini', 'hello', 3, 'no JSON'],
    ['two documents', 'gemini', '{}\n{}', 3, 'no JSON from line 2'],
    ['a list', 'gemini', '[]', 3, 'holds no object'],
    ['null', 'gemini', 'null', 3, 'holds no object'],
    ['servers in a list', 'gemini', '{"mcpServers": []}', 3, 'under mcpServers is no object'],
    ['an entry that is a text', 'gemini', '{"mcpServers": {"clari-identity": "x"}}', 3, 'is no object'],
    ['an env that is a list', 'gemini', '{"mcpServers": {"clari-identity": {"env": []}}}', 3, 'is no object'],
    ['an address', 'gemini', '{"mcpServers": {"clari-identity": {"httpUrl": "https://x"}}}', 3, 'at an address'],
    ['a key twice', 'gemini', '{"a": {\n"b": 1,\n"b": 2}}', 3, 'in line 3'],
    [
      'our entry twice',
      'gemini',
      `{"mcpServers": {"clari-identity": ${ENTRY}, "clari-identity": ${ENTRY}}}`,
      3,
      'twice',
    ],
    ['a key twice, once escaped', 'gemini', '{"a": 1, "\\u0061": 2}', 3, 'twice'],
    ['a key that is no name', 'gemini', '{"__proto__": {}}', 3, 'is no name'],
    ['inputs that are no list', 'vscode', '{"inputs": {}}', 3, 'under inputs is no list'],
    ['no UTF-8', 'gemini', Buffer.from([0x7b, 0xff, 0x7d]), 1, 'no text in UTF-8'],
    ['more than 5 MiB', 'gemini', big, 1, 'more than 5 MiB'],
    ['no TOML', 'codex', '{"a": 1}', 3, 'is no TOML'],
    ['a table twice', 'codex', '[a]\n[a]\n', 3, 'is no TOML'],
    ['a key of TOML twice', 'codex', 'a = 1\na = 2\n', 3, 'is no TOML'],
    [
      'a text that looks like a table, and a table that would be laid out anew',
      'codex',
      "[mcp_servers.clari-identity]\nnote = '''\n[z]\n'''\ncommand = 'x'\n[ z ]\na=1\n",
      3,
      'without disturbing the rest',
    ],
    [
      'another table that would be laid out anew',
      'codex',
      'mcp_servers.clari-identity.command = "x"\n[ a . b ]\nx = 1\n',
      3,
      'without disturbing the rest',
    ],
    ['servers that are a text', 'codex', 'mcp_servers = "x"\n', 3, 'under mcp_servers is no object'],
    ['a list of tables of servers', 'codex', '[[mcp_servers]]\na = 1\n', 3, 'under mcp_servers is no object'],
  ])('%s', async (_name, host, content, exit, why) => {
    const { connect, put, beside } = await hostFiles({ OKTA_API_TOKEN: 'x' });
    const place = Object.entries(PLACES).find(([id]) => id === host)?.[1] ?? '';
    const path = await put(place, content);
    const files = await beside(place);
    const { code, err } = await connect(host, '--write');
    expect(err).toContain(why);
    expect(code).toBe(exit);
    expect((await readFile(path)).equals(Buffer.from(content))).toBe(true);
    expect(await beside(place)).toEqual(files);
    // The entry is shown all the same, and what is wrong with the file.
    const shown = await connect(host);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('/opt/main.js') });
    expect(shown.err).toContain(why);
  });

  test('a folder', async () => {
    const { connect, home } = await hostFiles();
    await mkdir(join(home, JSON_PLACE), { recursive: true });
    expect(await connect('gemini', '--write')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no plain file'),
    });
  });

  test('a link to nothing', async () => {
    const { connect, home } = await hostFiles();
    await symlink(join(home, 'gone'), join(home, 'link.json'));
    const { code, err } = await connect('gemini', '--write', '--file', 'link.json');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('a link to nothing') });
  });

  test('a place in which nobody can write', async () => {
    const { connect, put } = await hostFiles();
    await put('plain', 'x');
    for (const path of ['plain/mcp.json', '/proc/clari-identity.json']) {
      const { code, err } = await connect('gemini', '--write', '--file', path);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("can't be written") });
    }
  });

  // The superuser may write everywhere.
  test.skipIf(process.getuid?.() === 0)('a folder that is read-only', async () => {
    const { connect, put, read, home } = await hostFiles();
    await put(JSON_PLACE, '{}');
    await chmod(join(home, '.gemini'), 0o500);
    const { code } = await connect('gemini', '--write');
    await chmod(join(home, '.gemini'), 0o700);
    expect(code).toBe(1);
    expect(await read(JSON_PLACE)).toBe('{}');
  });

  test.each([
    ['written to', '{"a": 1}', (path: string) => appendFileSync(path, '\n')],
    ['made', null, (path: string) => writeFileSync(path, '{"theirs": 1}')],
  ])('one that another program has %s meanwhile', async (_name, content, meddle) => {
    let path = '';
    const now = () => {
      meddle(path);
      return new Date(0);
    };
    const { connect, put, home, beside } = await hostFiles({}, { now });
    path = await put(JSON_PLACE, content ?? '');
    if (content === null) rmSync(path);
    const { code, err } = await connect('gemini', '--write');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('by another program meanwhile') });
    expect(await readFile(join(home, JSON_PLACE), 'utf8')).toBe(content === null ? '{"theirs": 1}' : '{"a": 1}\n');
    expect(await beside(JSON_PLACE)).toEqual(['settings.json']);
  });
});
