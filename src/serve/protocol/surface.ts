import { offeredViewFiles, viewFile } from '../host-view/offered-views.ts';
import { allowed, type ServerOptions } from '../server-options.ts';
import { type AskOf, callTool } from './call-tool.ts';
import type { Client, ClientCall } from './client.ts';
import { type Completed, completions, type Typed } from './complete.ts';
import { instructionsFor } from './instructions.ts';
import { listed, listedForViews } from './list-tools.ts';
import { getPrompt, listedPrompt } from './prompts.ts';
import { readResource } from './resources.ts';

/** What this server answers to one caller, free of any SDK: an adapter for each revision of the protocol passes it on. */
export type Surface = ReturnType<typeof surfaceOf>;

export function surfaceOf(options: ServerOptions) {
  const usable = allowed(options);
  const { tools, resources, templates, prompts, views } = usable;
  return {
    about: { name: 'clari-identity-mcp', title: 'Clari identity', version: options.version },
    instructions: () =>
      instructionsFor([
        ...tools.map(({ name }) => name),
        ...resources.map(({ uri }) => uri),
        ...templates.map(({ uriTemplate }) => uriTemplate),
      ]),
    listTools: (client: Client) => ({
      tools: [...tools.map(listed), ...(client.showsViews ? (views?.tools ?? []).map(listedForViews) : [])],
    }),
    callTool: (name: string, args: unknown, call: ClientCall, askOf: AskOf) =>
      callTool(options, name, args, call, askOf),
    listResources: () => ({
      resources: [
        ...resources.map(({ uri, name, title, description, mimeType }) => ({
          uri,
          name,
          title,
          description,
          mimeType,
        })),
        ...(views === undefined ? [] : offeredViewFiles(tools)),
      ],
    }),
    listTemplates: () => ({
      resourceTemplates: templates.map(({ uriTemplate, name, title, description, mimeType }) => ({
        uriTemplate,
        name,
        title,
        description,
        mimeType,
      })),
    }),
    readResource: async (uri: string, call: Pick<ClientCall, 'scope'>) =>
      (views === undefined ? null : await viewFile(tools, uri, options.version)) ?? readResource(usable, uri, call),
    listPrompts: () => ({ prompts: prompts.map(listedPrompt) }),
    getPrompt: (name: string, given: Readonly<Record<string, string>>, call: Pick<ClientCall, 'scope'>) =>
      getPrompt(usable, name, given, call),
    complete: (ref: Completed, typed: Typed) => completions(usable, ref, typed),
  };
}
