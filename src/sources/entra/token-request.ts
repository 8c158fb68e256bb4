import type { ClientSecretCredentialOptions } from '@azure/identity';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Transport } from '../live/transport.ts';

type HttpClient = NonNullable<ClientSecretCredentialOptions['httpClient']>;
type TokenResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** What Entra ID says it refused, and what kept a request from getting there at all. */
export interface TokenTrouble {
  /** AADSTS numbers of the last refusal. */
  readonly codes: readonly number[];
  readonly fault: ClariIdentityError | null;
}

interface TokenRequests {
  readonly client: HttpClient;
  trouble(): TokenTrouble;
  /** The library passes no signal on, so the requests that follow take this one. */
  stopAt(signal: AbortSignal | undefined): void;
}

/**
 * Sends the credential library's requests through our transport, so that a token is requested with the same patience
 * and from the same origins as everything else. The library loses the cause of a failure; here it is kept.
 */
export function tokenRequests(transport: Transport): TokenRequests {
  let trouble: TokenTrouble = { codes: [], fault: null };
  let signal: AbortSignal | undefined;
  return {
    trouble: () => trouble,
    stopAt: (next) => {
      signal = next;
    },
    client: {
      async sendRequest(request): Promise<TokenResponse> {
        try {
          const { status, headers, text } = await transport.send({
            url: request.url,
            method: request.method === 'POST' ? 'POST' : 'GET',
            headers: request.headers.toJSON({ preserveCase: false }),
            signal,
            ...(typeof request.body === 'string' ? { body: request.body } : {}),
          });
          trouble = { codes: status >= 400 ? codesIn(text) : [], fault: null };
          return { request, status, bodyAsText: text, headers: new TokenHeaders([...headers]) };
        } catch (error) {
          if (error instanceof ClariIdentityError) trouble = { codes: [], fault: error };
          throw error;
        }
      },
    },
  };
}

/** Numbers only: Entra's sentences name the tenant and the application. */
function codesIn(text: string): readonly number[] {
  return [...text.matchAll(/AADSTS(\d{4,9})/g)].flatMap(([, digits]) => (digits === undefined ? [] : [Number(digits)]));
}

/** Headers as the library wants them. */
class TokenHeaders {
  readonly #values: Map<string, string>;

  constructor(pairs: readonly (readonly [string, string])[]) {
    this.#values = new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string | number | boolean): void {
    this.#values.set(name.toLowerCase(), String(value));
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  toJSON(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#values.entries();
  }
}
