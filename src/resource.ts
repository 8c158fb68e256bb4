import type { Deps } from './app/deps.ts';

/** One MCP resource, free of any SDK. */
export interface Resource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  /** Loads what it needs when it is called: a client that only lists resources never waits for it. */
  read(deps: Deps): Promise<string>;
}
