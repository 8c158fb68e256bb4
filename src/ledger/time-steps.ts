/** The clocks of several machines differ; a smaller step back is ignored. */
const TOLERATED_MS = 5 * 60_000;

/** A place where time ran backwards from one entry to another. */
export interface TimeStep {
  readonly sequence: number;
  readonly at: string;
  /** The latest time before it. */
  readonly after: string;
}

/** Finds entries that are dated before an earlier entry. Entries come in order. */
export class TimeSteps {
  #latest: string | null = null;
  #steps: readonly TimeStep[] = [];

  enter({ sequence, at, kind }: { readonly sequence: number; readonly at: string; readonly kind: string }): void {
    const back = this.#latest === null ? 0 : Date.parse(this.#latest) - Date.parse(at);
    if (back > TOLERATED_MS && this.#latest !== null)
      this.#steps = [...this.#steps, { sequence, at, after: this.#latest }];
    // A person who accepted the ledger accepted its times too.
    if (kind === 'restore.accepted') this.#steps = [];
    if (this.#latest === null || at > this.#latest || kind === 'restore.accepted' || back > TOLERATED_MS)
      this.#latest = at;
  }

  /** The steps since a person last accepted the ledger. */
  get found(): readonly TimeStep[] {
    return this.#steps;
  }
}
