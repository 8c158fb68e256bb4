import { resolve } from 'node:path';
import { ENVIRONMENT, isSet } from '../config.ts';
import type { Setting } from '../hosts/entry.ts';
import type { Machine } from '../hosts/places.ts';
import { Secret } from '../model/secret.ts';

/** What only the shared server reads; a host starts the other one. */
const SHARED_SERVER = /^CLARI_IDENTITY_(HTTP_|OAUTH_|PUBLIC_URL$|LOG_LEVEL$)/;
const FILES = /^(CLARI_IDENTITY_HOME|OKTA_PRIVATE_KEY_FILE|AZURE_CLIENT_CERTIFICATE_PATH)$/;

/** The variables that are set now and that a server over stdio reads. A secret has no value from here on. */
export function settingsOf({ env, cwd, platform }: Machine, home: string): readonly Setting[] {
  const set = Object.entries(ENVIRONMENT.shape).flatMap(([name, schema]): readonly Setting[] => {
    const value = env[name];
    if (SHARED_SERVER.test(name) || !isSet(value)) return [];
    const parsed: unknown = schema.safeParse(value.trim()).data;
    return [{ name, value: isSecret(name, value, parsed) ? null : fromAnywhere(name, value.trim(), cwd) }];
  });
  // A host hands over few variables: those that move the data folder are not among them.
  const isMoved = set.every(({ name }) => name !== 'CLARI_IDENTITY_HOME') && isSet(env[DATA_FOLDERS[platform] ?? '']);
  // The driver of PostgreSQL reads this one itself.
  const password = isSet(env['PGPASSWORD']) && env['CLARI_IDENTITY_DATABASE_URL']?.startsWith('postgres') === true;
  return [
    ...(isMoved ? [{ name: 'CLARI_IDENTITY_HOME', value: home }] : []),
    ...set,
    ...(password ? [{ name: 'PGPASSWORD', value: null }] : []),
  ];
}

/** Where a variable of the desktop decides where the data folder lies. */
const DATA_FOLDERS: Readonly<Record<string, string>> = { linux: 'XDG_DATA_HOME' };

function isSecret(name: string, value: string, parsed: unknown): boolean {
  if (parsed instanceof Secret) return true;
  if (name === 'CLARI_IDENTITY_DATABASE_URL') return !value.trim().startsWith('sqlite:') && mayHoldPassword(value);
  // The address of a witness may hold a token; its file does not.
  return typeof parsed === 'object' && parsed !== null && 'url' in parsed && parsed.url instanceof Secret;
}

function mayHoldPassword(text: string): boolean {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url === null || url.password !== '' || /pass|key|token/i.test(url.search);
}

/** A host starts the program in a folder of its own choice. */
function fromAnywhere(name: string, value: string, cwd: string): string {
  if (FILES.test(name)) return resolve(cwd, value);
  if (name === 'CLARI_IDENTITY_IMPORT_DIR')
    return value
      .split(':')
      .map((folder) => (folder === '' ? folder : resolve(cwd, folder)))
      .join(':');
  const path = /^sqlite:(?!\/\/)(.+)$/.exec(name === 'CLARI_IDENTITY_DATABASE_URL' ? value : '')?.[1];
  return path === undefined ? value : `sqlite:${resolve(cwd, path)}`;
}
