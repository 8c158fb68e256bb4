import type { Sharing } from '../../../reconcile/guards/shared.ts';
import { fingerprint } from '../../../store/blocks/fingerprint.ts';

/** Counts people who share a value with somebody of another name. */
export class SharedValues {
  readonly #values = new Map<number, { readonly first: number; people: number }>();

  /** `who`: a name, or something else that distinguishes people; null if there is nothing. */
  add(value: string, who: string | null): void {
    if (who === null) return;
    // Hashes and not the texts: a piece of a file's text would keep all of that text alive.
    const [key, first] = [fingerprint([value]), fingerprint([who])];
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, { first, people: 1 });
    else if (known.first !== first) known.people += 1;
  }

  sharing(): Sharing {
    let [people, sharing] = [0, 0];
    for (const one of this.#values.values()) {
      people += one.people;
      if (one.people > 1) sharing += one.people;
    }
    return { people, sharing, values: this.#values.size };
  }
}
