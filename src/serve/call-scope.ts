import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';

/** One HTTP request on its way through the SDK and back: its id, whether its client is still there, what came of it. */
export class CallScope {
  readonly id: string;
  /** Aborts when nobody can get the answer any more: then no person can be asked either. */
  readonly gone: AbortSignal;
  readonly outcomes: string[] = [];

  constructor(id: string, gone: AbortSignal) {
    this.id = id;
    this.gone = gone;
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
