/** Clocks of several machines are never quite alike: less than this is no step back. */
const TOLERATED_MS = 5 * 60_000;

/** Where time ran backwards, from entry to entry. */
export interface TimeStep {
  readonly sequence: number;
  readonly at: string;
  /** The latest time before it. */
  readonly after: string;
}

/** Entries whose time lies before that of one before them. Takes them in their order. */
export class TimeSteps {
  #latest: string | null = null;
  #steps: readonly TimeStep[] = [];

  enter({ sequence, at, kind }: { readonly sequence: number; readonly at: string; readonly kind: string }): void {
    const back = this.#latest === null ? 0 : Date.parse(this.#latest) - Date.parse(at);
    if (back > TOLERATED_MS && this.#latest !== null)
      this.#steps = [...this.#steps, { sequence, at, after: this.#latest }];
    // Whoever accepted the ledger as it was accepted its times, and time goes on from there.
    if (kind === 'restore.accepted') this.#steps = [];
    if (this.#latest === null || at > this.#latest || kind === 'restore.accepted' || back > TOLERATED_MS)
      this.#latest = at;
  }

  /** Since a person last accepted the ledger as it was. */
  get found(): readonly TimeStep[] {
    return this.#steps;
  }
}
