import { createHash } from 'node:crypto';
import { ClariIdentityError } from '../model/errors.ts';
import type { FileInput } from './source.ts';

const SLICE_BYTES = 65_536;
export const FILE_BYTES_MAX = 4 * 1024 ** 3;

/** One pass over a file: slices of at most 64 KiB, whatever the source hands out, hashed and counted on their way. */
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
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        this.#throwIfCancelled();
        const slice = chunk.subarray(at, at + SLICE_BYTES);
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
      `Reading ${this.#input.name} was cancelled; nothing was changed.`,
      'Import it again when you want it.',
    );
  }
}

export function tooLarge(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${fileName} is larger than 4 GiB.`,
    'Export fewer columns, or split the file and import the parts with --partial.',
  );
}
