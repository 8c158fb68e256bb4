import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { RECORD_MAX } from '../csv/csv-reader.ts';
import type { FileInput } from '../source.ts';
import { BytePass } from './bytes.ts';
import { binaryFormat, type Foreign, textFormat } from './content-sniff.ts';
import { decoderOf } from './decoder.ts';
import { type Encoding, EncodingProbe, isWide } from './encoding.ts';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
// Four bytes are the most that a character takes.
const HEAD_BYTES = 4 * (RECORD_MAX + 1);

/** A file after every byte of it went by once. */
export interface FirstLook {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly cutOff: boolean;
  /** A line break is the last of it; false where that is not plain to see. */
  readonly closed: boolean;
  /** The text at the beginning, and whether that is all of it. */
  readonly head: string;
  readonly whole: boolean;
  readonly format: 'csv' | 'json';
}

/** As `lookAt`, where only delimited text will do. */
export async function lookAtCsv(input: FileInput): Promise<FirstLook> {
  const look = await lookAt(input);
  if (look.format === 'csv') return look;
  throw new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(input.name)} looks like JSON, not CSV.`,
    'Save the list as CSV UTF-8, with one row for each person.',
  );
}

/** Hash, size and encoding over the whole file; its head as text. Content that is neither CSV nor JSON is refused here. */
export async function lookAt(input: FileInput): Promise<FirstLook> {
  const pass = new BytePass(input);
  const probe = new EncodingProbe();
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let lastByte = 0;
  for await (const slice of pass.slices()) {
    if (keptBytes === 0) refuseForeign(binaryFormat(slice), input.name);
    probe.push(slice);
    lastByte = slice[slice.length - 1] ?? lastByte;
    if (keptBytes < HEAD_BYTES) {
      // A source may reuse its buffer.
      kept.push(slice.slice());
      keptBytes += slice.length;
    }
  }
  if (pass.bytes === 0) throw empty(input.name);
  const { encoding, cutOff } = probe.verdict();
  if (encoding === 'utf-32') throw notReadable(input.name);
  const whole = keptBytes === pass.bytes;
  const head = textOf(kept, encoding, whole, input.name);
  const format = textFormat(head);
  if (format !== 'json') refuseForeign(format, input.name);
  const closed = !isWide(encoding) && (lastByte === LINE_FEED || lastByte === RETURN);
  const seen = { sha256: pass.digest(), bytes: pass.bytes, encoding, cutOff, closed, head, whole };
  return { ...seen, format: format === 'json' ? 'json' : 'csv' };
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
