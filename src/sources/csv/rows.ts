import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Observation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import type { TimeZone } from '../../model/time-zone.ts';
import { checkSharedIds } from '../check-shared-ids.ts';
import { BytePass } from '../file/bytes.ts';
import { decoderOf } from '../file/decoder.ts';
import { type Encoding, isWide } from '../file/encoding.ts';
import { changed } from '../file/file-changed.ts';
import type { KindImport, RowReader } from '../kinds/kind-spec.ts';
import { Notes } from '../notes/notes.ts';
import { ReadingLog } from '../notes/reading-log.ts';
import { blankColumns, readingOf } from '../notes/reading-of.ts';
import { Samples } from '../notes/reading-samples.ts';
import type { FileInput, SourceBatch, SourceSummary } from '../source.ts';
import type { Columns } from './columns.ts';
import { CsvReader } from './csv-reader.ts';
import { headerFingerprint } from './header.ts';
import type { Layout } from './layout.ts';
import { valuesOf } from './layout.ts';
import { PlainRows } from './plain-rows.ts';
import { RowJudge } from './row-judge.ts';
import { TableShape } from './table-shape.ts';

const BATCH_ROWS = 1_000;

/** What the first pass found out. */
interface FirstPass {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  /** The bytes end in the middle of a character. */
  readonly cutOff: boolean;
  /** The last row ends with a line break, so it is whole. */
  readonly closed: boolean;
  readonly layout: Layout;
  readonly columns: Columns;
  /** What is odd about the file as a whole. */
  readonly remarks: readonly string[];
  readonly directory: string;
  readonly statedComplete: boolean;
  readonly now: Instant;
  readonly asOf: Instant;
  readonly timeZone: TimeZone | null;
}

/** Without one of these a short row says too little. */
const NEEDED = ['status', 'active', 'inactive', 'suspended', 'deleted', 'assigned', 'data_type'] as const;

/** The second pass: batches in order, memory of one batch; the consumer sets the pace. */
export async function* readRows(
  input: FileInput,
  pass: FirstPass,
  kind: KindImport,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceBatch, SourceSummary, void> {
  const { layout, columns } = pass;
  const notes = new Notes();
  for (const gap of [...pass.remarks, ...kind.gaps(columns)]) notes.warn('layout', layout.headerLine, gap);
  const needed = [...kind.identifiers, ...NEEDED].flatMap((field) => columns.all(field));
  const log = new ReadingLog(
    layout.headers.flatMap((_, index) => (valuesOf(layout, index).length === 0 ? [index] : [])),
  );
  const reader = watched(
    log,
    kind.reader({
      columns,
      directory: pass.directory,
      now: pass.now,
      asOf: pass.asOf,
      timeZone: pass.timeZone,
      notes,
      log,
      valuesOf: (index) => valuesOf(layout, index),
    }),
  );
  const samples = new Samples();
  const judge = new RowJudge(new TableShape(layout, needed), reader, notes, pass.closed);
  const csv = new CsvReader(layout.delimiter, input.name, new PlainRows(columns.forms, layout.delimiter));
  const decoder = decoderOf(pass.encoding, input.name);
  const wide = isWide(pass.encoding);
  const bytes = new BytePass(input, signal);
  const batch: Observation[] = [];
  const take = (): SourceBatch => {
    const observations = batch.splice(0, BATCH_ROWS);
    samples.see(observations);
    return { observations, bytesRead: bytes.bytes, bytesTotal: pass.bytes };
  };
  for await (const slice of bytes.slices()) {
    for (const row of csv.push(decoder.push(slice), wide ? null : slice)) {
      judge.row(row, batch);
      while (batch.length >= BATCH_ROWS) yield take();
    }
  }
  const { rows, end } = csv.end(decoder.end());
  for (const row of rows) {
    judge.row(row, batch);
    while (batch.length >= BATCH_ROWS) yield take();
  }
  judge.end(end, pass.cutOff, batch);
  while (batch.length >= BATCH_ROWS) yield take();
  if (bytes.digest() !== pass.sha256) throw changed(input.name);
  refuseUnusable(input.name, judge, notes, pass.statedComplete);
  if (kind.oneRowEach === true) await checkSharedIds(input, pass, columns, reader.repeats?.pairs ?? []);
  for (const why of blankColumns(columns, log)) notes.remark('layout', layout.headerLine, why);
  if (batch.length > 0) yield take();
  const reading = readingOf(layout, columns, log);
  return summaryOf(pass, judge, notes, { reading, samples: samples.taken });
}

/** Looks for values in columns that were blank so far, as long as there are any. */
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
  judge: RowJudge,
  notes: Notes,
  read: Pick<SourceSummary, 'reading' | 'samples'>,
): SourceSummary {
  if (judge.cutLine !== null)
    notes.warn('truncated', judge.cutLine, 'The file is cut off here: it is a part, not the whole.');
  const { partial } = judge;
  if (partial !== null) {
    const stated = pass.statedComplete ? ', whatever was stated' : '';
    notes.warn(
      'truncated',
      pass.layout.headerLine,
      `${partial}: read as partial${stated}, and who is not in it is not thereby unassigned.`,
    );
  }
  return {
    tally: {
      rowsRead: judge.accepted + notes.refused,
      rowsAccepted: judge.accepted,
      rowsRefused: notes.refused,
      headerFingerprint: headerFingerprint(pass.layout.keys),
      encoding: pass.encoding,
    },
    rejected: notes.rejected,
    warnings: notes.warnings,
    ...read,
    truncated: judge.cutLine !== null || partial !== null,
  };
}

function refuseUnusable(fileName: string, judge: RowJudge, notes: Notes, statedComplete: boolean): void {
  if (judge.cutLine !== null && (statedComplete || judge.accepted === 0)) {
    throw new ClariIdentityError(
      'ERR_EXPORT_TRUNCATED',
      statedComplete
        ? `${bare(fileName)}, line ${judge.cutLine}: the file is cut off here, so it is not the complete export that it was said to be.`
        : `${bare(fileName)}, line ${judge.cutLine}: the file is cut off here, before its first whole row.`,
      statedComplete
        ? 'Download it again; or import what there is with --partial instead of --complete.'
        : 'Download it again.',
    );
  }
  if (judge.accepted > 0) return;
  if (judge.leftOut > 0 && notes.refused === 0) {
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      `Nothing of ${bare(fileName)} is to be imported. ${notes.said('left_out')}`,
      'Export the rows that are still open; a list that is really empty is not imported.',
    );
  }
  if (judge.skipped > 0 && notes.refused === 0) {
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      `No row of ${bare(fileName)} is about Clari. ${notes.said('other_application')}`,
      'Export the list of Clari itself. If Clari goes by another name there, keep the rows of that name only, and remove the column that names the application.',
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
