import { isLoopback } from './base-url.ts';
import type { HttpSettings } from './http.ts';

/** Where browsers reach the page of a shared server, or what has to be set for there to be one. */
export type PageAddress = { readonly origin: string } | { readonly problem: string };

const ALL = 'CLARI_IDENTITY_OAUTH_ISSUER, _OAUTH_AUDIENCE, _OAUTH_JWKS_URL and _OAUTH_CLIENT_ID';

export function pageAddress({ oauth, token, signIn }: HttpSettings): PageAddress {
  if (oauth === null && token === null)
    return {
      problem:
        'This server checks no callers, so it has no page. The page of this machine: clari-identity-mcp open. A page where people sign in: set ' +
        `${ALL}.`,
    };
  if (oauth === null)
    return { problem: `A token for the team signs nobody in. A page where people sign in: set ${ALL}.` };
  if (signIn === null) return { problem: 'For a page where people sign in, set CLARI_IDENTITY_OAUTH_CLIENT_ID.' };
  const address = signIn.publicUrl ?? oauth.audience;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return {
      problem:
        'CLARI_IDENTITY_OAUTH_AUDIENCE is no address, so it is not known where browsers reach this page: set CLARI_IDENTITY_PUBLIC_URL, such as https://clari-identity.acme.com.',
    };
  const { protocol, hostname, origin } = new URL(address);
  if (protocol === 'http:' && !isLoopback(hostname))
    return {
      problem:
        'CLARI_IDENTITY_OAUTH_AUDIENCE is an http address, and nobody signs in without TLS: put a proxy that ends TLS in front, and set CLARI_IDENTITY_PUBLIC_URL to its https address.',
    };
  return { origin };
}

/** Where the issuer sends people back to: it has to be registered there. */
export function redirectUri(origin: string): string {
  return `${origin}/signed-in`;
}
