import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Deps } from '../app/deps.ts';
import { inert, inertJson } from '../model/foreign.ts';
import type { Suggestions } from '../prompt.ts';
import { scopeOf } from './call-scope.ts';
import { explainFault } from './explain-fault.ts';
import { forModel } from './for-model.ts';
import type { ServerOptions } from './server-options.ts';

type Extra = Parameters<typeof scopeOf>[0];

export function registerResources(server: McpServer, options: ServerOptions): void {
  if (options.resources.length + options.templates.length === 0) {
    // The SDK answers lists only where there is something to list, and a client asks all the same.
    server.server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [] }));
    server.server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [] }));
  }
  for (const { uri, name, title, description, mimeType, read } of options.resources) {
    server.registerResource(name, uri, { title, description, mimeType }, async (_uri, extra) => ({
      contents: [{ uri, mimeType, text: dead(mimeType, await textOrFailure(uri, extra, options, read), options) }],
    }));
  }
  for (const { uriTemplate, variable, name, title, description, mimeType, complete, read } of options.templates) {
    const template = new ResourceTemplate(uriTemplate, {
      list: undefined,
      complete: {
        [variable]: async (typed) => [...(await suggested(options, (deps) => complete(typed, deps))).values],
      },
    });
    server.registerResource(name, template, { title, description, mimeType }, async ({ href: uri }, values, extra) => ({
      contents: [
        {
          uri,
          mimeType,
          text: dead(
            mimeType,
            await textOrFailure(uriTemplate, extra, options, (deps) => read(decoded(values[variable]), deps)),
            options,
          ),
        },
      ],
    }));
  }
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

export async function textOrFailure(
  what: string,
  extra: Extra,
  options: ServerOptions,
  tell: (deps: Deps) => Promise<string>,
): Promise<string> {
  try {
    return await tell({ ...(await options.open()), ...options.caller });
  } catch (error) {
    const call = scopeOf(extra)?.id ?? null;
    throw new ReadFailure(inert(explainFault(what, error, (line) => options.log(line, call))));
  }
}

/** A host may show what it read as it shows an answer. */
function dead(mimeType: string, text: string, options: ServerOptions): string {
  if (mimeType !== 'application/json') return inert(text);
  return inertJson(JSON.stringify(forModel(JSON.parse(text), new Set(options.tools.map(({ name }) => name)))));
}

function decoded(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A read of a resource has no `isError`, so the protocol's own error carries our text. */
class ReadFailure extends Error {
  readonly code = ErrorCode.InternalError;
}
