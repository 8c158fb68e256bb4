import { words } from '../../model/words.ts';
import { cleanText, isBlank } from '../cells/text.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { isRecordFile } from '../csv/record-file.ts';
import { TableShape } from '../csv/table-shape.ts';
import { namesClari } from '../detection/clari-name.ts';
import type { Table } from '../table/table.ts';

/** Of each kind of record that is kept: a file of more is none that a person has to look at. */
const RECORDS_MAX = 200_000;
const SHOWN_MAX = 200;
const APPLICATION = /^app(?:lication)?$/i;

/** What the grants of a baton-file say of being assigned to Clari. */
export interface ClariGrants {
  /** Names of the resources that are Clari; empty: none is. */
  readonly resources: readonly string[];
  /** User id → the grant, as it is shown. */
  readonly of: ReadonlyMap<string, string>;
  /** Why somebody without a grant may have one all the same; null: nothing speaks for it. */
  readonly doubt: string | null;
}

const COLUMNS = [
  ...words('record_type id display_name resource_type trait parent_resource'),
  ...words('resource_id entitlement_slug principal_id principal_resource_id principal_entitlement_slug'),
  ...words('inherited_resource_id inherited_entitlement_slug inheritance_depth'),
] as const;

/** A record as its cells by their column, blank where there is none. */
type FileRecord = (column: string) => string;

/** Who inherits: those with this grant, and if it is not shallow those who inherit this one. */
interface Inheritance {
  readonly resource: string;
  readonly slug: string;
  readonly isShallow: boolean;
}

/**
 * Reads the grants of a baton-file ahead of its users, since its records come in any order. Somebody has access if they
 * have any entitlement of the application or of something in it, by themselves or through a group. Null: it is no such
 * file.
 */
export async function clariGrants(table: Table, signal: AbortSignal | undefined): Promise<ClariGrants | null> {
  if (!isRecordFile(table.layout)) return null;
  const resources = new Resources();
  const broken = () => {
    resources.doubt ??= 'a row of it cannot be read';
  };
  await eachRecord(table, signal, (record) => resources.see(record), broken);
  const grants = new Grants(resources);
  if (grants.isEmpty) return { resources: [], of: new Map(), doubt: null };
  await eachRecord(table, signal, (record) => grants.see(record));
  const unknown = new Set(grants.of.keys());
  await eachRecord(table, signal, (record) => {
    if (record('record_type') === 'user') unknown.delete(record('id'));
  });
  const [first] = unknown;
  return {
    resources: resources.clari(),
    of: grants.of,
    doubt:
      resources.doubt ??
      grants.doubt ??
      (first !== undefined ? `${unknown.size} of those who have one are no users of the file` : null) ??
      (grants.of.size === 0 ? 'nobody in the file has one' : null),
  };
}

/** `broken`: a row that cannot be read, so whatever it says is missing. */
async function eachRecord(
  table: Table,
  signal: AbortSignal | undefined,
  take: (record: FileRecord) => void,
  broken: () => void = () => undefined,
): Promise<void> {
  const { keys } = table.layout;
  const shape = new TableShape(table.layout, []);
  const at = new Map(COLUMNS.map((name) => [name, keys.indexOf(name.replaceAll('_', ''))] as const));
  let cells: readonly string[] = [];
  const record: FileRecord = (column) => {
    const text = (cells[at.get(column) ?? -1] ?? '').trim();
    return column === 'record_type' ? text.toLowerCase() : text;
  };
  const see = (row: CsvRow) => {
    if (row.line <= shape.headerLine || row.cells.every(isBlank)) return;
    const apart = shape.takenApart(row);
    cells = shape.cellsOf(apart);
    if (shape.faultOf(apart, cells) === null) take(record);
    else broken();
  };
  const walk = table.walk({ forms: null, signal });
  for await (const rows of walk.pieces()) for (const row of rows) see(row);
  if (walk.end.unterminated !== null) see(walk.end.unterminated);
}

/** The resources of a file, and what access to one gives access to. */
class Resources {
  readonly #ids = new Set<string>();
  readonly #applications = new Map<string, string>();
  readonly #childrenOf = new Map<string, string[]>();
  readonly #inheritors = new Map<string, Inheritance[]>();
  #count = 0;
  doubt: string | null = null;

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  see(record: FileRecord): void {
    const type = record('record_type');
    if (type !== 'resource' && type !== 'grant_inheritance_mapping') return;
    this.#count += 1;
    if (this.#count > RECORDS_MAX) {
      this.doubt ??= `it has more than ${RECORDS_MAX} resources and inheritances`;
      return;
    }
    if (type === 'resource') this.#resource(record);
    else this.#inheritance(record);
  }

