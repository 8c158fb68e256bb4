import { BytePass } from '../file/bytes.ts';
import type { Encoding } from '../file/encoding.ts';
import type { FileInput } from '../source.ts';
import { RecordColumns } from '../table/records.ts';
import { flatRecord } from './flat-record.ts';
import type { JsonScout, ListShape } from './json-import.ts';
import { JsonPass } from './json-pass.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from './json-value.ts';
import { type JsonSink, JsonWalk } from './json-walk.ts';
import { type More, moreIn } from './more-pages.ts';
import { areRecords, RECORD_LISTS, withType } from './record-lists.ts';

const LOOKED_AT = 50;
const KEYS_MAX = 200;
const STARTS_MAX = 100_000;
/** Names under which services put a list of people or of what they are assigned to; `''`: the document is the list, or each line an entry. */
const PEOPLE_LISTS: readonly string[] = ['Resources', 'value', 'users', 'results', ''];
const FLAGS = ['cellsTruncated', 'rowsTruncated'];

/** A document after its first pass. */
export interface JsonScan {
  readonly sha256: string;
  readonly shape: ReadonlyMap<string, ListShape>;
  /** Names of the members that stand beside the lists, for messages. */
  readonly members: readonly string[];
  /** Why it is a part: the exporting system says that it left something out, or its end is missing. Null: nothing says so. */
  readonly partial: string | null;
  /** Its entries stand one behind the other, without a list around them. */
  readonly isLines: boolean;
  /** Lists that could be read as tables, if they have an object. */
  readonly people: readonly PeopleLists[];
}

/** Lists that are one table. */
export interface PeopleLists {
  /** What the rows of a list are, where the list alone says it; null: the rows say it, or need not. */
  readonly lists: ReadonlyMap<string, string | null>;
  readonly columns: RecordColumns;
}

/**
 * Reads a whole document once, so that a fault anywhere in it is found before any row is used. `lists`: those of the
 * kinds that come in JSON only; `known`: header keys that somebody asks for.
 */
export async function scanJson(
  input: FileInput,
  encoding: Encoding,
  lists: ReadonlySet<string>,
  scouts: readonly JsonScout[],
  known: ReadonlySet<string>,
): Promise<JsonScan> {
  const shape = new Map<string, { count: number; keys: Set<string> }>();
  const members = new Set<string>();
  let truncatedBy: string | null = null;
  const records = new RecordColumns(known);
  const starts = new Set<number>();
  const tables = new Map(PEOPLE_LISTS.map((list) => [list, new RecordColumns(known)] as const));
  let more: More = { says: null, total: null };
  const listOf = (name: string) => {
    const list = shape.get(name) ?? { count: 0, keys: new Set<string>() };
    shape.set(name, list);
    return list;
  };
  const sink: JsonSink = {
    list: (name) => {
      listOf(name);
    },
    item(name, value) {
      const list = listOf(name);
      list.count += 1;
      if (!isObject(value)) return;
      if (list.count <= LOOKED_AT) for (const key of value.keys()) if (list.keys.size < KEYS_MAX) list.keys.add(key);
      for (const scout of scouts) scout.note(name, value);
      const record = flatRecord(value);
      tables.get(name)?.see(record);
      const type = RECORD_LISTS.get(name);
      if (type !== undefined) records.see(withType(record, type));
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
  };
  const walk = new JsonWalk(new Set([...lists, ...PEOPLE_LISTS]), sink, new Set(RECORD_LISTS.keys()));
  const pass = await JsonPass.over(walk, encoding, input.name);
  const bytes = new BytePass(input);
  for await (const slice of bytes.slices()) pass.push(slice);
  const cutLine = pass.end();
  truncatedBy ??= more.says ?? countBeyond(more, shape);
  const ofRecords = areRecords(shape);
  return {
    sha256: bytes.digest(),
    shape,
    members: [...members],
    partial: partialBy(truncatedBy, cutLine),
    isLines: walk.isAmongEntries,
    people: [
      ...[...tables].flatMap(([list, columns]) =>
        columns.count > 0 && !(ofRecords && RECORD_LISTS.has(list))
          ? [{ lists: new Map([[list, null]]), columns }]
          : [],
      ),
      ...(ofRecords && records.count > 0 ? [{ lists: RECORD_LISTS, columns: records }] : []),
    ],
  };
}

function partialBy(says: string | null, cutLine: number | null): string | null {
  if (cutLine !== null)
    return `The file ends in the middle of the entry on line ${cutLine}: it is a part, not the whole.`;
  return says === null ? null : `The file says ${says}: it is a part, not the whole.`;
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
