import { type Stats, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { instantFromMs } from '../../model/time.ts';
import { cleanText } from '../cells/text.ts';
import type { FileInput } from '../source.ts';
import { FILE_BYTES_MAX, tooLarge } from './bytes.ts';

// Each read is a round trip through another thread: small ones cost more than what is done with them.
const READ_BYTES = 1_048_576;

/** A file on disk; its name is never a whole path. Fails at once when it is missing, unreadable or no regular file. */
export function fileInput(path: string): FileInput {
  const name = cleanText(basename(path), 200);
  const stats = statsOf(path, name);
  if (!stats.isFile()) {
    throw new ClariIdentityError(
      'ERR_FILE_NOT_FOUND',
      `${bare(name)} is ${stats.isDirectory() ? 'a folder' : 'no regular file'}.`,
      'Name the file itself; it is read twice, so a pipe does not do.',
    );
  }
  if (stats.size > FILE_BYTES_MAX) throw tooLarge(name);
  return { name, modifiedAt: instantFromMs(Math.trunc(stats.mtimeMs)), open: () => bytesOf(path, name) };
}

/** A file that came as text in a call. It has no time of its own. */
export function textInput(name: string, content: string): FileInput {
  return bytesInput(name, Buffer.from(content, 'utf8'));
}

export function bytesInput(name: string, content: Uint8Array): FileInput {
  return {
    name: cleanText(name, 200),
    modifiedAt: null,
    async *open() {
      yield content;
    },
  };
}

function statsOf(path: string, name: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw readError(name, cause);
  }
}

/** Two buffers take turns: one is read into while the other is looked at, and none is made anew for every read. */
async function* bytesOf(path: string, name: string): AsyncGenerator<Uint8Array, void, void> {
  const failed = (cause: unknown): never => {
    throw readError(name, cause);
  };
  const file = await open(path).catch(failed);
  let [buffer, other] = [Buffer.allocUnsafe(READ_BYTES), Buffer.allocUnsafe(READ_BYTES)];
  let reading = file.read(buffer);
  try {
    for (;;) {
      const { bytesRead } = await reading.catch(failed);
      if (bytesRead === 0) return;
      const bytes = buffer.subarray(0, bytesRead);
      [buffer, other] = [other, buffer];
      reading = file.read(buffer);
      yield bytes;
    }
  } finally {
    await reading.catch(() => undefined);
    await file.close();
  }
}

function readError(name: string, cause: unknown): ClariIdentityError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ClariIdentityError('ERR_FILE_NOT_FOUND', `${bare(name)} does not exist.`, 'Check the path.', { cause });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new ClariIdentityError(
      'ERR_FILE_FORBIDDEN',
      `${bare(name)} may not be read.`,
      'Give this user read permission.',
      {
        cause,
      },
    );
  }
  return new ClariIdentityError(
    'ERR_FILE_CHANGED',
    `${bare(name)} could not be read to its end.`,
    'Copy the file to a local disk and import it again.',
    { cause },
  );
}
