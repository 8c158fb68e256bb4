import type { Secret } from './secret.ts';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How a shared server knows its callers, and under which names it may be reached. */
export interface HttpSettings {
  readonly token: Secret | null;
  readonly oauth: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string } | null;
  /** Further names under which it is reached, such as that of a proxy in front of it. */
  readonly hosts: readonly string[];
  readonly logLevel: LogLevel;
}