  #resource(record: FileRecord): void {
    const [id, name, parent] = [record('id'), record('display_name'), record('parent_resource')];
    if (id === '') return;
    this.#ids.add(id);
    if (isApplication(record) && namesClari(name)) this.#applications.set(id, name);
    if (parent !== '') append(this.#childrenOf, parent, id);
  }

  #inheritance(record: FileRecord): void {
    const [resource, inherited] = [record('principal_resource_id'), record('inherited_resource_id')];
    if (resource === '' || inherited === '') {
      this.doubt ??= 'an inheritance in it does not say between which resources';
      return;
    }
    const inheritance = {
      resource,
      slug: record('principal_entitlement_slug'),
      isShallow: /^shallow$/i.test(record('inheritance_depth')),
    };
    // By the resource, of which Clari's every entitlement counts, and by the single entitlement.
    append(this.#inheritors, inherited, inheritance);
    append(this.#inheritors, keyOf(inherited, record('inherited_entitlement_slug')), inheritance);
  }

  clari(): readonly string[] {
    return [...new Set(this.#applications.values())];
  }

  /** Ids of what is Clari or lies in it, with the name that it is shown by. */
  inClari(): ReadonlyMap<string, string> {
    const all = new Map(this.#applications);
    for (const [id, name] of all)
      for (const child of this.#childrenOf.get(id) ?? []) if (!all.has(child)) all.set(child, name);
    return all;
  }

  /** Grants that give access to Clari by inheritance, with the name that it is shown by. */
  through(clari: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const found = new Map<string, { readonly name: string; readonly goesOn: boolean }>();
    const waiting = [...clari].flatMap(([id, name]) =>
      (this.#inheritors.get(id) ?? []).map((one) => ({ ...one, name })),
    );
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { resource, slug, isShallow, name } = next;
      const key = keyOf(resource, slug);
      const known = found.get(key);
      if (known !== undefined && (known.goesOn || isShallow)) continue;
      found.set(key, { name, goesOn: !isShallow });
      if (!isShallow) for (const further of this.#inheritors.get(key) ?? []) waiting.push({ ...further, name });
    }
    return new Map([...found].map(([key, { name }]) => [key, name]));
  }
}

/** Who has a grant that gives access to Clari. */
class Grants {
  readonly of = new Map<string, string>();
  readonly #resources: Resources;
  readonly #clari: ReadonlyMap<string, string>;
  readonly #through: ReadonlyMap<string, string>;
  doubt: string | null = null;

  constructor(resources: Resources) {
    this.#resources = resources;
    this.#clari = resources.inClari();
    this.#through = resources.through(this.#clari);
  }

  get isEmpty(): boolean {
    return this.#clari.size === 0;
  }

  see(record: FileRecord): void {
    const type = record('record_type');
    if (type !== 'direct_user_grant' && type !== 'external_grant') return;
    const [resource, slug] = [record('resource_id'), record('entitlement_slug')];
    const direct = this.#clari.get(resource);
    const through = this.#through.get(keyOf(resource, slug));
    if (type === 'external_grant') {
      if (direct !== undefined || through !== undefined)
        this.doubt ??= 'people of another system are granted it, whom the file does not name';
      return;
    }
    const user = record('principal_id');
    if (user === '' || !this.#resources.has(resource))
      this.doubt ??= 'one of its grants does not say whom or what it is for';
    if (user === '' || this.of.has(user)) return;
    if (direct !== undefined) this.of.set(user, cleanText(`${direct}: ${slug}`, SHOWN_MAX));
    else if (through !== undefined) this.of.set(user, cleanText(`${through}, through ${resource}`, SHOWN_MAX));
  }
}

/** Its trait says so, or where that is blank its type. A group or a role that is called Clari may be anything. */
function isApplication(record: FileRecord): boolean {
  const trait = record('trait');
  return APPLICATION.test(trait === '' ? record('resource_type') : trait);
}

function keyOf(resource: string, slug: string): string {
  return `${resource}\n${slug}`;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
