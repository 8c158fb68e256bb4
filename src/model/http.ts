import type { Secret } from './secret.ts';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How a shared server knows who asks, and under which names it is asked. */
export interface HttpSettings {
  readonly token: Secret | null;
  readonly oauth: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string } | null;
  /** Names besides its own under which it is reached, such as the one of a proxy in front of it. */
  readonly hosts: readonly string[];
  readonly logLevel: LogLevel;
}
