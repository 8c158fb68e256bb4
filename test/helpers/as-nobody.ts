import { existsSync } from 'node:fs';

export const NOBODY = 65_534;
export const isRoot = process.getuid?.() === 0;

/** Root may read and write everywhere, so that what a user may not is tried as nobody: the words before a command. */
export const AS_NOBODY: readonly string[] = isRoot
  ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  : [];

/** Why root cannot act as nobody here; null: it can, or this is no root. */
export const noNobody: string | null =
  isRoot && !existsSync('/usr/bin/setpriv') ? 'no setpriv, with which root becomes nobody' : null;
