import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import type { Instant } from '../model/time.ts';
import { timeZone } from '../model/time-zone.ts';
import { quotedList } from './cells/text.ts';
import { bindColumns, type Columns } from './csv/columns.ts';
import { type Layout, layoutOf, valuesOf } from './csv/layout.ts';
import { readRows } from './csv/rows.ts';
import { type DetectedKind, detectKind } from './detection/detect.ts';
import { directoryName } from './detection/directory-name.ts';
import { refuseTemplate } from './detection/templates.ts';
import { asOfOf } from './file/as-of.ts';
import { empty, type FirstLook, lookAt } from './file/first-look.ts';
import { headOf } from './file/head.ts';
import type { KindImport, KindSpec } from './kinds/kind-spec.ts';
import { knownHeaders } from './kinds/kinds.ts';
import { senseUnknown } from './senses/refusal.ts';
import type { AsOf, Detection, FileInput, FileStatement, InspectedFile } from './source.ts';

const NEVER: ReadonlySet<string> = new Set();

/**
 * First pass over a file: hash, encoding, layout, kind. Everything that can be refused without reading rows is refused
 * here. `seenBefore`: header fingerprints of users exports that were imported before.
 */
export async function inspectFile(
  input: FileInput,
  statement: FileStatement,
  now: Instant,
  seenBefore: ReadonlySet<string> = NEVER,
): Promise<InspectedFile> {
  const asOf = asOfOf(input, statement.asOf, now);
  const look = await lookAt(input);
  if (look.format === 'csv') return inspectCsv(input, statement, look, asOf, now, seenBefore);
  const { inspectJson } = await import('./json/inspect-json.ts');
  return inspectJson(input, statement, look, asOf, now);
}

function inspectCsv(
  input: FileInput,
  statement: FileStatement,
  look: FirstLook,
  asOf: AsOf,
  now: Instant,
  seenBefore: ReadonlySet<string>,
): InspectedFile {
  const layout = layoutOf(look.head, look.whole, input.name, knownHeaders(statement.mapping));
  if (layout === null) throw empty(input.name);
  refuseTemplate(look.head, layout, input.name);
  const noRows = look.whole && layout.sample.length === 0;
  if (noRows && layout.recognised > 0) throw headerOnly(input.name, layout);
  const kind = detectKind(layout, statement.kind, statement.mapping, input.name, seenBefore);
  const kindImport = importOf(kind.spec, input.name);
  if (noRows) throw headerOnly(input.name, layout);
  const columns = bindColumns(kind.spec, layout, statement.mapping, statement.directory?.toLowerCase() ?? '');
  requireSense(columns, layout, input.name);
  requireIdentifier(kind.spec, kindImport, columns, layout, input.name);
  const directory = kindImport.ofDirectory ? directoryName(layout, statement.directory, input.name) : null;
  const { sha256, bytes, encoding, cutOff, closed } = look;
  const head = headOf(kind.spec, input, statement, asOf, sha256, directory?.name ?? null);
  // Not the head of the text: it would stay in memory as long as the rows go by.
  const pass = {
    sha256,
    bytes,
    encoding,
    cutOff,
    closed,
    layout,
    columns,
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
      `The text is ${look.encoding}, separated by ${DELIMITER_NAMES[layout.delimiter]}, with its header on line ${layout.headerLine}.`,
    ]),
    rows: ({ signal }) => readRows(input, pass, kindImport, signal),
  };
}

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' } as const;

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
    `${bare(fileName)} is CSV, and ${spec.title} (${spec.kind}) is read as JSON only.`,
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
    `${bare(fileName)}, line ${layout.headerLine}: as ${spec.title} it needs ${needs.join(' and ')}; ${layout.recognised === 0 ? `none of its ${layout.headers.length} headers is known` : `its headers are ${quotedList(layout.headers)}`}.`,
    `Name the column: --map ${oneOf[0]?.at(-1) ?? missing[0] ?? 'email'}=HEADER.`,
  );
}

/** A yes that could be either end is asked about before a row counts. */
function requireSense({ status: { main } }: Columns, layout: Layout, fileName: string): void {
  if (main === null || !main.sense.unsettled) return;
  const where = { fileName, line: layout.headerLine };
  throw senseUnknown(where, layout.headers[main.index] ?? '', valuesOf(layout, main.index));
}

function headerOnly(fileName: string, layout: Layout): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_NO_ROWS',
    `${bare(fileName)} has a header on line ${layout.headerLine} and no rows.`,
    'Export it again; a list that is really empty proves nothing and is not imported.',
  );
}
