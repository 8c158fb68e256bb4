import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';

/** One HTTP request on its way through the SDK: its id, whether its client is still connected, and its outcome. */
export class CallScope {
  readonly id: string;
  readonly outcomes: string[] = [];
  #left = false;
  #whenGone: AbortController | null = null;

  constructor(id: string) {
    this.id = id;
  }

  /** Called when nobody can receive the answer any more. */
  leave(): void {
    this.#left = true;
    this.#whenGone?.abort();
  }

  get left(): boolean {
    return this.#left;
  }

  /**
   * Aborts when the client is gone, since no person can be asked then either. Created on demand, which few calls need.
   */
  get gone(): AbortSignal {
    this.#whenGone ??= new AbortController();
    if (this.#left) this.#whenGone.abort();
    return this.#whenGone.signal;
  }
}

/** The SDK passes only this object to its handlers. It does not contain the token. */
export function carry(scope: CallScope): AuthInfo {
  return { token: '', clientId: '', scopes: [], extra: { scope } };
}

export function scopeOf(call: { readonly authInfo?: AuthInfo | undefined }): CallScope | null {
  const scope = call.authInfo?.extra?.['scope'];
  return scope instanceof CallScope ? scope : null;
}
