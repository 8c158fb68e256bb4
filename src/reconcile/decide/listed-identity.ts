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
