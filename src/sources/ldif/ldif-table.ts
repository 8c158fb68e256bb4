import { quoted } from '../cells/text.ts';
import { BytePass } from '../file/bytes.ts';
import { decoderOf } from '../file/decoder.ts';
import { isWide } from '../file/encoding.ts';
import { changed } from '../file/file-changed.ts';
import type { TextLook } from '../file/first-look.ts';
import type { FileInput } from '../source.ts';
import { RecordColumns, TOO_MANY_NAMES } from '../table/records.ts';
import { type Table, type TableWalk, type WalkOptions, WHOLE_END } from '../table/table.ts';
import { LdifReader } from './ldif-reader.ts';

/** Entries of LDIF as a table: an entry is a row, the attributes of all entries are the header. */
export async function ldifTable(input: FileInput, look: TextLook, known: ReadonlySet<string>): Promise<Table> {
  const { sha256, bytes, encoding, closed } = look;
  const columns = new RecordColumns(known);
  const reader = new LdifReader(input.name);
  const pass = new BytePass(input);
  const decoder = decoderOf(encoding, input.name);
  for await (const slice of pass.slices())
    for (const { record } of reader.push(decoder.push(slice))) columns.see(record);
  for (const { record } of [...reader.push(decoder.end()), ...reader.end()]) columns.see(record);
  if (pass.digest() !== sha256) throw changed(input.name);
  const { says, fault } = reader.reported;
  const layout = columns.layout('the attributes of its entries');
  return {
    layout,
    sha256,
    bytes,
    encoding,
    cutOff: isCut(look) ? 'entry' : null,
    closed: true,
    why: [`The text is LDIF in ${encoding}: each entry is a row, and its line is the one on which it begins.`],
    partial:
      fault !== null
        ? `The server answered ${quoted(fault)} at the end: it is a part, not the whole.`
        : says !== null && says > columns.count
          ? `The file says that it has ${says} entries, and has ${columns.count}: it is a part, not the whole.`
          : null,
    walk: (options) => new LdifWalk(input, { encoding, sha256, closed }, columns, options),
  };
}

/** The tools end every entry with a line break; without one a number may have lost a digit. */
function isCut({ closed, encoding }: Pick<TextLook, 'closed' | 'encoding'>): boolean {
  return !closed && !isWide(encoding);
}

class LdifWalk implements TableWalk {
  readonly #input: FileInput;
  readonly #look: Pick<TextLook, 'encoding' | 'sha256' | 'closed'>;
  readonly #columns: RecordColumns;
  readonly #bytes: BytePass;
  readonly #reader: LdifReader;
  end = WHOLE_END;

  constructor(
    input: FileInput,
    look: Pick<TextLook, 'encoding' | 'sha256' | 'closed'>,
    columns: RecordColumns,
    { signal }: WalkOptions,
  ) {
    this.#input = input;
    this.#look = look;
    this.#columns = columns;
    this.#bytes = new BytePass(input, signal);
    this.#reader = new LdifReader(input.name);
  }

  get bytesRead(): number {
    return this.#bytes.bytes;
  }

  get remarks(): readonly string[] {
    return [...(this.#columns.isFull ? [TOO_MANY_NAMES] : []), ...this.#reader.reported.remarks];
  }

  async *pieces() {
    const { encoding, sha256 } = this.#look;
    const decoder = decoderOf(encoding, this.#input.name);
    const rowsOf = (entries: ReturnType<LdifReader['push']>) =>
      entries.map(({ record, line }) => this.#columns.row(record, line));
    for await (const slice of this.#bytes.slices()) yield rowsOf(this.#reader.push(decoder.push(slice)));
    const last = [...rowsOf(this.#reader.push(decoder.end())), ...rowsOf(this.#reader.end())];
    const unterminated = isCut(this.#look) ? (last.pop() ?? null) : null;
    yield last;
    this.end = { ...WHOLE_END, unterminated };
    if (this.#bytes.digest() !== sha256) throw changed(this.#input.name);
  }
}
