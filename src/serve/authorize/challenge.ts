import { ROLES } from '../../model/actor.ts';
import { isLoopback } from '../../model/base-url.ts';
import type { TokenSource, Unauthorized } from './principal.ts';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Whether a path is that of the metadata (RFC 9728): at the root, or with the path of the resource after it. */
export function isMetadataPath(path: string): boolean {
  return path === WELL_KNOWN || path === `${WELL_KNOWN}/mcp`;
}

/** What a client needs to know to get a token for this server. */
export function protectedResource(tokens: TokenSource, host: string): object {
  return {
    resource: resourceOf(tokens, host),
    authorization_servers: [tokens.issuer],
    scopes_supported: ROLES,
    bearer_methods_supported: ['header'],
    resource_name: 'clari-identity-mcp',
  };
}

/** `WWW-Authenticate` as the MCP authorization specification asks for it. */
export function challenge(refused: Unauthorized, tokens: TokenSource | null, host: string): string {
  const parts = refused.fault === null ? [] : [`error="${refused.fault}"`, `error_description="${refused.message}"`];
  if (tokens !== null) {
    const { origin } = new URL(resourceOf(tokens, host));
    parts.push(`resource_metadata="${origin}${WELL_KNOWN}/mcp"`, `scope="${refused.scope}"`);
  }
  return parts.length === 0 ? 'Bearer' : `Bearer ${parts.join(', ')}`;
}

/** The address of this server: the audience if it is an address, otherwise the one that was requested. */
function resourceOf({ audience }: TokenSource, host: string): string {
  if (/^https?:\/\//.test(audience)) return audience;
  return `${isLoopback(new URL(`http://${host}`).hostname) ? 'http' : 'https'}://${host}/mcp`;
}
