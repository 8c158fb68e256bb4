import type { Identity } from '../../model/identity.ts';
import { plainIdentity } from '../../model/identity-cells.ts';
import type { MatchRecord } from '../../model/match-record.ts';
import type { PersonalFields } from '../normalise/personal-fields.ts';

/** Somebody on a plain list, of whom nothing is known but the row: that alone is kept, of a million. */
export class ListedIdentity implements Identity {
  readonly directory: string;
  readonly #record: MatchRecord;

  constructor(record: MatchRecord, directory = 'identities') {
    this.#record = record;
    this.directory = directory;
  }

  get identityId() {
    return this.#record.id;
  }

  get personal(): PersonalFields {
    return this.#record;
  }

  get latest(): Identity['latest'] {
    return plainIdentity(this.directory, this.#record.id, this.#record);
  }

  get latestSnapshotId() {
    return '';
  }
  get asOf() {
    return '1970-01-01T00:00:00.000Z';
  }
  get present() {
    return true;
  }
  get assignment() {
    return null;
  }
  get assignmentAsOf() {
    return null;
  }
  get assignmentSource() {
    return null;
  }
  get entitlement() {
    return 'unknown' as const;
  }
  get entitlementReason() {
    return null;
  }
  get revokedAt() {
    return null;
  }
  get revokedAtDateOnly() {
    return false;
  }
  get revokedAtBasis() {
    return 'unknown' as const;
  }
  get revokedBy() {
    return null;
  }
  get ssoName() {
    return null;
  }
  get lastSsoAt() {
    return null;
  }
}

/** What only plain lists have. */
export function personalOf(identity: Identity): PersonalFields | undefined {
  return identity instanceof ListedIdentity ? identity.personal : undefined;
}
