import { join } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { ClariIdentityError } from './model/errors.ts';
import type { Settings } from './model/settings.ts';
import { DAY_MS, MINUTE_MS } from './model/time.ts';

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

/** Every variable that the program reads. The README's configuration table is generated from these descriptions. */
export const ENVIRONMENT = z.object({
  CLARI_IDENTITY_HOME: z.string().optional().describe("Data folder, created 0700. Default: the platform's usual one"),
  CLARI_IDENTITY_DATABASE_URL: z
    .string()
    .optional()
    .describe('`sqlite:PATH`. Default: `store.sqlite` in the data folder'),
  CLARI_IDENTITY_READ_ONLY: z
    .enum(['0', '1'], 'must be 0 or 1')
    .optional()
    .describe('`1`: only reading tools are offered; wins over everything'),
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
  CLARI_IDENTITY_ACTOR: z.string().optional().describe('Who acts, shown as unauthenticated. Default: the OS user'),
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
});

export interface Config {
  readonly home: string;
  readonly databaseUrl: string;
  readonly readOnly: boolean;
  readonly importDirs: readonly string[];
  readonly actorName: string | null;
  readonly settings: Settings;
}

/** Empty values and placeholders that a client left unexpanded (`${VAR}`, `${VAR:-}`) count as unset. */
function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '' && !/^\$\{[^}]*\}$/.test(value.trim());
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
  const home = value.CLARI_IDENTITY_HOME ?? envPaths('clari-identity-mcp', { suffix: '' }).data;
  return {
    home,
    databaseUrl: value.CLARI_IDENTITY_DATABASE_URL ?? `sqlite:${join(home, 'store.sqlite')}`,
    readOnly: value.CLARI_IDENTITY_READ_ONLY === '1',
    importDirs: (value.CLARI_IDENTITY_IMPORT_DIR ?? '').split(':').filter((folder) => folder !== ''),
    actorName: value.CLARI_IDENTITY_ACTOR ?? null,
    settings: {
      staleAfterMs: value.CLARI_IDENTITY_STALE_AFTER,
      slaMs: value.CLARI_IDENTITY_SLA,
      verifyWithinMs: value.CLARI_IDENTITY_VERIFY_WITHIN,
      directories: value.CLARI_IDENTITY_DIRECTORIES ?? null,
      domainAliases: value.CLARI_IDENTITY_DOMAIN_ALIASES ?? [],
      seatPrice:
        value.CLARI_IDENTITY_SEAT_PRICE === undefined
          ? null
          : { amount: value.CLARI_IDENTITY_SEAT_PRICE, currency: value.CLARI_IDENTITY_SEAT_CURRENCY ?? 'USD' },
    },
  };
}
