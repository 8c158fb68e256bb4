import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import envPaths from 'env-paths';
import * as z from 'zod';
import { APP_ID, type App, SHIPPED_APPS } from './model/app-profile.ts';
import { ATTESTATION_LEVELS } from './model/attestation.ts';
import { baseUrlProblem, isLoopback } from './model/base-url.ts';
import { ClariIdentityError } from './model/errors.ts';
import { type HttpSettings, LOG_LEVELS } from './model/http.ts';
import type { LiveSettings } from './model/live.ts';
import { type NotifyPlace, notifySecretProblem } from './model/notify.ts';
import { Secret } from './model/secret.ts';
import type { Settings } from './model/settings.ts';
import { DAY_MS, MINUTE_MS } from './model/time.ts';
import { TOOLSETS, type Toolset } from './model/toolset.ts';
import type { WitnessPlace } from './model/witness.ts';

const UNITS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: DAY_MS, w: 7 * DAY_MS };

const duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[mhdw]$/, 'a whole number with m, h, d or w, such as 7d')
  .transform((text) => Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? DAY_MS));

const domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain name such as acme.com');

const domainAliases = z.string().transform((text, context) => {
  const groups = text
    .toLowerCase()
    .split(';')
    .map((group) => group.split(/[=,]/).map((part) => part.trim()))
    .filter((group) => group.some((part) => part !== ''));
  for (const part of groups.flat()) {
    if (!domain.safeParse(part).success)
      context.addIssue({ code: 'custom', message: `"${part}" is not a domain; write acme.com=acme.io,old.example` });
  }
  return groups;
});

