import type { Sharing } from '../../reconcile/guards/shared.ts';

/** Counts who has a value that somebody of another name has too. */
export class SharedValues {
  readonly #values = new Map<string, { readonly first: string; people: number; count: number }>();

  /** `who`: a name, or what else tells two people apart; null: nothing does. */
  add(value: string, who: string | null): void {
    if (who === null) return;
    const known = this.#values.get(value);
    if (known === undefined) this.#values.set(value, { first: who, people: 1, count: 1 });
    else {
      known.count += 1;
      if (known.first !== who) known.people += 1;
    }
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
