import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Instant } from '../../model/time.ts';
import { changed } from '../file/file-changed.ts';
import type { FirstLook } from '../file/first-look.ts';
import { headOf } from '../file/head.ts';
import type { AsOf, FileInput, FileStatement, InspectedFile } from '../source.ts';
import { type DetectedJson, detectJson, JSON_SPECS } from './detect-json.ts';
import { FOREIGN_LISTS } from './foreign-lists.ts';
import { readJsonRows } from './json-rows.ts';
import { type JsonScan, scanJson } from './json-scan.ts';

/** As for CSV: everything that can be refused without taking rows is refused here, and the grammar of the whole file is. */
export async function inspectJson(
  input: FileInput,
  statement: FileStatement,
  look: FirstLook,
  asOf: AsOf,
  now: Instant,
): Promise<InspectedFile> {
  const { sha256, bytes, encoding } = look;
  refuseMapping(statement, input.name);
  const scouts = new Map(JSON_SPECS.map(({ json }) => [json, json.scout()] as const));
  const lists = new Set([...JSON_SPECS.flatMap(({ json }) => json.lists), ...FOREIGN_LISTS]);
  const scan = await scanJson(input, encoding, lists, [...scouts.values()]);
  if (scan.sha256 !== sha256) throw changed(input.name);
  const kind = detectJson(scan, statement.kind, input.name);
  const scout = scouts.get(kind.json) ?? kind.json.scout();
  refuseEmpty(kind, scan, input.name);
  refuseTruncated(scan, statement, input.name);
  const pass = {
    sha256,
    bytes,
    encoding,
    lists: new Set(kind.json.lists),
    fingerprint: fingerprintOf(scan),
    truncatedBy: scan.truncatedBy,
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

function refuseTruncated({ truncatedBy }: JsonScan, statement: FileStatement, fileName: string): void {
  if (truncatedBy === null || statement.completeness !== 'complete') return;
  throw new ClariIdentityError(
    'ERR_EXPORT_TRUNCATED',
    `${bare(fileName)} says ${truncatedBy}: the export left something out, so it is not the complete one that it was said to be.`,
    'Export less at a time; or import what there is with --partial instead of --complete.',
  );
}

/** Names in the lists, whatever their order. */
function fingerprintOf({ shape }: JsonScan): readonly string[] {
  return [...shape].flatMap(([list, { keys }]) => [...keys].map((key) => `${list}.${key}`)).sort();
}
