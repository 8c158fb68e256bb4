import type { RequestListener } from 'node:http';
import { Refusal } from './refusal.ts';

/** Says at `/` what is missing for a page, and refuses everything else. */
export function noPage(problem: string): RequestListener {
  return ({ url = '', method }, response) => {
    if (!/^\/(\?|$)/.test(url) || (method !== 'GET' && method !== 'HEAD'))
      throw new Refusal(404, 'There is nothing here; the endpoint is /mcp.');
    response
      .writeHead(200, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      .end(`clari-identity-mcp serves MCP at /mcp. There is no page here.\n\n${problem}\n`);
  };
}
