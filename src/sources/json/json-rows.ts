import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Observation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import { headerFingerprint } from '../csv/header.ts';
import { BytePass } from '../file/bytes.ts';
import type { Encoding } from '../file/encoding.ts';
import { changed } from '../file/file-changed.ts';
import { Notes } from '../notes/notes.ts';
import type { FileInput, SourceBatch, SourceSummary } from '../source.ts';
import type { ItemReading, JsonReader, JsonScout } from './json-import.ts';
import { JsonPass } from './json-pass.ts';
import { isObject } from './json-value.ts';
import { JsonWalk } from './json-walk.ts';

const BATCH_ROWS = 1_000;

interface FirstPass {
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  readonly lists: ReadonlySet<string>;
  readonly fingerprint: readonly string[];
  readonly partial: string | null;
  readonly now: Instant;
  readonly asOf: Instant;
}

/** The second pass over a document: yields batches in order, holding one piece of 32 KiB and its rows in memory. */
export async function* readJsonRows(
  input: FileInput,
  first: FirstPass,
  scout: JsonScout,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceBatch, SourceSummary, void> {
  const notes = new Notes();
  const pending: Observation[] = [];
  const reader = scout.reader({
    now: first.now,
    asOf: first.asOf,
    notes,
    emit: (observation) => {
      pending.push(observation);
    },
  });
  const filter = new ItemFilter(reader, notes);
  const walk = new JsonWalk(first.lists, {
    list: () => undefined,
    item: (list, value, offset) => filter.item(list, isObject(value) ? value : null, pass.lineAt(offset)),
    page: () => undefined,
  });
  const pass = await JsonPass.over(walk, first.encoding, input.name);
  const bytes = new BytePass(input, signal);
  const take = (rows: number): SourceBatch => ({
    observations: pending.splice(0, rows),
    bytesRead: bytes.bytes,
    bytesTotal: first.bytes,
  });
  for await (const slice of bytes.slices()) {
    pass.push(slice);
    while (pending.length >= BATCH_ROWS) yield take(BATCH_ROWS);
  }
  pass.end();
  if (bytes.digest() !== first.sha256) throw changed(input.name);
  if (filter.accepted === 0) throw noRows(input.name, notes);
  while (pending.length > 0) yield take(BATCH_ROWS);
  const parts = [first.partial, scout.partial()].filter((why) => why !== null);
  for (const why of parts) notes.remark('truncated', 1, why);
  return {
    tally: {
      rowsRead: filter.accepted + notes.refused,
      rowsAccepted: filter.accepted,
      rowsRefused: notes.refused,
      headerFingerprint: headerFingerprint(first.fingerprint),
      encoding: first.encoding,
    },
    rejected: notes.rejected,
    warnings: notes.warnings,
    reading: null,
    samples: [],
    truncated: parts.length > 0,
  };
}

/** Counts list elements and names them in messages. */
class ItemFilter {
  readonly #reader: JsonReader;
  readonly #notes: Notes;
  readonly #counts = new Map<string, number>();
  #accepted = 0;

  constructor(reader: JsonReader, notes: Notes) {
    this.#reader = reader;
    this.#notes = notes;
  }

  get accepted(): number {
    return this.#accepted;
  }

  item(list: string, item: Parameters<JsonReader['item']>[1] | null, line: number): void {
    const index = this.#counts.get(list) ?? 0;
    this.#counts.set(list, index + 1);
    const path = `${list === '' ? '' : bare(list)}[${index}]`;
    const reading: ItemReading =
      item === null ? { refused: 'it is no object.' } : this.#reader.item(list, item, { line, path });
    if (reading === 'read') this.#accepted += 1;
    else if (reading !== 'other') this.#notes.refuse(line, `${path}: ${reading.refused}`);
  }
}

function noRows(fileName: string, notes: Notes): ClariIdentityError {
  const reasons = notes.rejected.slice(0, 3).map(({ line, why }) => `Line ${line}: ${why}`);
  return new ClariIdentityError(
    'ERR_NO_ROWS',
    notes.refused === 0
      ? `${bare(fileName)} has no rows.`
      : `None of the ${notes.refused} rows of ${bare(fileName)} could be understood. ${reasons.join(' ')}`,
    'Check that it is the file that was meant, and export it again.',
  );
}
