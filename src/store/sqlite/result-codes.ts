/** SQLite's primary result codes that this program distinguishes. */
export const SQLITE = {
  ERROR: 1,
  PERM: 3,
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  CONSTRAINT: 19,
  AUTH: 23,
  NOTADB: 26,
} as const;

/** A trigger of our schema refused the statement. */
export const CONSTRAINT_TRIGGER = SQLITE.CONSTRAINT | (7 << 8);
/** The shared-memory file could not grow; on a full disk SQLite reports this and not FULL. */
export const IOERR_SHMSIZE = SQLITE.IOERR | (19 << 8);

const EXTENDED: Readonly<Record<string, number>> = {
  SQLITE_CONSTRAINT_TRIGGER: CONSTRAINT_TRIGGER,
  SQLITE_IOERR_SHMSIZE: IOERR_SHMSIZE,
};

/** The code of a name: `SQLITE_BUSY_SNAPSHOT` → 5. The extended code if it matters, otherwise the primary one. */
export function resultCodeOfName(name: string): number {
  const extended = EXTENDED[name];
  if (extended !== undefined) return extended;
  const primary = name.split('_')[1];
  const found = Object.entries(SQLITE).find(([word]) => word === primary);
  return found === undefined ? SQLITE.ERROR : found[1];
}
