import type { MatchRecord } from '../../model/match-record.ts';
import type { Comparable } from '../normalise/traits.ts';

/** Somebody on a plain list, of whom nothing is known but the row: that alone is kept, of a million. */
export class ListedIdentity implements Comparable {
  readonly directory: string;
  readonly latest: MatchRecord;

  constructor(record: MatchRecord, directory = 'identities') {
    this.latest = record;
    this.directory = directory;
  }

  get identityId() {
    return this.latest.id;
  }

  get ssoName() {
    return null;
  }
}

/** A plain list of which a row is made when asked for. */
export interface RecordList {
  readonly length: number;
  id(row: number): string;
  record(row: number): MatchRecord;
}

/** Somebody on such a list: of those who are compared with an account no more is kept than where they stand. */
class IdentityOfRow implements Comparable {
  readonly #list: RecordList;
  readonly row: number;

  constructor(list: RecordList, row: number) {
    this.#list = list;
    this.row = row;
  }

  get directory() {
    return 'identities';
  }

  get identityId() {
    return this.#list.id(this.row);
  }

  get latest() {
    return this.#list.record(this.row);
  }

  get ssoName() {
    return null;
  }
}

/** Everybody on such a list; whoever is asked for is the same one each time. */
export class ListedPeople {
  readonly #list: RecordList;
  readonly #known: IdentityOfRow[] = [];

  constructor(list: RecordList) {
    this.#list = list;
  }

  get length(): number {
    return this.#list.length;
  }

  at(row: number): IdentityOfRow {
    this.#known[row] ??= new IdentityOfRow(this.#list, row);
    return this.#known[row];
  }

  /** Null: nobody asked for them yet. */
  known(row: number): Comparable | null {
    return this.#known[row] ?? null;
  }

  idOf(row: number): string {
    return this.#list.id(row);
  }

  /** To be looked at once. */
  passing(row: number): Comparable {
    return new IdentityOfRow(this.#list, row);
  }

  rowOf(identity: Comparable): number {
    if (identity instanceof IdentityOfRow) return identity.row;
    throw new Error('somebody of another list was found in this one');
  }
}
