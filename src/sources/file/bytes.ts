import { createHash } from 'node:crypto';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { FileInput } from '../source.ts';

// Smaller than the pieces that files come in: rows that wait for their batch keep the whole text of their slice.
const SLICE_BYTES = 32_768;
const LINE_FEED = 0x0a;
export const FILE_BYTES_MAX = 4 * 1024 ** 3;

/**
 * One pass over a file: slices of at most 32 KiB, whatever the source hands out, hashed and counted on their way. One
 * ends after a line feed where it can: what is then cut into lines has nothing left over to be joined to the next.
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

  /** Once, after the last slice. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  async *slices(): AsyncGenerator<Uint8Array, void, void> {
    this.#throwIfCancelled();
    for await (const chunk of this.#input.open()) {
      // No Buffer, whose `slice` is no copy.
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
    if (this.#signal?.aborted !== true) return;
    throw new ClariIdentityError(
      'ERR_CANCELLED',
      `Reading ${bare(this.#input.name)} was cancelled; nothing was changed.`,
      'Import it again when you want it.',
    );
  }
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
