import type { AppProfile } from '../model/app-profile.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import type { Instant } from '../model/time.ts';
import { timeZone } from '../model/time-zone.ts';
import { quotedList } from './cells/text.ts';
import { bindColumns, type Columns } from './csv/columns.ts';
import { type Layout, valuesOf } from './csv/layout.ts';
import { readRows } from './csv/rows.ts';
import { type DetectedKind, detectKind } from './detection/detect.ts';
import { directoryName } from './detection/directory-name.ts';
import { mappingOf } from './detection/population.ts';
import { statedKind } from './detection/stated-kind.ts';
import { refuseTemplate } from './detection/templates.ts';
import { asOfOf } from './file/as-of.ts';
import { lookAt } from './file/first-look.ts';
import { headOf } from './file/head.ts';
import type { KindImport, KindSpec } from './kinds/kind-spec.ts';
import { knownHeaders } from './kinds/kinds.ts';
import { openRows, refuseSheet } from './open-table.ts';
import { senseUnknown } from './senses/refusal.ts';
import type { AsOf, Detection, FileInput, FileStatement, InspectedFile } from './source.ts';
import { refusePart } from './table/part.ts';
import type { Table } from './table/table.ts';

const NEVER: ReadonlySet<string> = new Set();

/**
 * First pass over a file: hash, encoding, layout, kind. Everything that can be refused without reading rows is refused
 * here. `seenBefore`: header fingerprints of users exports that were imported before. `profile`: of the application that
 * the statement names.
 */
export async function inspectFile(
  input: FileInput,
  stated: FileStatement,
  now: Instant,
  seenBefore: ReadonlySet<string> = NEVER,
  profile: AppProfile | null = null,
): Promise<InspectedFile> {
  const kind = statedKind(stated, profile);
  const mapping = mappingOf({ ...stated, kind }, profile);
  const statement = { ...stated, kind, mapping, app: profile?.id ?? null };
  const asOf = asOfOf(input, statement.asOf, now);
  const look = await lookAt(input);
  const sheet = { name: statement.sheet ?? null, option: '--sheet' };
  refuseSheet(look, sheet, input.name);
  const file = { input, statement, asOf, now, seenBefore, profile };
  if (look.format === 'json') {
    const { inspectJson } = await import('./json/inspect-json.ts');
    const found = await inspectJson(input, statement, look, asOf, now, profile);
    return 'layout' in found ? inspectTable(found, false, file) : found;
  }
  const { table, isEmpty } = await openRows(input, look, { known: knownHeaders(statement.mapping, profile), sheet });
  if (look.format === 'csv') refuseTemplate(look.head, table.layout, input.name);
  return inspectTable(table, isEmpty, file);
}

interface BroughtFile {
  readonly input: FileInput;
  readonly statement: FileStatement;
  readonly asOf: AsOf;
  readonly now: Instant;
  readonly seenBefore: ReadonlySet<string>;
  readonly profile: AppProfile | null;
}

/** `noRows`: it is a header and nothing else. */
function inspectTable(
  found: Table,
  noRows: boolean,
  { input, statement, asOf, now, seenBefore, profile }: BroughtFile,
): InspectedFile {
  const { layout } = found;
  if (noRows && layout.recognised > 0) throw headerOnly(input.name, layout);
  const kind = detectKind(layout, statement.kind, statement.mapping, input.name, seenBefore, profile);
  const kindImport = importOf(kind.spec, input.name);
  if (noRows) throw headerOnly(input.name, layout);
  refusePart(found, statement, input.name);
  const columns = bindColumns(kind.spec, layout, statement.mapping, statement.directory?.toLowerCase() ?? '');
  requireSense(columns, layout, input.name);
  requireIdentifier(kind.spec, kindImport, columns, layout, input.name);
  const directory = kindImport.ofDirectory ? directoryName(found, statement.directory, input.name) : null;
  const head = headOf(kind.spec, input, statement, asOf, found.sha256, directory?.name ?? null);
  const pass = {
    fileName: input.name,
    table: found,
    columns,
    app: { id: profile?.id ?? 'clari', name: profile?.name ?? 'Clari' },
    remarks: kind.remarks,
    directory: directory?.name ?? '',
    statedComplete: statement.completeness === 'complete',
    now,
    asOf: asOf.at,
    timeZone: statement.timeZone == null ? null : timeZone(statement.timeZone),
  };
  return {
    head,
    detection: detectionOf(kind, columns, [
      ...(directory === null ? [] : [directory.why]),
      ...columns.why,
      ...found.why,
    ]),
    rows: ({ signal }) => readRows(pass, kindImport, signal),
  };
}

function detectionOf(kind: DetectedKind, columns: Columns, why: readonly string[]): Detection {
  return {
    kind: kind.spec.kind,
    basis: kind.basis,
    why: [...kind.why, ...why],
    mapping: columns.mapping,
    unmapped: columns.unmapped.map((index) => columns.headers[index] ?? ''),
  };
}

function importOf(spec: KindSpec, fileName: string): KindImport {
  if (spec.import !== null) return spec.import;
  throw new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} is a table of rows, and ${spec.title} (${spec.kind}) is read as JSON only.`,
    'Bring it in JSON, as the API answers it.',
  );
}

function requireIdentifier(
  spec: KindSpec,
  kindImport: KindImport,
  columns: Columns,
  layout: Layout,
  fileName: string,
): void {
  const { identifiers, required = [], telling = [] } = kindImport;
  const oneOf = [identifiers, telling].filter((fields) => fields.length > 0 && !fields.some((one) => columns.has(one)));
  const missing = required.filter((field) => !columns.has(field));
  const needs = [
    ...oneOf.map((fields) => `a column for one of ${fields.join(', ')}`),
    ...missing.map((field) => `a column for ${field}`),
  ];
  if (needs.length === 0) return;
  throw new ClariIdentityError(
    'ERR_HEADER',
    `${bare(fileName)}, ${layout.headerPlace}: as ${spec.title} it needs ${needs.join(' and ')}; ${layout.recognised === 0 ? `none of its ${layout.headers.length} headers is known` : `its headers are ${quotedList(layout.headers)}`}.`,
    `Name the column: --map ${oneOf[0]?.at(-1) ?? missing[0] ?? 'email'}=HEADER.`,
  );
}

/** Asks before any row counts, if a "yes" in the status column could mean either state. */
function requireSense({ status: { main } }: Columns, layout: Layout, fileName: string): void {
  if (main === null || !main.sense.unsettled) return;
  const where = { fileName, place: layout.headerPlace };
  throw senseUnknown(where, layout.headers[main.index] ?? '', valuesOf(layout, main.index));
}

function headerOnly(fileName: string, layout: Layout): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_NO_ROWS',
    `${bare(fileName)} has a header (${layout.headerPlace}) and no rows.`,
    'Export it again; a list that is really empty proves nothing and is not imported.',
  );
}
