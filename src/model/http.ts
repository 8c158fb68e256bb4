import type { Secret } from './secret.ts';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How people sign in to the page of a shared server, at the issuer of its tokens. */
export interface SignInSettings {
  readonly clientId: string;
  /** Null, and no file either: a public client, which proves by PKCE alone that it began the sign-in. */
  readonly clientSecret: Secret | null;
  readonly clientSecretFile: string | null;
  /** Asked for as it stands here, without naming the audience; null: what of our own scopes the issuer knows. */
  readonly scope: string | null;
  /** Where browsers reach the page; null: where the audience says. */
  readonly publicUrl: string | null;
}

/** How a shared server knows its callers, and under which names it may be reached. */
export interface HttpSettings {
  readonly token: Secret | null;
  readonly oauth: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string } | null;
  /** Null: there is no page. Never without `oauth`. */
  readonly signIn: SignInSettings | null;
  /** Further names under which it is reached, such as that of a proxy in front of it. */
  readonly hosts: readonly string[];
  readonly logLevel: LogLevel;
}
