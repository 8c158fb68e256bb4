import type { Deps } from './app/deps.ts';
import type { Role } from './model/actor.ts';

interface Described {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  /** Who may read it: any of these suffices; absent: a viewer. */
  readonly roles?: readonly Role[];
}

/** One MCP resource, free of any SDK. */
export interface Resource extends Described {
  readonly uri: string;
  /** Loads what it needs when it is called, so that a client that only lists resources never waits. */
  read(deps: Deps): Promise<string>;
}

/** One MCP resource for each value of one variable. They are not listed, because there can be a million. */
export interface ResourceTemplate extends Described {
  /** With the variable in braces, as RFC 6570 has it. */
  readonly uriTemplate: string;
  readonly variable: string;
  /** Values that complete what was typed: the first of them, and how many there are. */
  complete(typed: string, deps: Deps): Promise<{ readonly values: readonly string[]; readonly total: number }>;
  read(value: string, deps: Deps): Promise<string>;
}
