import type { Observation } from '../../model/observation.ts';
import type { Kind } from '../../model/snapshot.ts';
import { type Block, BlockCutter } from '../blocks/block-cutter.ts';
import type { BlockRows } from '../blocks/block-rows.ts';
import { fingerprint } from '../blocks/fingerprint.ts';
import { RowsDigest } from '../blocks/rows-digest.ts';
import { type KeyCounts, SeenKeys } from '../blocks/seen-keys.ts';
import { writeBlocks } from '../blocks/write-blocks.ts';
import type { SqlValue, SqlWriteSession } from '../driver.ts';
import { accountRows } from './account-rows.ts';
import { assignmentRows } from './assignment-rows.ts';
import { forecastRows } from './forecast-rows.ts';
import { identityRows } from './identity-rows.ts';
import { mentionRows } from './mention-rows.ts';
import { rowsOfKind } from './of-kind.ts';
import { opportunityRows } from './opportunity-rows.ts';
import type { RowTable } from './row-table.ts';

/** What is written at once: a ledger write of another process waits for so many milliseconds at most. */
const ROWS = 2_500;
const CHARACTERS = 1_000_000;

/** Rows on their way into one read, until they are written. */
export class StagedRows {
  readonly #cutters = {
    account: new BlockCutter('account'),
    identity: new BlockCutter('identity'),
    assignment: new BlockCutter('assignment'),
  };
  /** The keys that a read of this kind is counted by. */
  readonly #counted: string;
  readonly #keys = new SeenKeys();
  readonly #digest = new RowsDigest();
  #blocks: Block[] = [];
  /** Of rows that lie in a table of their own, by how they are inserted. */
  readonly #values = new Map<string, (readonly SqlValue[])[]>();
  #rows = 0;
  #characters = 0;

  constructor(kind: Kind) {
    const rows = rowsOfKind(kind);
    this.#counted = 'of' in rows ? rows.of : '';
  }

  /** Of its rows of people; null: it has none that count, or too many keys come again. */
  get counts(): KeyCounts | null {
    return this.#counted === '' ? null : this.#keys.counts;
  }

  /** As much waits as should be written at once. */
  get enough(): boolean {
    return this.#rows >= ROWS || this.#characters >= CHARACTERS;
  }

  add(one: Observation): void {
    switch (one.of) {
      case 'account':
        this.#pack(accountRows, one.row);
        break;
      case 'identity':
        this.#pack(identityRows, one.row);
        break;
      case 'assignment':
        this.#pack(assignmentRows, one.row);
        break;
      case 'mention':
        this.#list(mentionRows, one.row);
        break;
      case 'forecast':
        this.#list(forecastRows, one.row);
        break;
      case 'opportunity':
        this.#list(opportunityRows, one.row);
        break;
      default:
        one satisfies never;
    }
  }

  /** No row comes any more. */
  end(): void {
    for (const cutter of Object.values(this.#cutters)) this.#keep(cutter.end());
  }

  async write(session: SqlWriteSession, readId: number): Promise<void> {
    await writeBlocks(session, readId, this.#blocks);
    for (const [insert, rows] of this.#values)
      await session.insertMany(
        insert,
        rows.map((values) => [readId, ...values]),
      );
  }

  /** What waited is written. */
  clear(): void {
    this.#blocks = [];
    this.#values.clear();
    [this.#rows, this.#characters] = [0, 0];
  }

  /** Over all of them; asked for once, after the last. */
  sha256(): string {
    return this.#digest.end(this.counts);
  }

  #list<Row extends { readonly line: number }>({ name, insert, values }: RowTable<Row>, row: Row): void {
    const cells = values(row);
    this.#digest.addRow(name, cells);
    const waiting = this.#values.get(insert);
    if (waiting === undefined) this.#values.set(insert, [cells]);
    else waiting.push(cells);
    this.#rows += 1;
  }

  #pack<Row extends { readonly line: number }>(rows: BlockRows<Row>, row: Row): void {
    const cells = rows.cells(row);
    const print = fingerprint([cells[1]]);
    if (rows.of === this.#counted) this.#keys.add(print, cells[2] === rows.activeStatus);
    this.#keep(this.#cutters[rows.of].add(cells, print));
  }

  #keep(block: Block | null): void {
    if (block === null) return;
    this.#digest.addBlock(block.of, block.firstLine, block.hash);
    this.#blocks.push(block);
    this.#rows += block.rows;
    this.#characters += block.content.length;
  }
}
