import type { Suggestions } from '../../prompt.ts';
import type { ServerOptions } from '../server-options.ts';
import { suggested } from './resources.ts';

/** What is completed: an argument of a prompt by its name, or the variable of a template by its address. */
export type Completed =
  | { readonly type: 'ref/prompt'; readonly name: string }
  | { readonly type: 'ref/resource'; readonly uri: string };

export interface Typed {
  readonly name: string;
  readonly value: string;
}

/** Values that complete what was typed, and how many there are beside those. */
export async function completions(options: ServerOptions, ref: Completed, typed: Typed) {
  const { values, total } = await suggestionsFor(options, ref, typed);
  return { completion: { values: [...values], total, hasMore: total > values.length } };
}

async function suggestionsFor(options: ServerOptions, ref: Completed, { name, value }: Typed): Promise<Suggestions> {
  const complete =
    ref.type === 'ref/prompt'
      ? options.prompts.find((prompt) => prompt.name === ref.name)?.arguments.find((argument) => argument.name === name)
          ?.complete
      : options.templates.find(({ uriTemplate, variable }) => uriTemplate === ref.uri && variable === name)?.complete;
  return complete === undefined ? { values: [], total: 0 } : suggested(options, (deps) => complete(value, deps));
}
