import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';

/** One HTTP request on its way through the SDK and back: its id, whether its client is still there, what came of it. */
export class CallScope {
  readonly id: string;
  readonly outcomes: string[] = [];
  #left = false;
  #whenGone: AbortController | null = null;

  constructor(id: string) {
    this.id = id;
  }

  /** Nobody can get the answer any more. */
  leave(): void {
    this.#left = true;
    this.#whenGone?.abort();
  }

  get left(): boolean {
    return this.#left;
  }

  /** Aborts when the client is gone: then no person can be asked either. Made when asked for, which few calls do. */
  get gone(): AbortSignal {
    this.#whenGone ??= new AbortController();
    if (this.#left) this.#whenGone.abort();
    return this.#whenGone.signal;
  }
}

/** The SDK hands only this to its handlers. The token itself is not among it. */
export function carry(scope: CallScope): AuthInfo {
  return { token: '', clientId: '', scopes: [], extra: { scope } };
}

export function scopeOf(call: { readonly authInfo?: AuthInfo | undefined }): CallScope | null {
  const scope = call.authInfo?.extra?.['scope'];
  return scope instanceof CallScope ? scope : null;
}
