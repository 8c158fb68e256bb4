import type { AppProfile } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Instant } from '../../model/time.ts';
import { certainKind } from '../detection/detect.ts';
import { hasEntraKeys } from '../entra-decisions/is-entra-decisions.ts';
import { changed } from '../file/file-changed.ts';
import type { TextLook } from '../file/first-look.ts';
import { headOf } from '../file/head.ts';
import type { KindSpec } from '../kinds/kind-spec.ts';
import { knownHeaders, specOf } from '../kinds/kinds.ts';
import type { AsOf, FileInput, FileStatement, InspectedFile } from '../source.ts';
import { refusePart } from '../table/part.ts';
import type { Table } from '../table/table.ts';
import { type DetectedJson, detectJson, JSON_SPECS } from './detect-json.ts';
import { readJsonRows } from './json-rows.ts';
import { type JsonScan, type PeopleLists, scanJson } from './json-scan.ts';
import { jsonTable } from './json-table.ts';

/**
 * As for CSV, everything that can be refused without reading rows is refused here; the grammar of the whole file is
 * checked too. A document of none of the kinds that come in JSON only is a table, if it has a list of objects.
 */
export async function inspectJson(
  input: FileInput,
  statement: FileStatement,
  look: TextLook,
  asOf: AsOf,
  now: Instant,
  profile: AppProfile | null = null,
): Promise<InspectedFile | Table> {
  const { sha256, bytes, encoding } = look;
  const scouts = new Map(JSON_SPECS.map(({ json }) => [json, json.scout()] as const));
  const lists = new Set(JSON_SPECS.flatMap(({ json }) => json.lists));
  const scan = await scanJson(input, encoding, lists, [...scouts.values()], knownHeaders(statement.mapping, profile));
  if (scan.sha256 !== sha256) throw changed(input.name);
  const { partial } = scan;
  refuseDecisions(scan, input.name);
  const table = tableIn(scan, statement, input.name);
  if (table !== null) return tableOf(input, look, scan, table);
  refuseMapping(statement, input.name);
  const kind = detectJson(scan, statement.kind, input.name);
  const scout = scouts.get(kind.json) ?? kind.json.scout();
  refuseEmpty(kind, scan, input.name);
  refusePart({ partial }, statement, input.name);
  const pass = {
    sha256,
    bytes,
    encoding,
    lists: new Set(kind.json.lists),
    fingerprint: fingerprintOf(scan),
    partial,
    now,
    asOf: asOf.at,
  };
  return {
    head: headOf(kind.spec, input, statement, asOf, sha256, null),
    detection: {
      kind: kind.spec.kind,
      basis: kind.basis,
      why: [...kind.why, `The text is JSON in ${encoding}.`],
      mapping: {},
      unmapped: [],
    },
    rows: ({ signal }) => readJsonRows(input, pass, scout, signal),
  };
}

/** A list of objects as a table, whatever it is of. `known`: header keys that somebody asks for. */
export async function objectTable(input: FileInput, look: TextLook, known: ReadonlySet<string>): Promise<Table> {
  const scan = await scanJson(input, look.encoding, new Set(), [], known);
  if (scan.sha256 !== look.sha256) throw changed(input.name);
  const table = onlyOf(scan.people, input.name);
  if (table === null)
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      `${bare(input.name)} is JSON without a list of objects.`,
      'Bring a list, [{"email": "…"}, …], or one object a line.',
    );
  return tableOf(input, look, scan, table);
}

function tableOf(input: FileInput, look: TextLook, scan: JsonScan, table: PeopleLists): Table {
  const { sha256, bytes, encoding } = look;
  const { partial, isLines } = scan;
  return jsonTable(input, { ...table, sha256, bytes, encoding, partial, isLines });
}

/** The list of people in a document; null: it is of a kind that comes in JSON only, or has none. */
function tableIn({ shape, people }: JsonScan, { kind }: FileStatement, fileName: string): PeopleLists | null {
  if (JSON_SPECS.some(({ json }) => json.evidence(shape).length > 0)) return null;
  if (kind !== null && specOf(kind).import === null) {
    refuseOther(specOf(kind), people, fileName);
    return null;
  }
  if (kind !== null && specOf(kind).json?.needs.some((list) => shape.has(list)) === true) return null;
  return onlyOf(people, fileName);
}

function onlyOf(people: JsonScan['people'], fileName: string): PeopleLists | null {
  const [first, second] = people;
  if (first !== undefined && second !== undefined) {
    const names = people.flatMap(({ lists }) => [...lists.keys()]);
    throw new ClariIdentityError(
      'ERR_KIND_AMBIGUOUS',
      `${bare(fileName)} has several lists, ${names.map((list) => (list === '' ? 'one without a name' : bare(list))).join(' and ')}, and only one can be read.`,
      'Put each list into a file of its own.',
    );
  }
  return first ?? null;
}

/** A list that is certainly of another kind than the stated one. */
function refuseOther(stated: KindSpec, people: JsonScan['people'], fileName: string): void {
  const other = people.map(({ columns }) => certainKind(columns.layout(''))).find((one) => one !== null) ?? null;
  if (other === null) return;
  throw new ClariIdentityError(
    'ERR_KIND_MISMATCH',
    `${bare(fileName)} was offered as ${stated.title}, but its names are those of ${other.title}.`,
    `Import it with --kind ${other.kind} (or without --kind).`,
  );
}

/** They are no list of people, though each names one: decisions are no snapshot. */
function refuseDecisions({ shape }: JsonScan, fileName: string): void {
  if (![...shape.values()].some(({ keys }) => hasEntraKeys((key) => keys.has(key)))) return;
  throw new ClariIdentityError(
    'ERR_KIND_MISMATCH',
    `${bare(fileName)} has decisions of an Entra access review, which say nothing of who has an account.`,
    'Import it with --kind entra-review-decisions (or without --kind).',
  );
}

function refuseMapping(statement: FileStatement, fileName: string): void {
  if (Object.keys(statement.mapping).length === 0) return;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${bare(fileName)} is JSON, which has no headers to map.`,
    'Leave --map away, or bring the file as CSV.',
  );
}

function refuseEmpty({ json }: DetectedJson, { shape }: JsonScan, fileName: string): void {
  if (json.needs.some((list) => (shape.get(list)?.count ?? 0) > 0)) return;
  throw new ClariIdentityError(
    'ERR_NO_ROWS',
    `${bare(fileName)} has ${json.needs.map((list) => (list === '' ? 'no bare list' : `no ${list}`)).join(' and ')} with anything in it.`,
    'Export it again; a list that is really empty proves nothing and is not imported.',
  );
}

/** Names in the lists, whatever their order. */
function fingerprintOf({ shape }: JsonScan): readonly string[] {
  return [...shape].flatMap(([list, { keys }]) => [...keys].map((key) => `${list}.${key}`)).sort();
}
