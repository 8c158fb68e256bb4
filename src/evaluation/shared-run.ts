import { ClariIdentityError } from '../model/errors.ts';
import type { Watch } from './evaluating.ts';

/** A waiting client hears at least this often that work goes on. */
const HEARD_EVERY_MS = 5_000;

/** Work that several calls wait for: all hear how far it is, and it is given up when nobody waits any more. */
export class SharedRun<T> {
  readonly result: Promise<T>;
  readonly #stop = new AbortController();
  readonly #watches = new Set<Watch>();
  readonly #message: string;
  #done = 0;
  #total = 1;

  constructor(message: string, work: (watch: Watch) => Promise<T>) {
    this.#message = message;
    const heard = setInterval(() => this.#tell(this.#done, this.#total), HEARD_EVERY_MS);
    this.result = work({
      signal: this.#stop.signal,
      progress: (done, total) => this.#tell(done, total),
    }).finally(() => clearInterval(heard));
    // Whoever waits hears of a failure; nobody may be waiting.
    this.result.catch(() => undefined);
  }

  /** Nobody waited for it any more: it ends, with nothing to show. */
  get isGivenUp(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Until it is done. A call that is cancelled stops waiting; the work goes on while another waits. */
  async wait(watch: Watch | undefined): Promise<T> {
    if (watch === undefined) return this.result;
    const { signal } = watch;
    this.#watches.add(watch);
    let cancel = () => {};
    const cancelled = new Promise<never>((_, reject) => {
      cancel = () => reject(cancelledError());
    });
    cancelled.catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      if (signal.aborted) cancel();
      return await Promise.race([this.result, cancelled]);
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#watches.delete(watch);
      if (signal.aborted && this.#watches.size === 0) this.#stop.abort();
    }
  }

  /** A little more each time: a client may ignore progress that does not grow. */
  #tell(done: number, total: number): void {
    this.#done = done > this.#done ? done : this.#done + 0.001;
    this.#total = total;
    for (const watch of this.#watches) watch.progress(Math.min(this.#done, total), total, this.#message);
  }
}

export function cancelledError(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CANCELLED',
    'The work was cancelled before it was done. Nothing was changed.',
    'Ask again when you want it.',
  );
}
