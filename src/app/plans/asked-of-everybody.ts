import { createHash } from 'node:crypto';
import { NeededFirst } from '../../store/needed-first.ts';
import type { StoreReader } from '../../store/store.ts';

/** As many as a long list of open plans asks for. */
const MOST_KEPT = 2_000;

/**
 * Answers that take a walk through the rows of everybody. They follow from the reads alone, so that an answer holds for
 * as long as the same reads count. A write never walks: where it does not find the answer kept, it is undone, the
 * answer is found outside of it, and it is tried again.
 */
export class AskedOfEverybody<Question, Answer> {
  readonly #walk: (reader: StoreReader, question: Question) => Promise<Answer>;
  readonly #known = new Map<string, { readonly answer: Answer }>();

  constructor(walk: (reader: StoreReader, question: Question) => Promise<Answer>) {
    this.#walk = walk;
  }

  async ask(reader: StoreReader, question: Question): Promise<Answer> {
    const key = await keyOf(reader, question);
    const known = this.#known.get(key);
    if (known !== undefined) return known.answer;
    if (isWriter(reader))
      throw new NeededFirst(async (store) => {
        await store.read((outside) => this.ask(outside, question));
      });
    const answer = await this.#walk(reader, question);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MOST_KEPT) this.#known.delete(oldest);
    this.#known.set(key, { answer });
    return answer;
  }
}

/** A read has an id of its own and its rows never change; whether and how it counts may. */
async function keyOf(reader: StoreReader, question: unknown): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify([await reader.snapshots(), question]))
    .digest('base64');
}

function isWriter(reader: StoreReader): boolean {
  return 'insertLedgerEntry' in reader;
}
