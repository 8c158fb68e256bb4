import { ClariIdentityError } from '../model/errors.ts';
import { BytePass } from './bytes.ts';
import { binaryFormat, type Foreign, textFormat } from './content-sniff.ts';
import { RECORD_MAX } from './csv-reader.ts';
import { decoderOf } from './decoder.ts';
import { jsonKindOf } from './detect.ts';
import { type Encoding, EncodingProbe } from './encoding.ts';
import { KIND_SPECS } from './kinds/kinds.ts';
import type { FileInput } from './source.ts';

// Four bytes are the most that a character takes.
const HEAD_BYTES = 4 * (RECORD_MAX + 1);

/** A file after every byte of it went by once. */
interface FirstLook {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly cutOff: boolean;
  /** The text at the beginning, and whether that is all of it. */
  readonly head: string;
  readonly whole: boolean;
}

/** Hash, size and encoding over the whole file; its head as text. Content that is no delimited text is refused here. */
export async function lookAt(input: FileInput): Promise<FirstLook> {
  const pass = new BytePass(input);
  const probe = new EncodingProbe();
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  for await (const slice of pass.slices()) {
    if (keptBytes === 0) refuseForeign(binaryFormat(slice), input.name);
    probe.push(slice);
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
  if (format === 'json') throw jsonContent(head, input.name);
  refuseForeign(format, input.name);
  return { sha256: pass.digest(), bytes: pass.bytes, encoding, cutOff, head, whole };
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
    `${fileName} looks like ${foreign.what}, not CSV.`,
    foreign.remedy,
  );
}

function jsonContent(head: string, fileName: string): ClariIdentityError {
  const spec = jsonKindOf(head);
  const kinds = importableKinds().join(', ');
  return new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    spec === null
      ? `${fileName} looks like JSON, not CSV.`
      : `${fileName} was recognised as ${spec.title} (${spec.kind}) in JSON, which this version does not import.`,
    `This version imports CSV files of the kinds ${kinds}.`,
  );
}

export function importableKinds(): readonly string[] {
  return KIND_SPECS.filter((spec) => spec.import !== null).map((spec) => spec.kind);
}

export function empty(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_EMPTY',
    `${fileName} is empty.`,
    'Download it again: the download may have failed, or not have finished.',
  );
}

function notReadable(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ENCODING',
    `${fileName} is written in UTF-32, which is not read.`,
    'Save it as UTF-8 (CSV UTF-8 in a spreadsheet).',
  );
}
