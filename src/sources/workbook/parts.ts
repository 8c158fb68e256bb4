import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { quoted } from '../cells/text.ts';

const PARTS_MAX = 10_000;
/** A sheet with as many rows as there can be, and twenty columns, has less. */
const PART_MAX = 2 * 1024 ** 3;

/** The parts of a workbook by name, unpacked piece by piece and never whole. */
export class Parts {
  readonly #fileName: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(fileName: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#fileName = fileName;
    this.#zip = zip;
    this.#entries = entries;
  }

  static async open(content: Buffer, fileName: string): Promise<Parts> {
    const entries = new Map<string, Entry>();
    try {
      const zip = await fromBufferPromise(content, { lazyEntries: true, autoClose: false });
      for await (const entry of zip.eachEntry()) {
        const name = entry.fileName.toLowerCase();
        if (entries.has(name)) throw broken(fileName, `its part ${quoted(name)} is there twice`);
        if (entries.size >= PARTS_MAX) throw broken(fileName, `it has more than ${PARTS_MAX} parts`);
        entries.set(name, entry);
      }
      return new Parts(fileName, zip, entries);
    } catch (cause) {
      if (cause instanceof ClariIdentityError) throw cause;
      throw new ClariIdentityError(
        'ERR_EXPORT_TRUNCATED',
        `${bare(fileName)} begins as a workbook and does not end as one: the list of its parts is missing or broken.`,
        'Download it again, or open it in a spreadsheet and save it.',
        { cause },
      );
    }
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  get isEncrypted(): boolean {
    return [...this.#entries.values()].some((entry) => entry.isEncrypted());
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** Bytes of a part, unpacked, for whoever shows how far a walk is. */
  sizeOf(name: string): number {
    return this.#entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** The text of a part. Its size and checksum are those that the archive names, or it fails. */
  async *text(name: string, most = PART_MAX): AsyncGenerator<string, void, void> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) throw broken(this.#fileName, `its part ${quoted(name)} is missing`);
    if (entry.uncompressedSize > most)
      throw broken(this.#fileName, `its part ${quoted(name)} is larger than ${most / 1024 ** 2} MiB unpacked`);
    let [decoder, checksum]: [TextDecoder | null, number] = [null, 0];
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const piece of stream) {
        const bytes: unknown = piece;
        if (!(bytes instanceof Uint8Array)) continue;
        checksum = crc32(bytes, checksum);
        decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
        yield decoder.decode(bytes, { stream: true });
      }
      if (decoder !== null) yield decoder.decode();
    } catch (cause) {
      if (cause instanceof ClariIdentityError) throw cause;
      throw broken(this.#fileName, `its part ${quoted(name)} cannot be unpacked`, cause);
    }
    if (checksum !== entry.crc32) throw broken(this.#fileName, `its part ${quoted(name)} is not what was packed`);
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

export function broken(fileName: string, why: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EXPORT_MALFORMED',
    `${bare(fileName)} cannot be read: ${why}.`,
    'Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8; if that fails too, export it again.',
    { cause },
  );
}
