import { ClariIdentityError } from '../model/errors.ts';
import type { SnapshotHead } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import { asOfOf } from './as-of.ts';
import { bindColumns, type Columns } from './columns.ts';
import { type DetectedKind, detectKind } from './detect.ts';
import { directoryName } from './directory-name.ts';
import { empty, importableKinds, lookAt } from './first-look.ts';
import type { KindImport, KindSpec } from './kinds/kind-spec.ts';
import { knownHeaders } from './kinds/kinds.ts';
import { type Layout, layoutOf } from './layout.ts';
import { readRows } from './rows.ts';
import type { Detection, FileInput, FileStatement, InspectedFile } from './source.ts';
import { quotedList } from './text.ts';

/** First pass over a file: hash, encoding, layout, kind. Everything that can be refused without reading rows is refused here. */
export async function inspectFile(input: FileInput, statement: FileStatement, now: Instant): Promise<InspectedFile> {
  const asOf = asOfOf(input, statement.asOf, now);
  const look = await lookAt(input);
  const layout = layoutOf(look.head, look.whole, input.name, knownHeaders(statement.mapping));
  if (layout === null) throw empty(input.name);
  const noRows = look.whole && layout.sample.length === 0;
  if (noRows && layout.recognised > 0) throw headerOnly(input.name, layout);
  const kind = detectKind(layout, statement.kind, statement.mapping, input.name);
  const kindImport = importOf(kind.spec, kind, input.name);
  if (noRows) throw headerOnly(input.name, layout);
  const columns = bindColumns(kind.spec, layout, statement.mapping);
  requireIdentifier(kind.spec, kindImport, columns, layout, input.name);
  const directory = kindImport.ofDirectory ? directoryName(layout, statement.directory, input.name) : null;
  const { sha256, bytes, encoding, cutOff } = look;
  const head: SnapshotHead = {
    kind: kind.spec.kind,
    directory: directory?.name ?? null,
    app: kindImport.ofDirectory ? null : 'clari',
    asOf: asOf.at,
    asOfBasis: asOf.basis,
    fileName: input.name,
    sha256,
    completeness: statement.completeness ?? 'unknown',
    completenessBasis: statement.completeness === null ? 'default' : 'stated',
    filter: statement.filter,
    facts: null,
  };
  // Not the head of the text: it would stay in memory as long as the rows go by.
  const pass = {
    sha256,
    bytes,
    encoding,
    cutOff,
    layout,
    columns,
    directory: directory?.name ?? '',
    statedComplete: statement.completeness === 'complete',
    now,
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

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as const;

function detectionOf(kind: DetectedKind, columns: Columns, why: readonly string[]): Detection {
  return {
    kind: kind.spec.kind,
    basis: kind.basis,
    why: [...kind.why, ...why],
    mapping: columns.mapping,
    unmapped: columns.unmapped.map((index) => columns.headers[index] ?? ''),
  };
}

function importOf(spec: KindSpec, kind: DetectedKind, fileName: string): KindImport {
  if (spec.import !== null) return spec.import;
  throw new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    kind.basis === 'stated'
      ? `${fileName} was offered as ${spec.title} (${spec.kind}), which this version does not import.`
      : `${fileName} was recognised as ${spec.title} (${spec.kind}), which this version does not import.`,
    `This version imports ${importableKinds().join(', ')}.`,
  );
}

function requireIdentifier(
  spec: KindSpec,
  kindImport: KindImport,
  columns: Columns,
  layout: Layout,
  fileName: string,
): void {
  if (kindImport.identifiers.some((field) => columns.has(field))) return;
  const fields = kindImport.identifiers.join(', ');
  throw new ClariIdentityError(
    'ERR_HEADER',
    `${fileName}, line ${layout.headerLine}: as ${spec.title} it needs a column for one of ${fields}; its headers are ${quotedList(layout.headers)}.`,
    `Name the column: --map ${kindImport.identifiers.at(-1) ?? 'email'}=HEADER.`,
  );
}

function headerOnly(fileName: string, layout: Layout): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_NO_ROWS',
    `${fileName} has a header on line ${layout.headerLine} and no rows.`,
    'Export it again; a list that is really empty proves nothing and is not imported.',
  );
}
