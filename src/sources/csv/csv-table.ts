import { BytePass } from '../file/bytes.ts';
import { decoderOf } from '../file/decoder.ts';
import { type Encoding, isWide } from '../file/encoding.ts';
import { changed } from '../file/file-changed.ts';
import type { FileInput } from '../source.ts';
import { type Table, type TableWalk, type WalkOptions, WHOLE_END } from '../table/table.ts';
import { CsvReader } from './csv-reader.ts';
import type { Layout } from './layout.ts';
import { PlainRows } from './plain-rows.ts';

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' } as const;

interface Text {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly cutOff: boolean;
  readonly closed: boolean;
}

/** Text with separators as a table. */
export function csvTable(input: FileInput, { sha256, bytes, encoding, cutOff, closed }: Text, layout: Layout): Table {
  const text = { sha256, bytes, encoding, closed };
  return {
    ...text,
    cutOff: cutOff ? 'character' : null,
    layout,
    why: [
      `The text is ${encoding}, separated by ${DELIMITER_NAMES[layout.delimiter]}, with its header on line ${layout.headerLine}.`,
    ],
    partial: null,
    walk: (options) => new CsvWalk(input, text, layout, options),
  };
}

class CsvWalk implements TableWalk {
  readonly #input: FileInput;
  readonly #text: Pick<Text, 'encoding' | 'sha256'>;
  readonly #csv: CsvReader;
  readonly #bytes: BytePass;
  readonly remarks = [];
  end = WHOLE_END;

  constructor(
    input: FileInput,
    text: Pick<Text, 'encoding' | 'sha256'>,
    { delimiter }: Layout,
    { forms, signal }: WalkOptions,
  ) {
    this.#input = input;
    this.#text = text;
    this.#csv = new CsvReader(delimiter, input.name, forms === null ? null : new PlainRows(forms, delimiter));
    this.#bytes = new BytePass(input, signal);
  }

  get bytesRead(): number {
    return this.#bytes.bytes;
  }

  async *pieces() {
    const { encoding, sha256 } = this.#text;
    const decoder = decoderOf(encoding, this.#input.name);
    const wide = isWide(encoding);
    for await (const slice of this.#bytes.slices()) yield this.#csv.push(decoder.push(slice), wide ? null : slice);
    const { rows, end } = this.#csv.end(decoder.end());
    this.end = end;
    yield rows;
    if (this.#bytes.digest() !== sha256) throw changed(this.#input.name);
  }
}
