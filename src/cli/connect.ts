import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { Connection, Written } from '../hosts/connect.ts';
import { ENTRY_NAME, HOST_IDS, HOSTS, type Host } from '../hosts/host.ts';
import type { Machine } from '../hosts/places.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare, quote } from '../model/foreign.ts';
import { settingsOf } from './connect-settings.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

interface Flags extends CommonOptions {
  readonly write?: boolean;
  readonly project?: boolean;
  readonly file?: string;
}

/** The entry of this program in the configuration of MCP hosts. It opens no store. */
export function connectCommand(program: Command, terminal: Terminal, machine: () => Machine): void {
  program
    .command('connect')
    .addArgument(new Argument('[host]', 'whose configuration; without it, all are listed').choices([...HOST_IDS]))
    .summary('the entry for an MCP host: print it, or write it')
    .option('--write', 'put it into the file, and keep a copy of the file as it was')
    .option('--project', 'the file of the project in this folder, not that of the person')
    .option('--file <path>', 'this file, wherever the host keeps its own')
    .option('--json', 'one JSON document on stdout')
    .action(async (id: string | undefined, flags: Flags) => {
      const host = HOSTS.find((one) => one.id === id);
      refuse(host, flags);
      const { connect, look } = await import('../hosts/connect.ts');
      const here = machine();
      const settings = settingsOf(here, terminal.config().home);
      const file = flags.file === undefined ? null : resolve(here.cwd, flags.file);
      const target = { project: flags.project === true, file };
      if (host === undefined) {
        const all = await Promise.all(
          HOSTS.filter((one) => fits(one, flags)).map((one) => look(one, here, settings, target)),
        );
        return print(terminal, flags, { structured: { hosts: all.map(standing) }, text: all.map(line).join('\n\n') });
      }
      if (flags.write === true) {
        const done = await connect(host, here, settings, target);
        print(terminal, flags, { structured: written(done), text: writtenText(done) });
        return say(terminal, done, here);
      }
      const found = await look(host, here, settings, target);
      const structured = { status: 'printed', ...standing(found), ...details(found), backup: null };
      print(terminal, flags, { structured, text: found.text });
      terminal.err(whereTo(found));
      return say(terminal, found, here);
    });
}

function fits({ inProject }: Host, { project }: Flags): boolean {
  return project !== true || inProject !== null;
}

function refuse(host: Host | undefined, flags: Flags): void {
  if (host === undefined && (flags.write === true || flags.file !== undefined))
    throw usage('Which host is meant is not said. Nothing was done.', `Name one of ${HOST_IDS.join(', ')}.`);
  if (flags.project === true && flags.file !== undefined)
    throw usage('--project and --file name two files. Nothing was done.', 'Leave one of the two out.');
  if (host !== undefined && !fits(host, flags))
    throw usage(`${host.title} has no configuration of a project. Nothing was done.`, 'Leave --project out.');
}

function usage(what: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError('ERR_USAGE', what, remedy);
}

function standing({ host, file, exists, found, entry, differs, problem }: Connection) {
  return { host: host.id, file, exists, found, entry, differs, problem: problem?.message ?? null };
}

function details({ text, referred, passed, missing }: Connection) {
  return { text, secrets: { from_host: [...referred, ...passed], not_given: missing } };
}

function written(done: Written) {
  const status = done.entry === 'same' ? 'unchanged' : 'written';
  return { status, ...standing(done), ...details(done), backup: done.backup };
}

const STANDING = {
  absent: 'our entry is not in it',
  same: 'our entry is in it',
  different: 'our entry is in it, and differs',
  unreadable: 'it is not usable',
} as const;

function line({ host, file, exists, found, entry, differs, problem }: Connection): string {
  const what = exists ? STANDING[entry] : found ? 'no file yet' : 'the host was not found here';
  const parts = differs.length > 0 ? ` in ${differs.map(bare).join(', ')}` : '';
  const why = problem === null ? '' : `\n  ${problem.message}`;
  return `${host.id}: ${host.title}\n  ${shown(file)}\n  ${what}${parts}.${why}`;
}

function writtenText({ host, file, entry, differs, backup }: Written): string {
  if (entry === 'same') return `${host.title} has this entry already: ${shown(file)} was not touched.`;
  const what = entry === 'absent' ? `Wrote the entry ${ENTRY_NAME} to` : `Renewed the entry ${ENTRY_NAME} in`;
  return [
    `${what} ${shown(file)}.`,
    ...(differs.length > 0 ? [`Changed: ${differs.map(bare).join(', ')}.`] : []),
    ...(backup === null ? [] : [`The file as it was: ${shown(backup)}.`]),
  ].join('\n');
}

function whereTo({ host, file, found, entry, differs, problem }: Connection): string {
  const place = `${host.title} reads it from ${shown(file)}`;
  if (problem !== null) return `${place}. ${problem.message}`;
  const write = found
    ? 'the same command with --write'
    : 'start the host once, or name its file with --file, and add --write. It was not found here';
  if (entry === 'same') return `${place}, where it is already.`;
  const parts = differs.length > 0 ? ` It is there, and differs in ${differs.map(bare).join(', ')}.` : '';
  return `${place}.${parts} To put it there: ${write}.`;
}

/** Which secrets the entry does without, and how the server gets them. */
function say(terminal: Terminal, { host, referred, passed, missing }: Connection, { main }: Machine): void {
  const names = [...referred, ...passed];
  if (names.length > 0) terminal.err(`${names.map(bare).join(', ')}: no value is in the entry. ${HANDED[host.id]}`);
  if (missing.length > 0)
    terminal.err(
      `${missing.map(bare).join(', ')}: not in the entry, because ${host.title} would keep the value in plain text. A key or a certificate can be given as a file instead (OKTA_PRIVATE_KEY_FILE, AZURE_CLIENT_CERTIFICATE_PATH), and what only a sync needs is not needed by the host: run clari-identity-mcp sync at a terminal.`,
    );
  if (/[\\/]_npx[\\/]/.test(main))
    terminal.err(
      'This program runs from the cache of npx, which npm empties at times: install it, and run the command again from there.',
    );
  terminal.err(`Then: ${host.reload}`);
}

const HANDED: Readonly<Record<Host['id'], string>> = {
  'claude-desktop': '',
  'claude-code': 'Claude Code takes it from the environment in which it is started.',
  cursor: 'Cursor takes it from the environment in which it is started.',
  vscode: 'VS Code asks for it once, and keeps it encrypted.',
  codex: 'Codex hands it over from the environment in which it is started.',
  gemini: 'Gemini CLI takes it from the environment in which it is started.',
};

function shown(path: string): string {
  return quote(path, { longest: 320 });
}