const names = z.string().transform((text) =>
  text
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

/** Clari first, and always. */
const apps = names.transform((named, context): readonly App[] => {
  for (const name of named) {
    if (!APP_ID.test(name))
      context.addIssue({ code: 'custom', message: 'must be ids of applications, such as clari,copilot,6sense' });
  }
  return [...new Set(['clari', ...named])];
});

const toolsets = z.string().transform((text, context): readonly Toolset[] => {
  const asked = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  const known = TOOLSETS.filter((part) => asked.includes(part));
  if (known.length === 0 || asked.some((name) => !TOOLSETS.some((part) => part === name)))
    context.addIssue({ code: 'custom', message: `must name some of ${TOOLSETS.join(', ')}` });
  return known;
});

const baseUrl = z.string().superRefine((text, context) => {
  const problem = baseUrlProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** The address of keys may have a query; otherwise the usual rules apply. */
const keysUrl = z.string().superRefine((text, context) => {
  const problem = baseUrlProblem(text.split('?')[0] ?? '');
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

const secret = z.string().transform((text) => new Secret(text));

/** The address of a witness may contain a password or a token, unlike an address to which our credentials are sent. */
const witnessPlace = z.string().transform((text, context): WitnessPlace => {
  if (isAbsolute(text)) return { kind: 'file', path: text };
  const url = URL.canParse(text) ? new URL(text) : null;
  const fits = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!fits)
    context.addIssue({
      code: 'custom',
      message: 'it must be the absolute path of a file, or an https address (http only to a loopback address)',
    });
  return { kind: 'address', url: new Secret(text) };
});

/** It may have a query with a token, which is why it is kept as a secret. */
const notifyUrl = z.string().transform((text, context) => {
  const problem = baseUrlProblem(text.split('?')[0] ?? '');
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  return new Secret(text);
});

const notifySecret = z.string().transform((text, context) => {
  const problem = notifySecretProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  return new Secret(text);
});

/** Every variable that the program reads. The table of `docs/configuration.md` is generated from these descriptions. */
export const ENVIRONMENT = z.object({
  CLARI_IDENTITY_HOME: z.string().optional().describe("Data folder, created 0700. Default: the platform's usual one"),
  CLARI_IDENTITY_DATABASE_URL: z
    .string()
    .optional()
    .describe('`sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/DATABASE`. Default: `store.sqlite` in the data folder'),
  CLARI_IDENTITY_READ_ONLY: z
    .enum(['0', '1'], 'must be 0 or 1')
    .optional()
    .describe('`1`: only reading tools are offered, and commands that write are refused; wins over everything'),
  CLARI_IDENTITY_IMPORT_DIR: z
    .string()
    .optional()
    .describe(
      'Folders, `:`-separated, from which the import tool may read. Default: none, only content passed in the call',
    ),
  CLARI_IDENTITY_STALE_AFTER: duration
    .default(7 * DAY_MS)
    .describe('Age at which a read supports no verdict any more. Default: `7d`'),
  CLARI_IDENTITY_SLA: duration.default(DAY_MS).describe('Time allowed from revocation to deactivation. Default: `24h`'),
  CLARI_IDENTITY_VERIFY_WITHIN: duration
    .default(14 * DAY_MS)
    .describe('Time after which an unverified claim expires. Default: `14d`'),
  CLARI_IDENTITY_DIRECTORIES: names
    .optional()
    .describe('Directories that govern Clari, such as `okta,entra`. Default: undeclared, those that were read'),
  CLARI_IDENTITY_APPS: apps
    .default(['clari', 'copilot'])
    .describe(
      `Applications in use, comma-separated; those that come with the program are ${SHIPPED_APPS.map((app) => `\`${app}\``).join(', ')}. Clari is always one of them, and so is each that \`apps\` in the data folder describes. Default: \`clari,copilot\``,
    ),
  CLARI_IDENTITY_TOOLSETS: toolsets
    .optional()
    .describe(
      'Parts of the tools that a client is offered: `findings`, `work`, `import`, `review`, `admin`, comma-separated. Default: all',
    ),
  CLARI_IDENTITY_WITNESS: witnessPlace
    .optional()
    .describe(
      'Where the last head of the ledger is kept outside: a file on another volume, or an `https` address that takes `PUT` and `GET`. Default: nowhere',
    ),
  CLARI_IDENTITY_NOTIFY_URL: notifyUrl
    .optional()
    .describe(
      'Where signed events of access reviews, without data, are posted: an `https` address. Default: nowhere, nothing is sent',
    ),
  CLARI_IDENTITY_NOTIFY_SECRET: notifySecret
    .optional()
    .describe('What they are signed with, as Standard Webhooks writes it: `whsec_` and the base64 of 24 to 64 bytes'),
  CLARI_IDENTITY_ACTOR: z.string().optional().describe('Who acts, shown as unauthenticated. Default: the OS user'),
  CLARI_IDENTITY_BROWSER: z
    .string()
    .optional()
    .describe(
      'Program that opens the page on this machine, or `none`. Default: that of the desktop, where there is one',
    ),
  CLARI_IDENTITY_SEAT_PRICE: z.coerce
    .number()
    .positive('must be a positive amount for one seat and year')
    .optional()
    .describe('Price of one seat for a year. Default: none, no cost is reported'),
  CLARI_IDENTITY_SEAT_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code such as USD')
    .optional()
    .describe('Currency of the seat price. Default: `USD`'),
  CLARI_IDENTITY_DOMAIN_ALIASES: domainAliases
    .optional()
    .describe('Domains that are one organisation: `acme.com=acme.io,old.example;b.com=b.io`'),
  CLARI_IDENTITY_HTTP_TOKEN: secret
    .optional()
    .describe('Shared server: a bearer token for the whole team; acts as the operator "shared token", never approves'),
  CLARI_IDENTITY_OAUTH_ISSUER: baseUrl.optional().describe('Shared server: who makes the access tokens'),
  CLARI_IDENTITY_OAUTH_AUDIENCE: z.string().optional().describe('For whom they are made: best the address of `/mcp`'),
  CLARI_IDENTITY_OAUTH_JWKS_URL: keysUrl.optional().describe('Where the keys are published that sign them'),
  CLARI_IDENTITY_OAUTH_CLIENT_ID: z
    .string()
    .optional()
    .describe('Client id with which people sign in to the page of the shared server. Default: there is no page'),
  CLARI_IDENTITY_OAUTH_CLIENT_SECRET: secret.optional().describe('Its secret; none for a public client'),
  CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE: z.string().optional().describe('Or the file that holds it'),
  CLARI_IDENTITY_OAUTH_SCOPE: z
    .string()
    .refine(
      (text) => text.split(' ').includes('openid'),
      'must be scopes with a space between them, and openid among them',
    )
    .optional()
    .describe(
      'What the sign-in asks for, where the issuer takes no `resource`, such as `openid profile email offline_access api://clari-identity/use`. Default: what it publishes of `openid profile email offline_access` and the roles, for the audience',
    ),
  CLARI_IDENTITY_PUBLIC_URL: baseUrl
    .optional()
    .describe(
      'Where browsers reach the page, if the audience is no address, such as `https://clari-identity.acme.com`',
    ),
  CLARI_IDENTITY_HTTP_HOSTS: names
    .optional()
    .describe('Names of the shared server besides `--host` and the audience, such as `clari-identity.acme.com`'),
  CLARI_IDENTITY_LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe('What the shared server writes to stderr: `error`, `warn`, `info` or `debug`. Default: `info`'),
  OKTA_ORG_URL: baseUrl.optional().describe('Okta organisation, such as `https://acme.okta.com`'),
  OKTA_CLIENT_ID: z.string().optional().describe('Client id of the Okta service app (preferred to a token)'),
  OKTA_PRIVATE_KEY: secret.optional().describe('Its private key, PEM or JWK'),
  OKTA_PRIVATE_KEY_FILE: z.string().optional().describe('Or the file that holds it'),
  OKTA_KEY_ID: z.string().optional().describe('Its key id, if the key does not bear one'),
  OKTA_API_TOKEN: secret
    .optional()
    .describe('Instead of the service app; it may do everything that the person who made it may'),
  OKTA_CLARI_APP_ID: z.string().optional().describe('Id of the Clari app in Okta. Default: the one labelled `Clari`'),
  AZURE_TENANT_ID: z.string().optional().describe('Entra ID tenant'),
  AZURE_CLIENT_ID: z.string().optional().describe('App registration that reads it'),
  AZURE_CLIENT_SECRET: secret.optional().describe('Its secret'),
  AZURE_CLIENT_CERTIFICATE_PATH: z.string().optional().describe('Or its certificate and key, a PEM file'),
  AZURE_AUTHORITY_HOST: baseUrl.optional().describe('Sign-in host of a national cloud'),
  GRAPH_BASE_URL: baseUrl.default('https://graph.microsoft.com').describe('Microsoft Graph. Default: the global one'),
  GRAPH_ACCESS_TOKEN: secret.optional().describe('Instead of the Azure credentials, to a loopback Graph only'),
  ENTRA_CLARI_SERVICE_PRINCIPAL_ID: z
    .string()
    .optional()
    .describe('Object id of the Clari enterprise application. Default: the one named `Clari`'),
  CLARI_API_TOKEN: secret.optional().describe('Token of the Clari API'),
  CLARI_API_URL: baseUrl.optional().describe('Address of the Clari API. Default: `https://api.clari.com/v4`'),
  CLARI_FORECAST_ID: z.string().optional().describe('Forecast tab whose export is read'),
  CLARI_COPILOT_API_KEY: secret.optional().describe('Key of the Clari Copilot API'),
  CLARI_COPILOT_API_PASSWORD: secret.optional().describe('Its password'),
  CLARI_COPILOT_API_URL: baseUrl
    .optional()
    .describe('Address of the Clari Copilot API. Default: `https://rest-api.copilot.clari.com`'),
  SALESLOFT_API_TOKEN: secret
    .optional()
    .describe('API key or access token of Salesloft, of a team administrator, with the scope `team:read`'),
  SALESLOFT_CLIENT_ID: z
    .string()
    .optional()
    .describe('In place of it, the client id of a private app that a team administrator made'),
  SALESLOFT_CLIENT_SECRET: secret.optional().describe('Its secret'),
  SALESLOFT_API_URL: baseUrl
    .optional()
    .describe(
      'Address of the Salesloft API. Default: `https://api.salesloft.com/v2`; a private app gets its tokens from `/oauth/token` of the same host, and for the default from `accounts.salesloft.com`',
    ),
  CLARI_IDENTITY_MIN_ATTESTATION: z
    .enum(ATTESTATION_LEVELS, `must be one of ${ATTESTATION_LEVELS.join(', ')}`)
    .default('client_form')
    .describe(
      `Least that counts of exemptions, links, approvals and records: ${ATTESTATION_LEVELS.map((level) => `\`${level}\``).join(', ')}. Default: \`client_form\``,
    ),
  CLARI_IDENTITY_SEPARATION_OF_DUTIES: z
    .enum(['0', '1'], 'must be 0 or 1')
    .optional()
    .describe('`1`: drafter, approver and performer of a plan must differ, and only an authenticated actor approves'),
});

