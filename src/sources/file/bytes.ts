import { createHash } from 'node:crypto';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { FileInput } from '../source.ts';

// Small slices save memory: a row that waits for its batch keeps the whole text of its slice alive.
const SLICE_BYTES = 32_768;
const LINE_FEED = 0x0a;
export const FILE_BYTES_MAX = 4 * 1024 ** 3;

/**
 * One pass over a file in slices of at most 32 KiB, hashed and counted on the way, whatever sizes the source yields. A
 * slice ends after a line feed where possible, so that no rest of a line has to be joined to the next slice.
 */
export class BytePass {
  readonly #hash = createHash('sha256');
  readonly #input: FileInput;
  readonly #signal: AbortSignal | undefined;
  #bytes = 0;

  constructor(input: FileInput, signal?: AbortSignal | undefined) {
    this.#input = input;
    this.#signal = signal;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** SHA-256 of all bytes; called once, after the last slice. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  async *slices(): AsyncGenerator<Uint8Array, void, void> {
    this.#throwIfCancelled();
    for await (const chunk of this.#input.open()) {
      // A plain Uint8Array, because `slice` of a Buffer does not copy.
      const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
      for (let at = 0, end = 0; at < bytes.length; at = end) {
        this.#throwIfCancelled();
        end = sliceEnd(bytes, at);
        const slice = bytes.subarray(at, end);
        this.#bytes += slice.length;
        if (this.#bytes > FILE_BYTES_MAX) throw tooLarge(this.#input.name);
        this.#hash.update(slice);
        yield slice;
      }
    }
    this.#throwIfCancelled();
  }

  #throwIfCancelled(): void {
    if (this.#signal?.aborted === true) throw cancelled(this.#input.name);
  }
}

export function cancelled(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CANCELLED',
    `Reading ${bare(fileName)} was cancelled; nothing was changed.`,
    'Import it again when you want it.',
  );
}

function sliceEnd(bytes: Uint8Array, at: number): number {
  const most = Math.min(at + SLICE_BYTES, bytes.length);
  const lineEnd = bytes.subarray(at, most).lastIndexOf(LINE_FEED) + 1;
  return lineEnd > 0 ? at + lineEnd : most;
}

export function tooLarge(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${bare(fileName)} is larger than 4 GiB.`,
    'Export fewer columns, or split the file and import the parts with --partial.',
  );
}
