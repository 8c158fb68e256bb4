import type { Deps } from './app/deps.ts';
import type { Role } from './model/actor.ts';

/** Values that complete what was typed: the first of them, and how many there are. */
export interface Suggestions {
  readonly values: readonly string[];
  readonly total: number;
}

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  complete(typed: string, deps: Deps): Promise<Suggestions>;
}

/** One MCP prompt, free of any SDK: what a person starts a piece of work with. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** Who is offered it: any of these suffices; absent: a viewer. */
  readonly roles?: readonly Role[];
  /** The text that is sent to the model in the person's name. Arguments that were not given are absent from `given`. */
  write(given: ReadonlyMap<string, string>, deps: Deps): Promise<string>;
}
