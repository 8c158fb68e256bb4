import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Observation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import type { TimeZone } from '../../model/time-zone.ts';
import { checkSharedIds } from '../check-shared-ids.ts';
import { clariGrants } from '../kinds/clari-grants.ts';
import type { AboutApp, KindImport, RowReader } from '../kinds/kind-spec.ts';
import { Notes } from '../notes/notes.ts';
import { ReadingLog } from '../notes/reading-log.ts';
import { blankColumns, readingOf } from '../notes/reading-of.ts';
import { Samples } from '../notes/reading-samples.ts';
import type { SourceBatch, SourceSummary } from '../source.ts';
import type { Table } from '../table/table.ts';
import type { Columns } from './columns.ts';
import { headerFingerprint } from './header.ts';
import { valuesOf } from './layout.ts';
import { RowFilter } from './row-filter.ts';
import { TableShape } from './table-shape.ts';

const BATCH_ROWS = 1_000;

/** What the first pass found out. */
interface FirstPass {
  readonly fileName: string;
  readonly table: Table;
  readonly columns: Columns;
  /** What is odd about the file as a whole. */
  readonly remarks: readonly string[];
  readonly app: AboutApp;
  readonly directory: string;
  readonly statedComplete: boolean;
  readonly now: Instant;
  readonly asOf: Instant;
  readonly timeZone: TimeZone | null;
}

/** Columns without which a short row says too little to be read. */
const NEEDED = ['status', 'active', 'inactive', 'suspended', 'deleted', 'assigned', 'data_type'] as const;

/** The second pass over the file: yields batches in order, holding one batch in memory; the consumer sets the pace. */
export async function* readRows(
  pass: FirstPass,
  kind: KindImport,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceBatch, SourceSummary, void> {
  const { fileName, table, columns } = pass;
  const { layout } = table;
  const notes = new Notes();
  for (const gap of [...pass.remarks, ...kind.gaps(columns)]) notes.warn('layout', layout.headerLine, gap);
  const grants = await clariGrants(table, signal);
  const needed = [...kind.identifiers, ...NEEDED].flatMap((field) => columns.all(field));
  const log = new ReadingLog(
    layout.headers.flatMap((_, index) => (valuesOf(layout, index).length === 0 ? [index] : [])),
  );
  const reader = watched(
    log,
    kind.reader({
      columns,
      app: pass.app,
      directory: pass.directory,
      now: pass.now,
      asOf: pass.asOf,
      timeZone: pass.timeZone,
      notes,
      log,
      grants,
      statedComplete: pass.statedComplete,
      valuesOf: (index) => valuesOf(layout, index),
    }),
  );
  const samples = new Samples();
  const filter = new RowFilter(new TableShape(layout, needed), reader, notes, table);
  const walk = table.walk({ forms: columns.forms, signal });
  const batch: Observation[] = [];
  const take = (): SourceBatch => {
    const observations = batch.splice(0, BATCH_ROWS);
    samples.see(observations);
    return { observations, bytesRead: walk.bytesRead, bytesTotal: table.bytes };
  };
  for await (const rows of walk.pieces()) {
    for (const row of rows) {
      filter.row(row, batch);
      while (batch.length >= BATCH_ROWS) yield take();
    }
  }
  filter.end(walk.end, table.cutOff, batch);
  while (batch.length >= BATCH_ROWS) yield take();
  for (const remark of walk.remarks) notes.remark('layout', layout.headerLine, remark);
  refuseUnusable(pass, filter, notes);
  if (kind.oneRowEach === true) await checkSharedIds(fileName, table, columns, reader.repeats?.pairs ?? []);
  for (const why of blankColumns(columns, log)) notes.remark('layout', layout.headerLine, why);
  if (batch.length > 0) yield take();
  const reading = readingOf(layout, columns, log);
  return summaryOf(pass, filter, notes, { reading, samples: samples.taken });
}

/** Wraps a reader: watches columns that have been blank so far for a first value, as long as there are any. */
function watched(log: ReadingLog, reader: RowReader): RowReader {
  if (!log.watches) return reader;
  const read: RowReader = (cells, line, plain) => {
    if (log.watches) log.see(cells);
    return reader(cells, line, plain);
  };
  return Object.assign(read, reader);
}

function summaryOf(
  pass: FirstPass,
  filter: RowFilter,
  notes: Notes,
  read: Pick<SourceSummary, 'reading' | 'samples'>,
): SourceSummary {
  if (filter.cutLine !== null)
    notes.warn('truncated', filter.cutLine, 'The file is cut off here: it is a part, not the whole.');
  const { layout, partial: said, encoding } = pass.table;
  if (said !== null) notes.warn('truncated', layout.headerLine, said);
  const { partial } = filter;
  if (partial !== null) {
    const stated = pass.statedComplete ? ', whatever was stated' : '';
    notes.warn(
      'truncated',
      layout.headerLine,
      `${partial}: read as partial${stated}, and who is not in it is not thereby unassigned.`,
    );
  }
  return {
    tally: {
      rowsRead: filter.accepted + notes.refused,
      rowsAccepted: filter.accepted,
      rowsRefused: notes.refused,
      headerFingerprint: headerFingerprint(layout.keys),
      encoding,
    },
    rejected: notes.rejected,
    warnings: notes.warnings,
    ...read,
    truncated: filter.cutLine !== null || partial !== null || said !== null,
  };
}

function refuseUnusable({ fileName, app, statedComplete }: FirstPass, filter: RowFilter, notes: Notes): void {
  if (filter.cutLine !== null && (statedComplete || filter.accepted === 0)) {
    throw new ClariIdentityError(
      'ERR_EXPORT_TRUNCATED',
      statedComplete
        ? `${bare(fileName)}, line ${filter.cutLine}: the file is cut off here, so it is not the complete export that it was said to be.`
        : `${bare(fileName)}, line ${filter.cutLine}: the file is cut off here, before its first whole row.`,
      statedComplete
        ? 'Download it again; or import what there is with --partial instead of --complete.'
        : 'Download it again.',
    );
  }
  if (filter.accepted > 0) return;
  if (filter.leftOut > 0 && notes.refused === 0) {
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      `Nothing of ${bare(fileName)} is to be imported. ${notes.said('left_out')}`,
      'Export the rows that are still open; a list that is really empty is not imported.',
    );
  }
  if (filter.skipped > 0 && notes.refused === 0) {
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      `No row of ${bare(fileName)} is about ${app.name}. ${notes.said('other_application')}`,
      `Export the list of ${app.name} itself. If it goes by another name there, keep the rows of that name only, and remove the column that names the application.`,
    );
  }
  const reasons = notes.rejected.slice(0, 3).map(({ line, why }) => `Line ${line}: ${why}`);
  throw new ClariIdentityError(
    'ERR_NO_ROWS',
    notes.refused === 0
      ? `${bare(fileName)} has a header and no rows.`
      : `None of the ${notes.refused} rows of ${bare(fileName)} could be understood. ${reasons.join(' ')}`,
    notes.refused === 0
      ? 'Export it again; a list that is really empty proves nothing and is not imported.'
      : 'Check which column feeds which field, and name them with --map FIELD=HEADER.',
  );
}
