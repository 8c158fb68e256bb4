import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';

/** The real path of a file inside one of the folders, links resolved first: a link that leads out is out. */
export async function allowedFile(path: string, folders: readonly string[]): Promise<string> {
  if (folders.length === 0) {
    throw new ClariIdentityError(
      'ERR_FILE_FORBIDDEN',
      'This server may not read files: no import folder is configured.',
      'Pass the file as `content`, set CLARI_IDENTITY_IMPORT_DIR, or run `clari-identity-mcp import FILE` at a terminal.',
    );
  }
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => null);
    const real = await realpath(isAbsolute(path) ? path : join(folder, path)).catch(() => null);
    if (root === null || real === null) continue;
    const inside = relative(root, real);
    if (inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)) return real;
  }
  throw new ClariIdentityError(
    'ERR_FILE_FORBIDDEN',
    'The file does not exist inside a configured import folder.',
    'Move the file there, pass it as `content`, or run `clari-identity-mcp import FILE` at a terminal.',
  );
}
