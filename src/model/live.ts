import type { Secret } from './secret.ts';
import type { Instant } from './time.ts';

/** Sources that are read over the network. */
export const LIVE_NAMES = ['okta', 'entra', 'clari', 'copilot', 'salesloft'] as const;
export type LiveName = (typeof LIVE_NAMES)[number];

export const READ_GAP_CODES = [
  // Pages did not arrive, or not all: the snapshot is partial.
  'page_failed',
  'page_limit',
  'cursor_repeated',
  'foreign_link',
  'empty_answer',
  'rows_truncated',
  // The configured application is not there, so nobody of it was read.
  'app_unknown',
  // The snapshot may be complete, and yet the source did not report something.
  'permission_missing',
  'licence_missing',
  'limited_information',
  'log_window',
  'not_configured',
] as const;
export type ReadGapCode = (typeof READ_GAP_CODES)[number];

/** What a live read could not learn, in our own words. */
export interface ReadGap {
  readonly code: ReadGapCode;
  /** What cannot be concluded because of it. */
  readonly gap: string;
  /** The scope, setting or command that would close it. */
  readonly closeWith: string;
  /** The missing permission by its vendor's name; null if none is missing. */
  readonly scope: string | null;
}

/** What a live read says of itself beyond its rows. */
export interface LiveReadFacts {
  /** `incremental`: unchanged rows were carried over from the previous snapshot. */
  readonly mode: 'full' | 'incremental';
  /** As-of of the last snapshot that carried nothing over. */
  readonly fullReadAt: Instant;
  /** Where the next incremental read continues, in the source's own form; null: it continues by time, or cannot. */
  readonly cursor: string | null;
  readonly gaps: readonly ReadGap[];
}

export interface OktaSettings {
  readonly orgUrl: string | null;
  readonly clientId: string | null;
  readonly privateKey: Secret | null;
  readonly privateKeyFile: string | null;
  readonly keyId: string | null;
  readonly apiToken: Secret | null;
  readonly appId: string | null;
}

export interface EntraSettings {
  readonly tenantId: string | null;
  readonly clientId: string | null;
  readonly clientSecret: Secret | null;
  readonly certificatePath: string | null;
  readonly authorityHost: string | null;
  readonly graphBaseUrl: string;
  /** Used in place of Azure credentials, for a Graph server on loopback only. */
  readonly accessToken: Secret | null;
  readonly servicePrincipalId: string | null;
}

export interface ClariApiSettings {
  readonly apiUrl: string | null;
  readonly token: Secret | null;
  readonly forecastId: string | null;
}

export interface CopilotSettings {
  readonly apiUrl: string | null;
  readonly key: Secret | null;
  readonly password: Secret | null;
}

export interface SalesloftSettings {
  readonly apiUrl: string | null;
  /** An API key or an access token; in place of it, the client credentials of a private app. */
  readonly token: Secret | null;
  readonly clientId: string | null;
  readonly clientSecret: Secret | null;
}

/** Null: no variable of that source is set. If some are set, more may be needed; the source says which. */
export interface LiveSettings {
  readonly okta: OktaSettings | null;
  readonly entra: EntraSettings | null;
  readonly clari: ClariApiSettings | null;
  readonly copilot: CopilotSettings | null;
  readonly salesloft: SalesloftSettings | null;
}

export const NO_LIVE_SETTINGS: LiveSettings = { okta: null, entra: null, clari: null, copilot: null, salesloft: null };
