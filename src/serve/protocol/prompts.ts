import { inert } from '../../model/foreign.ts';
import type { Prompt } from '../../prompt.ts';
import type { ServerOptions } from '../server-options.ts';
import type { ClientCall } from './client.ts';
import { Invalid, NotFound } from './not-found.ts';
import { textOrFailure } from './resources.ts';

export function listedPrompt({ name, title, description, arguments: taken }: Prompt) {
  return {
    name,
    title,
    description,
    arguments: taken.map((argument) => ({
      name: argument.name,
      description: argument.description,
      required: argument.required,
    })),
  };
}

const LONGEST_ARGUMENT = 320;

/** @throws NotFound, Invalid where an argument is missing or too long. */
export async function getPrompt(
  options: ServerOptions,
  name: string,
  given: Readonly<Record<string, string>>,
  call: Pick<ClientCall, 'scope'>,
) {
  const prompt = options.prompts.find((one) => one.name === name);
  if (prompt === undefined) throw new NotFound('prompt', `Prompt ${inert(name)} not found`);
  const values = new Map<string, string>();
  for (const { name: argument, required } of prompt.arguments) {
    const value = given[argument] ?? '';
    if (value.length > LONGEST_ARGUMENT)
      throw new Invalid(`${argument} of the prompt ${prompt.name} may have ${LONGEST_ARGUMENT} characters.`);
    if (value !== '') values.set(argument, value);
    else if (required) throw new Invalid(`The prompt ${prompt.name} needs ${argument}.`);
  }
  const text = await textOrFailure(prompt.name, call, options, (deps) => prompt.write(values, deps));
  return {
    description: prompt.description,
    messages: [{ role: 'user' as const, content: { type: 'text' as const, text: inert(text) } }],
  };
}
