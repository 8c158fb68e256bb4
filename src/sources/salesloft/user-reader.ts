import type { AccountObservation, Observation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import { ItemFields } from '../json/item-fields.ts';
import { isObject, type JsonObject } from '../json/json-value.ts';
import { SeenPeople } from '../live/seen-people.ts';
import { Notes } from '../notes/notes.ts';
import { userIdOf } from './caller.ts';

const APP = 'salesloft';
/** The role under which a team administrator is listed, whatever other role they have: it may do more than any. */
const ADMINISTRATOR = 'Team administrator';

/**
 * Reads users as accounts. Only what is read here is ever kept: mail settings, signatures and phones stay in the answer.
 * Addresses from which mail is sent do not identify anybody, and there is no last login.
 */
export class UserReader {
  readonly notes = new Notes();
  readonly #fields: ItemFields;
  readonly #seen = new SeenPeople();
  #ordinal = 0;
  #inactive = 0;

  constructor(now: Instant) {
    this.#fields = new ItemFields({ notes: this.notes, now });
  }

  /** Users that were read, each once. */
  get users(): number {
    return this.#seen.people;
  }

  get inactive(): number {
    return this.#inactive;
  }

  read(items: readonly JsonObject[]): readonly Observation[] {
    return items.flatMap((item) => this.#row(item));
  }

  #row(item: JsonObject): readonly Observation[] {
    this.#ordinal += 1;
    this.#fields.on({ line: this.#ordinal, path: `user ${this.#ordinal}` });
    const exportId = userIdOf(item);
    if (exportId === null) {
      this.notes.refuse(this.#ordinal, `User ${this.#ordinal}: no usable id: it is not known whose account this is.`);
      return [];
    }
    const row = this.#account(item, exportId);
    if (!this.#seen.isNew(exportId, null, `${row.status} ${row.email}`)) return [];
    if (row.status === 'inactive') this.#inactive += 1;
    return [{ of: 'account', row }];
  }

  #account(item: JsonObject, exportId: string): AccountObservation {
    const fields = this.#fields;
    const active = item.get('active');
    const role = item.get('role');
    const isAdmin = item.get('team_admin') === true;
    return {
      line: this.#ordinal,
      app: APP,
      key: `id:${exportId}`,
      exportId,
      crmId: null,
      email: fields.email(item, 'email'),
      name: fields.text(item, 'name'),
      givenName: fields.text(item, 'first_name'),
      familyName: fields.text(item, 'last_name'),
      employeeId: null,
      role: isAdmin ? ADMINISTRATOR : isObject(role) ? fields.text(role, 'id') : null,
      team: null,
      status: active === true ? 'active' : active === false ? 'inactive' : 'unknown',
      statusRaw: typeof active === 'boolean' ? `active: ${active}` : null,
      lastLogin: null,
    };
  }
}
