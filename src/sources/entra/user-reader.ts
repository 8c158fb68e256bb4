import type { IdentityObservation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import type { ItemFields } from '../json/item-fields.ts';
import type { JsonObject } from '../json/json-value.ts';
import { SeenPeople } from '../live/seen-people.ts';
import type { Notes } from '../notes/notes.ts';
import { readUser } from './graph-user.ts';

/** Reads users one by one, each once. One that cannot be identified is refused, named by the place in the answers. */
export class UserReader {
  readonly #fields: ItemFields;
  readonly #notes: Notes;
  readonly #now: Instant;
  readonly people = new SeenPeople();
  readonly #deleted = new SeenPeople();
  #ordinal = 0;

  constructor(fields: ItemFields, notes: Notes, now: Instant) {
    this.#fields = fields;
    this.#notes = notes;
    this.#now = now;
  }

  row(item: JsonObject): readonly IdentityObservation[] {
    return this.#read(item, this.people, false);
  }

  /** One of the list of deleted users: they are deleted, whether their row says when or not. */
  deleted(item: JsonObject): readonly IdentityObservation[] {
    return this.#read(item, this.#deleted, true);
  }

  #read(item: JsonObject, seen: SeenPeople, isDeleted: boolean): readonly IdentityObservation[] {
    this.#ordinal += 1;
    this.#fields.on({ line: this.#ordinal, path: `user ${this.#ordinal}` });
    const reading = readUser(item, this.#fields, { now: this.#now, isDeleted });
    if ('refused' in reading) {
      this.#notes.refuse(this.#ordinal, `User ${this.#ordinal}: ${reading.refused}`);
      return [];
    }
    const { user } = reading;
    return seen.isNew(user.identityId, user.login, `${user.statusRaw} ${user.login} ${user.email}`) ? [user] : [];
  }
}
