import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ClariIdentityError } from '../model/errors.ts';
import { quote } from '../model/foreign.ts';
import type { EvidenceItem } from '../model/record.ts';

/** Name and SHA-256 of a file of any size, read in pieces; the file stays where it is. */
export async function evidenceFile(path: string): Promise<EvidenceItem> {
  const name = basename(path);
  const hash = createHash('sha256');
  try {
    // A pipe or a device has no end that anybody could check again later.
    if (!(await stat(path)).isFile()) throw new Error('no regular file');
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_FILE_NOT_FOUND',
      `The evidence file ${quote(name)} cannot be read, or is no file.`,
      'Check the path. Nothing was recorded.',
      { cause },
    );
  }
  return { name, sha256: hash.digest('hex') };
}