type Environment = z.output<typeof ENVIRONMENT>;

export interface Config {
  readonly home: string;
  readonly databaseUrl: string;
  readonly readOnly: boolean;
  /** Parts of the tools that are offered; null: all. */
  readonly toolsets: readonly Toolset[] | null;
  readonly importDirs: readonly string[];
  readonly actorName: string | null;
  /** The program that opens the page, or `none`; null: that of the desktop. */
  readonly browser: string | null;
  /** Null: the last head of the ledger is kept nowhere else. */
  readonly witness: WitnessPlace | null;
  /** Null: events of access reviews are sent nowhere. */
  readonly notify: NotifyPlace | null;
  /** Ids of the applications in use, besides those that the data folder describes. */
  readonly apps: readonly App[];
  /** Without the profiles, which come from files: `profilesInUse` reads them. */
  readonly settings: Omit<Settings, 'profiles'>;
  readonly live: LiveSettings;
  readonly http: HttpSettings;
}

/** Empty values and placeholders that a client left unexpanded (`${VAR}`, `${VAR:-}`) count as unset. */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '' && !/^\$\{[^}]*\}$/.test(value.trim());
}

/**
 * The platform's usual place for data. The XDG standard ignores a relative XDG_DATA_HOME, which would be another folder
 * wherever the program is started; the package takes it as it is.
 */
