import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { RECORD_MAX } from '../csv/csv-reader.ts';
import type { FileInput } from '../source.ts';
import { BytePass } from './bytes.ts';
import { binaryFormat, type Foreign, mayBeWorkbook, textFormat } from './content-sniff.ts';
import { decoderOf } from './decoder.ts';
import { type Encoding, EncodingProbe, isWide } from './encoding.ts';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
// Four bytes are the most that a character takes.
const HEAD_BYTES = 4 * (RECORD_MAX + 1);
// A workbook is read from its end, so it is kept in memory, packed as it is. A sheet of the most rows there can be has 100 MB.
const WORKBOOK_MAX = 256 * 1024 ** 2;

/** What one pass over all bytes of a file found: it is text, or a workbook, which is kept whole. */
export type FirstLook = LookOf<'csv'> | LookOf<'json'> | LookOf<'ldif'> | WorkbookLook;

export type LookOf<F extends TextLook['format']> = TextLook & { readonly format: F };

export interface TextLook {
  readonly format: 'csv' | 'json' | 'ldif';
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly cutOff: boolean;
  /** True if the file ends with a line break; false if it does not, or if that is unknown. */
  readonly closed: boolean;
  /** The text at the beginning, and whether it is the whole file. */
  readonly head: string;
  readonly whole: boolean;
}

export interface WorkbookLook {
  readonly format: 'workbook';
  readonly sha256: string;
  readonly content: Buffer;
}

/** Computes the hash of the whole file, and decodes the head of a text. Content of no form that is read is refused here. */
export async function lookAt(input: FileInput): Promise<FirstLook> {
  const pass = new BytePass(input);
  const probe = new EncodingProbe();
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let lastByte = 0;
  let isWorkbook = false;
  for await (const slice of pass.slices()) {
    if (keptBytes === 0) {
      isWorkbook = mayBeWorkbook(slice);
      if (!isWorkbook) refuseForeign(binaryFormat(slice), input.name);
    }
    if (isWorkbook && keptBytes > WORKBOOK_MAX) throw workbookTooLarge(input.name);
    if (!isWorkbook) probe.push(slice);
    lastByte = slice[slice.length - 1] ?? lastByte;
    if (isWorkbook || keptBytes < HEAD_BYTES) {
      // Copied, because a source may reuse its buffer.
      kept.push(slice.slice());
      keptBytes += slice.length;
    }
  }
  if (pass.bytes === 0) throw empty(input.name);
  if (isWorkbook) return { format: 'workbook', sha256: pass.digest(), content: Buffer.concat(kept) };
  const { encoding, cutOff } = probe.verdict();
  if (encoding === 'utf-32') throw notReadable(input.name);
  const whole = keptBytes === pass.bytes;
  const head = textOf(kept, encoding, whole, input.name);
  const format = textFormat(head);
  if (typeof format !== 'string') refuseForeign(format, input.name);
  const closed = !isWide(encoding) && (lastByte === LINE_FEED || lastByte === RETURN);
  const seen = { sha256: pass.digest(), bytes: pass.bytes, encoding, cutOff, closed, head, whole };
  if (format === 'json') return { ...seen, format };
  return { ...seen, format: format === 'ldif' ? format : 'csv' };
}

function textOf(pieces: readonly Uint8Array[], encoding: Encoding, whole: boolean, fileName: string): string {
  const decoder = decoderOf(encoding, fileName);
  const text = pieces.map((piece) => decoder.push(piece)).join('');
  return whole ? text + decoder.end() : text;
}

function refuseForeign(foreign: Foreign | null, fileName: string): void {
  if (foreign === null) return;
  throw new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} looks like ${foreign.what}, not CSV.`,
    foreign.remedy,
  );
}

function workbookTooLarge(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${bare(fileName)} is larger than 256 MiB, which no list in a workbook is.`,
    'Save the sheet with the list as CSV UTF-8, and import that.',
  );
}

export function empty(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_EMPTY',
    `${bare(fileName)} is empty.`,
    'Download it again: the download may have failed, or not have finished.',
  );
}

function notReadable(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ENCODING',
    `${bare(fileName)} is written in UTF-32, which is not read.`,
    'Save it as UTF-8 (CSV UTF-8 in a spreadsheet).',
  );
}
