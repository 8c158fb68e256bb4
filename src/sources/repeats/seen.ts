import { LineTable } from '../csv/line-table.ts';
import { Fingerprints } from './fingerprint.ts';

/** Remembers on which line a value first stood, by its fingerprint: memory does not depend on how long values are. */
export class SeenLines {
  readonly #fingerprints = new Fingerprints();
  readonly #table = new LineTable();

  /** The line of the same value, if it was seen; remembers this one otherwise. */
  lineOf(value: string, line: number): number | null {
    const halves = this.#fingerprints.of([value]);
    const known = this.#table.lineOf(halves[0] ?? 0, halves[1] ?? 0, line);
    return known === 0 ? null : known;
  }
}
