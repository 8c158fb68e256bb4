import { bare } from '../../model/foreign.ts';
import { BytePass } from '../file/bytes.ts';
import type { Encoding } from '../file/encoding.ts';
import { changed } from '../file/file-changed.ts';
import type { FileInput } from '../source.ts';
import { type RecordColumns, TOO_MANY_NAMES } from '../table/records.ts';
import { type Table, type TableWalk, type WalkOptions, WHOLE_END } from '../table/table.ts';
import { flatRecord } from './flat-record.ts';
import { JsonPass } from './json-pass.ts';
import { isObject } from './json-value.ts';
import { JsonWalk } from './json-walk.ts';

/** Names under which services put a list of people or of what they are assigned to; `''`: the document is the list. */
export const PEOPLE_LISTS: readonly string[] = ['Resources', 'value', 'users', 'results', ''];

interface Document {
  readonly list: string;
  readonly columns: RecordColumns;
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly partial: string | null;
}

/** What a SCIM answer calls its list. */
const SCIM_LIST = 'Resources';

/** A list of JSON objects as a table: an object is a row, and the names in all of them are the header. */
export function jsonTable(input: FileInput, document: Document): Table {
  const { list, columns, sha256, bytes, encoding, partial } = document;
  const where = list === '' ? 'the list' : `the ${list === SCIM_LIST ? 'SCIM list' : 'list'} ${bare(list)}`;
  return {
    layout: columns.layout(`the names in ${where}`),
    sha256,
    bytes,
    encoding,
    cutOff: null,
    closed: true,
    why: [
      `The text is JSON in ${encoding}: each object in ${where} is a row, and its line is its place in that list, from 1.`,
    ],
    partial,
    placeOf: (line) => `${list === '' ? '' : bare(list)}[${line - 1}]`,
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
    const { list, columns, encoding, sha256 } = this.#document;
    let [rows, line]: [ReturnType<RecordColumns['row']>[], number] = [[], 0];
    const walk = new JsonWalk(new Set([list]), {
      list: () => undefined,
      item: (name, value) => {
        if (name !== list) return;
        line += 1;
        if (isObject(value)) rows.push(columns.row(flatRecord(value), line));
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
