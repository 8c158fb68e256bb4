import { isDeepStrictEqual } from 'node:util';
import { ClariIdentityError } from '../model/errors.ts';
import { type Entry, wholeEntry } from './entry.ts';
import { ENTRY_NAME, type Host } from './host.ts';

/** One value of a document that has to change. */
export interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

export interface Merged {
  readonly standing: 'absent' | 'same' | 'different';
  /** Parts of our entry that differ, such as `args` or `env.OKTA_ORG_URL`; values are not named, they may be secrets. */
  readonly differs: readonly string[];
  /** Nothing but what is missing or differs. */
  readonly changes: readonly Change[];
  readonly inputs: readonly object[];
  /** The whole document as it is to be. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Puts our entry into what a file says; what a person added to it, and everything else, stays. */
export function merge(host: Host, document: unknown, entry: Entry): Merged {
  if (!isObject(document)) throw malformed('It holds no object');
  const servers = document[host.container] ?? {};
  if (!isObject(servers)) throw malformed(`What it has under ${host.container} is no object`);
  const before = servers[ENTRY_NAME];
  const changes = before === undefined ? wholeChange(host, entry) : changesTo(host, before, entry);
  const inputs = missingInputs(document, entry);
  const differs = before === undefined ? [] : changes.map(({ path }) => path.slice(2).join('.'));
  const missing = inputs.length > 0 && before !== undefined ? ['inputs'] : [];
  return {
    standing: before === undefined ? 'absent' : differs.length + missing.length === 0 ? 'same' : 'different',
    differs: [...differs, ...missing],
    changes,
    inputs,
    document: withInputs(changes.reduce(changed, document), inputs),
  };
}

function wholeChange(host: Host, entry: Entry): readonly Change[] {
  return [{ path: [host.container, ENTRY_NAME], value: wholeEntry(entry) }];
}

function changesTo(host: Host, before: unknown, entry: Entry): readonly Change[] {
  if (!isObject(before)) throw malformed(`Its entry ${ENTRY_NAME} is no object`);
  if (['url', 'httpUrl', 'serverUrl'].some((key) => key in before))
    throw new ClariIdentityError(
      'ERR_GUARD',
      `The entry ${ENTRY_NAME} of this file leads to a server at an address, and would then start a program too. Nothing was changed.`,
      'Keep that entry, or take it out and run the command again.',
    );
  const env = before['env'] ?? {};
  if (!isObject(env)) throw malformed(`The env of its entry ${ENTRY_NAME} is no object`);
  const vars = before['env_vars'] ?? [];
  if (!Array.isArray(vars)) throw malformed(`The env_vars of its entry ${ENTRY_NAME} are no list`);
  const known: readonly unknown[] = vars;
  const unheard = entry.passed.filter((name) => !known.some((one) => one === name || isNamed(one, name)));
  const wanted = Object.entries(entry.env).filter(
    ([name, value]) => env[name] !== value && !(name in env && entry.referred.includes(name)),
  );
  const at = [host.container, ENTRY_NAME];
  return [
    ...Object.entries(entry.fields)
      .filter(([key, value]) => !isDeepStrictEqual(before[key], value))
      .map(([key, value]) => ({ path: [...at, key], value })),
    ...(unheard.length > 0 ? [{ path: [...at, 'env_vars'], value: [...known, ...unheard] }] : []),
    ...wanted.map(([name, value]) => ({ path: [...at, 'env', name], value })),
  ];
}

/** Codex also takes `{ name = "X", source = "local" }`. */
function isNamed(one: unknown, name: string): boolean {
  return isObject(one) && one['name'] === name;
}

function missingInputs(document: Readonly<Record<string, unknown>>, entry: Entry): readonly object[] {
  if (entry.inputs.length === 0) return [];
  const present = document['inputs'] ?? [];
  if (!Array.isArray(present)) throw malformed('What it has under inputs is no list');
  const ids = new Set(present.map((one: unknown) => (isObject(one) ? one['id'] : undefined)));
  return entry.inputs.filter(({ id }) => !ids.has(id));
}

function withInputs(document: Readonly<Record<string, unknown>>, inputs: readonly object[]) {
  const present = document['inputs'];
  return inputs.length === 0
    ? document
    : { ...document, inputs: [...(Array.isArray(present) ? present : []), ...inputs] };
}

function changed(
  object: Readonly<Record<string, unknown>>,
  { path: [key = '', ...rest], value }: Change,
): Readonly<Record<string, unknown>> {
  if (rest.length === 0) return { ...object, [key]: value };
  const inner = object[key];
  return { ...object, [key]: changed(isObject(inner) ? inner : {}, { path: rest, value }) };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(what: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `The configuration of the host is not as the host reads it: ${what}. Nothing was changed.`,
    'Correct the file, or put the entry in by hand as `connect HOST` prints it.',
  );
}
