import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';

/**
 * Reads a file that a person names beside a pack, up to a size that such files never have.
 * @throws ERR_FILE_NOT_FOUND, ERR_FILE_TOO_LARGE
 */
export async function givenFile(path: string, mostBytes: number): Promise<Buffer> {
  const named = quote(basename(path));
  const facts = await stat(path).catch((cause: unknown) => {
    throw notFound(named, cause);
  });
  if (!facts.isFile()) throw notFound(named);
  if (facts.size > mostBytes)
    throw new ClariIdentityError(
      'ERR_FILE_TOO_LARGE',
      `The file ${named} has ${facts.size} bytes, more than such a file ever has (${mostBytes}).`,
      'Check that it is the file that you mean. Nothing was changed.',
    );
  return readFile(path).catch((cause: unknown) => {
    throw notFound(named, cause);
  });
}

function notFound(named: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_NOT_FOUND',
    `The file ${named} cannot be read, or is no plain file.`,
    'Check the path. Nothing was changed.',
    cause === undefined ? {} : { cause },
  );
}
