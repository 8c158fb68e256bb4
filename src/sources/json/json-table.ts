import { bare } from '../../model/foreign.ts';
import { BytePass } from '../file/bytes.ts';
import type { Encoding } from '../file/encoding.ts';
import { changed } from '../file/file-changed.ts';
import type { FileInput } from '../source.ts';
import { type RecordColumns, TOO_MANY_NAMES } from '../table/records.ts';
import { type Table, type TableWalk, type WalkOptions, WHOLE_END } from '../table/table.ts';
import { flatRecord } from './flat-record.ts';
import { JsonPass } from './json-pass.ts';
import type { PeopleLists } from './json-scan.ts';
import { isObject } from './json-value.ts';
import { JsonWalk } from './json-walk.ts';
import { withType } from './record-lists.ts';

interface Document extends PeopleLists {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly partial: string | null;
  /** Its entries stand one behind the other, without a list around them. */
  readonly isLines: boolean;
}

/** What a SCIM answer calls its list. */
const SCIM_LIST = 'Resources';

/** A list of JSON objects as a table: an object is a row, and the names in all of them are the header. */
export function jsonTable(input: FileInput, document: Document): Table {
  const { lists, columns, sha256, bytes, encoding, partial } = document;
  const names = [...lists.keys()];
  const [first = ''] = names;
  const where = first === '' ? 'the list' : `the ${first === SCIM_LIST ? 'SCIM list' : 'list'} ${bare(first)}`;
  return {
    layout: columns.layout(`the names in ${where}${names.length > 1 ? ' and the lists beside it' : ''}`),
    sha256,
    bytes,
    encoding,
    cutOff: null,
    closed: true,
    why: [
      names.length > 1
        ? `The text is JSON in ${encoding}: each object in ${names.map(bare).join(', ')} is a row, and its line is its place among them, from 1.`
        : `The text is JSON in ${encoding}: each object in ${where} is a row, and its line is ${document.isLines ? 'the one on which it begins' : 'its place in that list, from 1'}.`,
    ],
    partial,
    ...(document.isLines || names.length > 1
      ? {}
      : { placeOf: (line: number) => `${first === '' ? '' : bare(first)}[${line - 1}]` }),
    walk: (options) => new ListWalk(input, document, options),
  };
}

class ListWalk implements TableWalk {
  readonly #input: FileInput;
  readonly #document: Document;
  readonly #bytes: BytePass;
  readonly end = WHOLE_END;
  #noObjects = 0;

  constructor(input: FileInput, document: Document, { signal }: WalkOptions) {
    this.#input = input;
    this.#document = document;
    this.#bytes = new BytePass(input, signal);
  }

  get bytesRead(): number {
    return this.#bytes.bytes;
  }

  get remarks(): readonly string[] {
    return [
      ...(this.#document.columns.isFull ? [TOO_MANY_NAMES] : []),
      ...(this.#noObjects > 0 ? [`${this.#noObjects} entries of the list are no objects, and no rows.`] : []),
    ];
  }

  async *pieces() {
    const { lists, columns, encoding, sha256, isLines } = this.#document;
    let [rows, line]: [ReturnType<RecordColumns['row']>[], number] = [[], 0];
    const walk = new JsonWalk(new Set(lists.keys()), {
      list: () => undefined,
      item: (name, value, offset) => {
        const type = lists.get(name);
        if (type === undefined) return;
        line = isLines ? Math.max(line + 1, pass.lineAt(offset)) : line + 1;
        if (isObject(value)) rows.push(columns.row(withType(flatRecord(value), type), line));
        else this.#noObjects += 1;
      },
      page: () => undefined,
    });
    const pass = await JsonPass.over(walk, encoding, this.#input.name);
    for await (const slice of this.#bytes.slices()) {
      pass.push(slice);
      yield rows;
      rows = [];
    }
    pass.end();
    yield rows;
    if (this.#bytes.digest() !== sha256) throw changed(this.#input.name);
  }
}
