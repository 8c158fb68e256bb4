import type { ReadGap } from '../../model/live.ts';
import { SeenLines } from '../repeats/seen.ts';

/** Counts the people of a paged list once each: a page may come twice, or overlap with another. */
export class SeenPeople {
  readonly #ids = new SeenLines();
  readonly #rows = new SeenLines();
  readonly #logins = new SeenLines();
  #people = 0;
  #renumbered = 0;

  get people(): number {
    return this.#people;
  }

  /** The gaps for people who came under two ids. `sync`: the command that reads again. */
  gaps(sync: string): readonly ReadGap[] {
    const count = this.#renumbered;
    if (count === 0) return [];
    const who = count === 1 ? 'one person' : `${count} people`;
    return [
      {
        code: 'limited_information',
        gap: `Which of two ids is theirs: ${who} came twice in one read, under another id, so the list changed between its pages.`,
        closeWith: sync,
        scope: null,
      },
    ];
  }

  /**
   * Whether this row says something new about the person. A row that differs from the first, such as by another status,
   * is kept beside it: which of the two holds is unknown here.
   */
  isNew(id: string, login: string | null, says: string): boolean {
    const ordinal = this.#people + 1;
    if (this.#ids.lineOf(id, ordinal) === null) {
      this.#people = ordinal;
      if (login !== null && this.#logins.lineOf(login, ordinal) !== null) this.#renumbered += 1;
      this.#rows.lineOf(`${id}\n${says}`, ordinal);
      return true;
    }
    return this.#rows.lineOf(`${id}\n${says}`, ordinal) === null;
  }
}