function usualHome(): string {
  const { data } = envPaths('clari-identity-mcp', { suffix: '' });
  return isAbsolute(data) ? data : join(homedir(), '.local', 'share', 'clari-identity-mcp');
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(ENVIRONMENT.shape).flatMap((name) => {
      const value = environment[name];
      return isSet(value) ? [[name, value.trim()]] : [];
    }),
  );
  const parsed = ENVIRONMENT.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ClariIdentityError(
      'ERR_CONFIG',
      `${String(issue?.path[0] ?? 'The environment')} is not usable: ${issue?.message ?? 'unreadable'}.`,
      'Correct the variable or unset it; `clari-identity-mcp --help` lists them.',
    );
  }
  const value = parsed.data;
  const home = value.CLARI_IDENTITY_HOME ?? usualHome();
  return {
    home,
    databaseUrl: value.CLARI_IDENTITY_DATABASE_URL ?? `sqlite:${join(home, 'store.sqlite')}`,
    readOnly: value.CLARI_IDENTITY_READ_ONLY === '1',
    toolsets: value.CLARI_IDENTITY_TOOLSETS ?? null,
    importDirs: (value.CLARI_IDENTITY_IMPORT_DIR ?? '').split(':').filter((folder) => folder !== ''),
    witness: witnessOf(value.CLARI_IDENTITY_WITNESS ?? null, home),
    notify: notifyPlace(value),
    actorName: value.CLARI_IDENTITY_ACTOR ?? null,
    browser: value.CLARI_IDENTITY_BROWSER ?? null,
    apps: value.CLARI_IDENTITY_APPS,
    settings: {
      staleAfterMs: value.CLARI_IDENTITY_STALE_AFTER,
      slaMs: value.CLARI_IDENTITY_SLA,
      verifyWithinMs: value.CLARI_IDENTITY_VERIFY_WITHIN,
      directories: value.CLARI_IDENTITY_DIRECTORIES ?? null,
      domainAliases: value.CLARI_IDENTITY_DOMAIN_ALIASES ?? [],
      minAttestation: value.CLARI_IDENTITY_MIN_ATTESTATION,
      separationOfDuties: value.CLARI_IDENTITY_SEPARATION_OF_DUTIES === '1',
      seatPrice:
        value.CLARI_IDENTITY_SEAT_PRICE === undefined
          ? null
          : { amount: value.CLARI_IDENTITY_SEAT_PRICE, currency: value.CLARI_IDENTITY_SEAT_CURRENCY ?? 'USD' },
    },
    live: liveSettings(value),
    http: httpSettings(value),
  };
}

