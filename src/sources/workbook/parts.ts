import { isAscii, isUtf8 } from 'node:buffer';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { quoted } from '../cells/text.ts';
import { unfinishedBytes } from '../file/encoding.ts';

/** The method in which nearly all parts are packed. */
const DEFLATED = 8;
const PIECE = 64 * 1024;
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
    let [decoder, checksum, size]: [TextPieces | null, number, number] = [null, 0, 0];
    try {
      for await (const piece of await unpacked(this.#zip, entry)) {
        const bytes: unknown = piece;
        if (!(bytes instanceof Uint8Array)) continue;
        size += bytes.length;
        if (size > entry.uncompressedSize) throw new RangeError('more than the archive names');
        checksum = crc32(bytes, checksum);
        decoder ??= textOf(bytes);
        yield decoder.push(bytes);
      }
      if (decoder !== null) yield decoder.end();
    } catch (cause) {
      if (cause instanceof ClariIdentityError) throw cause;
      throw broken(this.#fileName, `its part ${quoted(name)} cannot be unpacked`, cause);
    }
    if (checksum !== entry.crc32 || size !== entry.uncompressedSize)
      throw broken(this.#fileName, `its part ${quoted(name)} is not what was packed`);
  }
}

/** The library unpacks 16 KiB at a time, and each piece takes a turn of its own. */
async function unpacked(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.compressionMethod !== DEFLATED) return zip.openReadStreamPromise(entry);
  const packed = await zip.openReadStreamPromise(entry, { decompress: false, decrypt: null, start: null, end: null });
  const inflate = createInflateRaw({ chunkSize: PIECE });
  // A fault of either ends up where the pieces are taken.
  pipeline(packed, inflate, () => undefined);
  return inflate;
}

/** Bytes to text, piece by piece; each throws at what is no text. */
interface TextPieces {
  push(bytes: Uint8Array): string;
  end(): string;
}

function textOf([first, second]: Uint8Array): TextPieces {
  if (first === 0xff && second === 0xfe) return utf16('utf-16le');
  return first === 0xfe && second === 0xff ? utf16('utf-16be') : utf8();
}

function utf16(encoding: 'utf-16le' | 'utf-16be'): TextPieces {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** A decoder of Node gives two bytes to each character here, so that all that is cut from its text costs twice as much. */
function utf8(): TextPieces {
  let [rest, isFirst] = [Buffer.alloc(0), true];
  const whole = (bytes: Buffer): string => {
    if (isAscii(bytes)) {
      isFirst &&= bytes.length === 0;
      return bytes.toString('latin1');
    }
    if (!isUtf8(bytes)) throw new TypeError('no UTF-8');
    const text = bytes.toString('utf8');
    const hasMark = isFirst && text.startsWith('\ufeff');
    isFirst &&= text === '';
    return hasMark ? text.slice(1) : text;
  };
  return {
    push(bytes) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const all = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const end = all.length - unfinishedBytes(all);
      rest = Buffer.from(all.subarray(end));
      return whole(all.subarray(0, end));
    },
    end: () => whole(rest),
  };
}

export function broken(fileName: string, why: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EXPORT_MALFORMED',
    `${bare(fileName)} cannot be read: ${why}.`,
    'Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8; if that fails too, export it again.',
    { cause },
  );
}
