import type { MatchRecord } from '../../model/match-record.ts';
import type { Comparable } from '../normalise/traits.ts';

/** Somebody on a plain list, of whom nothing is known but the row: that alone is kept, of a million. */
export class ListedIdentity implements Comparable {
  readonly directory: string;
  readonly #record: MatchRecord;

  constructor(record: MatchRecord, directory = 'identities') {
    this.#record = record;
    this.directory = directory;
  }

  get identityId() {
    return this.#record.id;
  }

  get latest(): Comparable['latest'] {
    return { ...this.#record, identityId: this.#record.id };
  }

  get ssoName() {
    return null;
  }
}
