import manifest from '../package.json' with { type: 'json' };
import { ENVIRONMENT } from '../src/config.ts';
import { Secret } from '../src/model/secret.ts';
import { tools } from '../tools/index.ts';

/** What every package says of the program; the one place to change it. */
export const ABOUT = {
  /** As the registry names it: the owner has to be the one who publishes. `mcpName` of package.json is the same. */
  registryName: manifest.mcpName,
  name: manifest.name,
  server: 'clari-identity',
  title: 'Clari identity',
  version: manifest.version,
  license: manifest.license,
  author: 'The clari-identity-mcp authors',
  description: manifest.description,
  /** The registry takes a hundred characters. */
  short: 'Which Clari accounts outlived their access in Okta or Entra ID, how sure, and what proves it.',
  /** Those whose own SQLite two processes can share. */
  node: '>=22.23.3 <23 || >=24.22.3',
  tools: tools.map(({ name, title }) => ({ name, description: title })),
};

type Place = 'directory' | 'file';

/** The variables that a host asks people for, with the words that it shows; what they mean is said in `src/config.ts`. */
const ASKED: Readonly<Record<string, { readonly title: string; readonly place?: Place }>> = {
  CLARI_IDENTITY_HOME: { title: 'Data folder', place: 'directory' },
  CLARI_IDENTITY_IMPORT_DIR: { title: 'Folder with exports that may be read', place: 'directory' },
  CLARI_IDENTITY_DIRECTORIES: { title: 'Directories that govern Clari' },
  CLARI_IDENTITY_DOMAIN_ALIASES: { title: 'Domains that are one organisation' },
  CLARI_IDENTITY_ACTOR: { title: 'Your name in the ledger' },
  CLARI_IDENTITY_READ_ONLY: { title: 'Only read (1)' },
  CLARI_IDENTITY_DATABASE_URL: { title: 'Shared database' },
  OKTA_ORG_URL: { title: 'Okta: organisation' },
  OKTA_CLIENT_ID: { title: 'Okta: client id' },
  OKTA_PRIVATE_KEY_FILE: { title: 'Okta: file of the private key', place: 'file' },
  OKTA_KEY_ID: { title: 'Okta: key id' },
  OKTA_CLARI_APP_ID: { title: 'Okta: id of the Clari app' },
  AZURE_TENANT_ID: { title: 'Entra ID: tenant' },
  AZURE_CLIENT_ID: { title: 'Entra ID: client id' },
  AZURE_CLIENT_SECRET: { title: 'Entra ID: client secret' },
  AZURE_CLIENT_CERTIFICATE_PATH: { title: 'Entra ID: or its certificate and key', place: 'file' },
  ENTRA_CLARI_SERVICE_PRINCIPAL_ID: { title: 'Entra ID: object id of the Clari application' },
  CLARI_API_TOKEN: { title: 'Clari: API token' },
  CLARI_FORECAST_ID: { title: 'Clari: forecast tab' },
  CLARI_COPILOT_API_KEY: { title: 'Clari Copilot: API key' },
  CLARI_COPILOT_API_PASSWORD: { title: 'Clari Copilot: API password' },
  SALESLOFT_API_TOKEN: { title: 'Salesloft: API key' },
};

export interface Variable {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly secret: boolean;
  readonly place: Place | null;
}

export function variables(): readonly Variable[] {
  const shape = Object.entries(ENVIRONMENT.shape);
  return Object.entries(ASKED).map(([name, { title, place = null }]) => {
    const [, schema] = shape.find(([known]) => known === name) ?? [];
    if (schema === undefined) throw new Error(`the program reads no ${name}`);
    // An address of a database can hold a password.
    const secret = schema.safeParse('x').data instanceof Secret || name === 'CLARI_IDENTITY_DATABASE_URL';
    return { name, title, description: (schema.description ?? '').replaceAll('`', ''), secret, place };
  });
}
