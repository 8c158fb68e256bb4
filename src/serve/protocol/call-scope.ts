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

/** What both SDKs hand to their handlers of whoever asks. */
interface Carried {
  readonly token: string;
  readonly clientId: string;
  readonly scopes: string[];
  readonly extra?: Record<string, unknown>;
}

/** The SDK passes only this object to its handlers. It does not contain the token. */
export function carry(scope: CallScope): Carried {
  return { token: '', clientId: '', scopes: [], extra: { scope } };
}

export function scopeOf(
  carried: { readonly extra?: Record<string, unknown> | undefined } | undefined,
): CallScope | null {
  const scope = carried?.extra?.['scope'];
  return scope instanceof CallScope ? scope : null;
}
