import type { Deps } from '../../app/deps.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { inert, inertJson } from '../../model/foreign.ts';
import type { Suggestions } from '../../prompt.ts';
import type { ResourceTemplate } from '../../resource.ts';
import type { ServerOptions } from '../server-options.ts';
import type { ClientCall } from './client.ts';
import { explainFault } from './explain-fault.ts';
import { forModel } from './for-model.ts';
import { NotFound, ReadFailure } from './not-found.ts';

type Reading = Pick<ClientCall, 'scope'>;

/** The contents of a resource, by its address. */
export async function readResource(options: ServerOptions, address: string, call: Reading) {
  const uri = URL.canParse(address) ? new URL(address).href : address;
  const { read, mimeType, ours } = readerOf(options, uri);
  const text = await textOrFailure(ours, call, options, read);
  return { contents: [{ uri, mimeType, text: dead(mimeType, text, options) }] };
}

interface Reader {
  readonly mimeType: string;
  /** What a fault is logged under: an address of ours. */
  readonly ours: string;
  read(deps: Deps): Promise<string>;
}

function readerOf(options: ServerOptions, uri: string): Reader {
  const resource = options.resources.find((one) => one.uri === uri);
  if (resource !== undefined) return { ...resource, ours: resource.uri, read: (deps) => resource.read(deps) };
  for (const template of options.templates) {
    const value = valueIn(uri, template);
    if (value !== null) {
      const { mimeType, uriTemplate: ours } = template;
      return { mimeType, ours, read: (deps) => template.read(value, deps) };
    }
  }
  throw new NotFound('resource', `Resource ${inert(uri)} not found`);
}

/** The value of the template's one variable, which ends it; null: this is no address of it. */
function valueIn(uri: string, { uriTemplate, variable }: ResourceTemplate): string | null {
  const start = uriTemplate.slice(0, -`{${variable}}`.length);
  const value = uri.slice(start.length);
  return uri.startsWith(start) && value !== '' && !value.includes('/') ? decoded(value) : null;
}

/** Suggests values for what was typed; nothing if that fails. */
export async function suggested(
  options: ServerOptions,
  suggest: (deps: Deps) => Promise<Suggestions>,
): Promise<Suggestions> {
  try {
    return await suggest({ ...(await options.open()), ...options.caller });
  } catch (error) {
    explainFault('a suggestion', error, (line) => options.log(line, null));
    return { values: [], total: 0 };
  }
}

/** What names nothing, of the things that have an address. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'ERR_ACCOUNT_UNKNOWN',
  'ERR_PLAN_UNKNOWN',
  'ERR_REVIEW_UNKNOWN',
  'ERR_APP_UNKNOWN',
]);

/** @throws NotFound where it is about something that does not exist, ReadFailure for any other failure. */
export async function textOrFailure(
  what: string,
  { scope }: Reading,
  options: ServerOptions,
  tell: (deps: Deps) => Promise<string>,
): Promise<string> {
  try {
    return await tell({ ...(await options.open()), ...options.caller });
  } catch (error) {
    const text = inert(explainFault(what, error, (line) => options.log(line, scope?.id ?? null)));
    const isUnknown = error instanceof ClariIdentityError && UNKNOWN.has(error.code);
    throw isUnknown ? new NotFound('resource', text) : new ReadFailure(text);
  }
}

/** A host may show what it read as it shows an answer. */
function dead(mimeType: string, text: string, options: ServerOptions): string {
  if (mimeType !== 'application/json') return inert(text);
  return inertJson(JSON.stringify(forModel(JSON.parse(text), new Set(options.tools.map(({ name }) => name)))));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
