import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const meta = z.object({
  ui: z
    .object({
      resourceUri: z.string().startsWith('ui://').optional(),
      visibility: z.array(z.enum(['model', 'app'])).optional(),
    })
    .default({}),
});

/** What a tool says of views: the one that shows its results, and who may call it. */
export interface HostTool {
  readonly name: string;
  readonly view: string | null;
  readonly isForModel: boolean;
  readonly isForViews: boolean;
}

/** All tools of a server, as a host reads them; who may call a tool that says nothing: everybody. */
export async function hostTools(client: Client): Promise<readonly HostTool[]> {
  const found: Tool[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listTools(cursor === undefined ? {} : { cursor });
    found.push(...page.tools);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found.map((tool) => {
    const { resourceUri = null, visibility = ['model', 'app'] } = meta.parse(tool._meta ?? {}).ui;
    return {
      name: tool.name,
      view: resourceUri,
      isForModel: visibility.includes('model'),
      isForViews: visibility.includes('app'),
    };
  });
}
