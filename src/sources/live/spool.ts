import { randomBytes } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { FILE_BYTES_MAX, tooLarge } from '../file/bytes.ts';
import type { FileInput } from '../source.ts';
import type { BodySink } from './live-request.ts';

const CHUNK = 65_536;

/** A document that came over the network, kept on disk as long as it is read, and then nowhere. */
export interface Spool extends BodySink {
  text(text: string): Promise<void>;
  /** Readable as often as a file is. */
  input(name: string): FileInput;
  close(): Promise<void>;
}

/** Opens a spool. Its file is unlinked at once, so that nothing stays behind if this process dies. */
export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `clari-identity-${randomBytes(12).toString('hex')}`);
  const file = await open(path, 'wx+', 0o600).catch((cause: unknown) => {
    throw noRoom(cause);
  });
  // On Windows an open file keeps its name, so it is deleted at the end.
  const isNameless = await unlink(path).then(
    () => true,
    () => false,
  );
  let length = 0;
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (length + bytes.length > FILE_BYTES_MAX) throw tooLarge('The answer');
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, at, bytes.length - at, length + at).catch((cause: unknown) => {
        throw noRoom(cause);
      });
      at += bytesWritten;
    }
    length += bytes.length;
  };
  return {
    write,
    text: (text) => write(Buffer.from(text, 'utf8')),
    async begin() {
      await file.truncate(0);
      length = 0;
    },
    input: (name) => ({ name, modifiedAt: null, open: () => bytesOf(file, () => length) }),
    async close() {
      await file.close();
      if (!isNameless) await unlink(path).catch(() => undefined);
    },
  };
}

function noRoom(cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_WRITE',
    'The answer of the service cannot be kept in the folder for temporary files while it is read.',
    'Check that this folder (TMPDIR) may be written and has room, and repeat the call. Nothing was changed.',
    { cause },
  );
}

async function* bytesOf(file: FileHandle, length: () => number): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < length(); ) {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, length() - at));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
