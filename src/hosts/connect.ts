import { existsSync } from 'node:fs';
import { ClariIdentityError } from '../model/errors.ts';
import { quote } from '../model/foreign.ts';
import { editJson, readJson } from './edit-json.ts';
import { editToml, readToml, tomlOf } from './edit-toml.ts';
import { type Entry, entryFor, type Setting, wholeEntry } from './entry.ts';
import { ENTRY_NAME, type Host } from './host.ts';
import { type HostFile, readHostFile, replaceHostFile } from './host-file.ts';
import { type Merged, merge } from './merge.ts';
import { type Machine, placeOf } from './places.ts';

/** Where the entry goes: the person's file, the project's, or a file that was named. */
export interface Target {
  readonly project: boolean;
  readonly file: string | null;
}

export interface Connection {
  readonly host: Host;
  readonly file: string;
  readonly exists: boolean;
  /** Whether the host was ever started by this person. */
  readonly found: boolean;
  readonly entry: 'absent' | 'same' | 'different' | 'unreadable';
  readonly differs: readonly string[];
  /** Why nothing could be written there; null if it can. */
  readonly problem: ClariIdentityError | null;
  /** What a file that has nothing else would hold. */
  readonly text: string;
  readonly referred: readonly string[];
  readonly passed: readonly string[];
  readonly missing: readonly string[];
}

export interface Written extends Connection {
  /** The copy of the file as it was; null if there was none, or nothing to change. */
  readonly backup: string | null;
}

/** Looks where one host stands, and changes nothing. */
export async function look(
  host: Host,
  machine: Machine,
  settings: readonly Setting[],
  target: Target,
): Promise<Connection> {
  const place = placed(host, machine, target);
  const entry = entryFor(host, machine, settings);
  const basis = { host, ...place, text: documentOf(host, entry), ...secretsOf(entry) };
  try {
    const file = await readHostFile(place.file);
    const merged = mergedWith(host, file, entry);
    // What could not be written is said before anybody asks for it.
    edited(host, file, merged);
    const { standing, differs } = merged;
    return { ...basis, exists: file.bytes !== null, entry: standing, differs, problem: null };
  } catch (problem) {
    if (!(problem instanceof ClariIdentityError)) throw problem;
    return { ...basis, exists: true, entry: 'unreadable', differs: [], problem };
  }
}

/** Writes the entry; a file that has it already is not touched. */
export async function connect(
  host: Host,
  machine: Machine,
  settings: readonly Setting[],
  target: Target,
): Promise<Written> {
  const before = await look(host, machine, settings, target);
  if (before.problem !== null) throw before.problem;
  if (!before.found && target.file === null) throw notFound(before);
  if (before.entry === 'same') return { ...before, backup: null };
  const file = await readHostFile(before.file);
  const merged = mergedWith(host, file, entryFor(host, machine, settings));
  return { ...before, backup: await replaceHostFile(file, edited(host, file, merged), machine.now()) };
}

function placed(host: Host, machine: Machine, { project, file }: Target) {
  if (file !== null) return { file, found: true };
  const place = placeOf(host, machine, project);
  return { file: place.file, found: place.made.some((one) => existsSync(one)) };
}

function mergedWith(host: Host, { text }: HostFile, entry: Entry): Merged {
  if (host.format === 'toml') return merge(host, readToml(text), entry);
  return merge(host, text.trim() === '' ? {} : readJson(text), entry);
}

function edited({ format }: Host, { text }: HostFile, merged: Merged): string {
  if (merged.standing === 'same') return text;
  return format === 'toml' ? editToml(text, merged) : editJson(text, merged);
}

function documentOf(host: Host, entry: Entry): string {
  const whole = wholeEntry(entry);
  if (host.format === 'toml') return tomlOf(whole).join('\n');
  const inputs = entry.inputs.length > 0 ? { inputs: entry.inputs } : {};
  return JSON.stringify({ ...inputs, [host.container]: { [ENTRY_NAME]: whole } }, null, 2);
}

function secretsOf({ referred, passed, missing }: Entry) {
  return { referred, passed, missing };
}

function notFound({ host, file }: Connection): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${host.title} was not found on this machine: the folder of ${quote(file, { longest: 320 })} does not exist. Nothing was written.`,
    'Start the host once, or name its configuration file with --file PATH.',
  );
}
