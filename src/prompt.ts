import type { Deps } from './app/deps.ts';

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Values that fit what was typed so far. */
  complete(typed: string, deps: Deps): Promise<readonly string[]>;
}

/** One MCP prompt, free of any SDK: what a person starts a piece of work with. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  /** What is said to the model in the person's name. What was not given is not there. */
  write(given: ReadonlyMap<string, string>, deps: Deps): Promise<string>;
}
