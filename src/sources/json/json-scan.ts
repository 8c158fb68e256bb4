import { BytePass } from '../file/bytes.ts';
import type { Encoding } from '../file/encoding.ts';
import type { FileInput } from '../source.ts';
import { RecordColumns } from '../table/records.ts';
import { flatRecord } from './flat-record.ts';
import type { JsonScout, ListShape } from './json-import.ts';
import { JsonPass } from './json-pass.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from './json-value.ts';
import { JsonWalk } from './json-walk.ts';
import { type More, moreIn } from './more-pages.ts';

const LOOKED_AT = 50;
const KEYS_MAX = 200;
const STARTS_MAX = 100_000;
const FLAGS = ['cellsTruncated', 'rowsTruncated'];

/** A document after its first pass. */
export interface JsonScan {
  readonly sha256: string;
  readonly shape: ReadonlyMap<string, ListShape>;
  /** Names of the members that stand beside the lists, for messages. */
  readonly members: readonly string[];
  /** The exporting system says that it left something out. */
  readonly truncatedBy: string | null;
  /** Lists that could be read as tables, if they have an object. */
  readonly people: readonly { readonly list: string; readonly columns: RecordColumns }[];
}

/** Reads a whole document once, so that a fault anywhere in it is found before any row is used. */
export async function scanJson(
  input: FileInput,
  encoding: Encoding,
  lists: ReadonlySet<string>,
  scouts: readonly JsonScout[],
  people: { readonly lists: readonly string[]; readonly known: ReadonlySet<string> },
): Promise<JsonScan> {
  const shape = new Map<string, { count: number; keys: Set<string> }>();
  const members = new Set<string>();
  let truncatedBy: string | null = null;
  const starts = new Set<number>();
  const tables = new Map(people.lists.map((list) => [list, new RecordColumns(people.known)] as const));
  let more: More = { says: null, total: null };
  const listOf = (name: string) => {
    const known = shape.get(name) ?? { count: 0, keys: new Set<string>() };
    shape.set(name, known);
    return known;
  };
  const walk = new JsonWalk(lists, {
    list: (name) => {
      listOf(name);
    },
    item(name, value) {
      const list = listOf(name);
      list.count += 1;
      if (!isObject(value)) return;
      if (list.count <= LOOKED_AT) for (const key of value.keys()) if (list.keys.size < KEYS_MAX) list.keys.add(key);
      for (const scout of scouts) scout.note(name, value);
      tables.get(name)?.see(flatRecord(value));
    },
    page(page) {
      for (const name of page.keys()) if (members.size < KEYS_MAX) members.add(name);
      truncatedBy ??= truncationIn(page) ?? sameStart(page, starts);
      const { says, total } = moreIn(page);
      // Where one file has several pages, the last page says whether another follows; each page may give the total
      // count.
      more = { says, total: total !== null && total.count > (more.total?.count ?? 0) ? total : more.total };
      for (const scout of scouts) scout.page(page);
    },
  });
  const pass = await JsonPass.over(walk, encoding, input.name);
  const bytes = new BytePass(input);
  for await (const slice of bytes.slices()) pass.push(slice);
  pass.end();
  truncatedBy ??= more.says ?? countBeyond(more, shape);
  return {
    sha256: bytes.digest(),
    shape,
    members: [...members],
    truncatedBy,
    people: [...tables].flatMap(([list, columns]) => (columns.count > 0 ? [{ list, columns }] : [])),
  };
}

/** A page that is there twice: with the one that is missing instead, the counts would be right. */
function sameStart(page: JsonObject, starts: Set<number>): string | null {
  const start = page.get('startIndex');
  if (typeof start !== 'number') return null;
  if (starts.has(start)) return `startIndex ${start} twice`;
  if (starts.size < STARTS_MAX) starts.add(start);
  return null;
}

function countBeyond({ total }: More, shape: ReadonlyMap<string, ListShape>): string | null {
  const most = Math.max(0, ...[...shape.values()].map((list) => list.count));
  return total !== null && total.count > most ? `${total.key} ${total.count}` : null;
}

/** Beside the lists, or in the job that is wrapped around or beside them. */
function truncationIn(value: JsonObject): string | null {
  for (const flag of FLAGS) if (saysYes(value.get(flag))) return flag;
  for (const member of value.values()) {
    const inside = isObject(member) ? [member] : isArray(member) ? member.filter(isObject) : [];
    for (const one of inside) {
      const found = truncationIn(one);
      if (found !== null) return found;
    }
  }
  return null;
}

function saysYes(value: JsonValue | undefined): boolean {
  return value === true || (typeof value === 'string' && /^true$/i.test(value)) || value === 1;
}
