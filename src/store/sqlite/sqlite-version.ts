import type { RawDatabase } from './binding.ts';

/** In earlier versions, two processes on one WAL file can lose commits. */
export const OLDEST_SAFE_SQLITE = '3.51.3';

/** Withdrawn by its makers soon after it came out. */
const WITHDRAWN = '3.52.0';

export function isWithdrawn(version: string): boolean {
  return version === WITHDRAWN;
}

export function isOld(version: string): boolean {
  return version.localeCompare(OLDEST_SAFE_SQLITE, 'en', { numeric: true }) < 0;
}

/** The version that is loaded, as the library itself reports it. */
export function versionOf(open: (path: string) => RawDatabase): string {
  const database = open(':memory:');
  try {
    const [row] = database.prepare('select sqlite_version() as version').all([]);
    const version = typeof row === 'object' && row !== null && 'version' in row ? row.version : null;
    return typeof version === 'string' ? version : '0';
  } finally {
    database.close();
  }
}