function notifyPlace({
  CLARI_IDENTITY_NOTIFY_URL: url,
  CLARI_IDENTITY_NOTIFY_SECRET: secret,
}: Environment): NotifyPlace | null {
  if (url === undefined && secret === undefined) return null;
  if (url !== undefined && secret !== undefined) return { url, secret };
  throw new ClariIdentityError(
    'ERR_CONFIG',
    'CLARI_IDENTITY_NOTIFY_URL and CLARI_IDENTITY_NOTIFY_SECRET are only set in part: events are sent signed, or not at all.',
    'Set both or neither of them. A secret: echo "whsec_$(openssl rand -base64 32)".',
  );
}

/** Refused in the data folder: an older copy of that folder would bring an older witness with it. */
function witnessOf(place: WitnessPlace | null, home: string): WitnessPlace | null {
  if (place?.kind !== 'file') return place;
  const way = relative(home, place.path);
  if (way.startsWith('..') || isAbsolute(way)) return place;
  throw new ClariIdentityError(
    'ERR_CONFIG',
    'CLARI_IDENTITY_WITNESS is not usable: it lies in the data folder, and would be put back together with it.',
    'Name a file on another volume, or an https address of your own.',
  );
}

function liveSettings(value: Environment): LiveSettings {
  return {
    okta: someSet({
      orgUrl: value.OKTA_ORG_URL ?? null,
      clientId: value.OKTA_CLIENT_ID ?? null,
      privateKey: value.OKTA_PRIVATE_KEY ?? null,
      privateKeyFile: value.OKTA_PRIVATE_KEY_FILE ?? null,
      keyId: value.OKTA_KEY_ID ?? null,
      apiToken: value.OKTA_API_TOKEN ?? null,
      appId: value.OKTA_CLARI_APP_ID ?? null,
    }),
    entra: entraSettings(value),
    clari: someSet({
      apiUrl: value.CLARI_API_URL ?? null,
      token: value.CLARI_API_TOKEN ?? null,
      forecastId: value.CLARI_FORECAST_ID ?? null,
    }),
    copilot: someSet({
      apiUrl: value.CLARI_COPILOT_API_URL ?? null,
      key: value.CLARI_COPILOT_API_KEY ?? null,
      password: value.CLARI_COPILOT_API_PASSWORD ?? null,
    }),
    salesloft: someSet({
      apiUrl: value.SALESLOFT_API_URL ?? null,
      token: value.SALESLOFT_API_TOKEN ?? null,
      clientId: value.SALESLOFT_CLIENT_ID ?? null,
      clientSecret: value.SALESLOFT_CLIENT_SECRET ?? null,
    }),
  };
}

