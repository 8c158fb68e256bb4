import type { Deps } from './app/deps.ts';

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Values that complete what was typed. */
  complete(typed: string, deps: Deps): Promise<readonly string[]>;
}

/** One MCP prompt, free of any SDK: what a person starts a piece of work with. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** The text that is sent to the model in the person's name. Arguments that were not given are absent from `given`. */
  write(given: ReadonlyMap<string, string>, deps: Deps): Promise<string>;
}
