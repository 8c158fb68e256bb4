import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

export const AUDIENCE = 'https://clari-identity.acme.com/mcp';

export interface Issuer {
  readonly url: string;
  readonly jwksUrl: string;
  /** How often the keys were asked for. */
  readonly fetched: () => number;
  /** A token of this issuer; what is given replaces what a good one has. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** From now on another key signs, and the old one is published no more. */
  rotate(): Promise<void>;
  /** The keys cannot be had any more. */
  fail(): void;
}

/** An authorization server as far as this program sees one: published keys, and tokens that they signed. */
export async function issuer(now: () => Date = () => new Date()): Promise<Issuer> {
  let fetched = 0;
  let down = false;
  let current = await newKey(1);
  const server = createServer((request, response) => {
    if (request.url !== '/keys' || down) return response.writeHead(500).end();
    fetched += 1;
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [current.jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  onTestFinished(() => server.closeAllConnections());
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url,
    jwksUrl: `${url}/keys`,
    fetched: () => fetched,
    token(claims = {}) {
      const at = Math.floor(now().getTime() / 1_000);
      const good = { iss: url, aud: AUDIENCE, sub: '00u1', iat: at, exp: at + 600, clari_identity_roles: ['viewer'] };
      return new SignJWT({ ...good, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: current.kid })
        .sign(current.privateKey);
    },
    async rotate() {
      current = await newKey(Number(current.kid) + 1);
    },
    fail() {
      down = true;
    },
  };
}

async function newKey(number: number) {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = String(number);
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the server does not listen');
}