function httpSettings(value: Environment): HttpSettings {
  const issuer = value.CLARI_IDENTITY_OAUTH_ISSUER;
  const audience = value.CLARI_IDENTITY_OAUTH_AUDIENCE;
  const jwksUrl = value.CLARI_IDENTITY_OAUTH_JWKS_URL;
  const some = [issuer, audience, jwksUrl].some((part) => part !== undefined);
  if (some && (issuer === undefined || audience === undefined || jwksUrl === undefined)) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'CLARI_IDENTITY_OAUTH_ISSUER, _OAUTH_AUDIENCE and _OAUTH_JWKS_URL are only set in part: no token could be checked.',
      'Set all three or none of them.',
    );
  }
  return {
    token: value.CLARI_IDENTITY_HTTP_TOKEN ?? null,
    oauth:
      issuer === undefined || audience === undefined || jwksUrl === undefined ? null : { issuer, audience, jwksUrl },
    signIn: signInSettings(value),
    hosts: value.CLARI_IDENTITY_HTTP_HOSTS ?? [],
    logLevel: value.CLARI_IDENTITY_LOG_LEVEL,
  };
}

function signInSettings(value: Environment): HttpSettings['signIn'] {
  const clientId = value.CLARI_IDENTITY_OAUTH_CLIENT_ID ?? null;
  const set = someSet({
    clientSecret: value.CLARI_IDENTITY_OAUTH_CLIENT_SECRET ?? null,
    clientSecretFile: value.CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE ?? null,
    scope: value.CLARI_IDENTITY_OAUTH_SCOPE ?? null,
    publicUrl: value.CLARI_IDENTITY_PUBLIC_URL ?? null,
    clientId,
  });
  if (set === null) return null;
  if (clientId !== null && value.CLARI_IDENTITY_OAUTH_ISSUER !== undefined) return { ...set, clientId };
  throw new ClariIdentityError(
    'ERR_CONFIG',
    'What the sign-in to the page needs is only set in part: nobody could come in.',
    'Set CLARI_IDENTITY_OAUTH_CLIENT_ID beside CLARI_IDENTITY_OAUTH_ISSUER, _OAUTH_AUDIENCE and _OAUTH_JWKS_URL; or unset CLARI_IDENTITY_OAUTH_CLIENT_SECRET, _OAUTH_CLIENT_SECRET_FILE, _OAUTH_SCOPE and CLARI_IDENTITY_PUBLIC_URL too.',
  );
}

function entraSettings(value: Environment): LiveSettings['entra'] {
  const set = someSet({
    tenantId: value.AZURE_TENANT_ID ?? null,
    clientId: value.AZURE_CLIENT_ID ?? null,
    clientSecret: value.AZURE_CLIENT_SECRET ?? null,
    certificatePath: value.AZURE_CLIENT_CERTIFICATE_PATH ?? null,
    authorityHost: value.AZURE_AUTHORITY_HOST ?? null,
    accessToken: value.GRAPH_ACCESS_TOKEN ?? null,
    servicePrincipalId: value.ENTRA_CLARI_SERVICE_PRINCIPAL_ID ?? null,
  });
  if (set === null) return null;
  if (set.accessToken !== null && !isLoopback(new URL(value.GRAPH_BASE_URL).hostname)) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'GRAPH_ACCESS_TOKEN is not usable: it stands in for the Azure credentials to a loopback Graph only.',
      'Unset it and set AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or certificate.',
    );
  }
  return { ...set, graphBaseUrl: value.GRAPH_BASE_URL };
}

/** Null if no variable of a source is set. If some are, the source itself says what is missing. */
function someSet<Fields extends object>(fields: Fields): Fields | null {
  return Object.values(fields).some((value) => value !== null) ? fields : null;
}
