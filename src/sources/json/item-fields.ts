import { bare } from '../../model/foreign.ts';
import type { Instant, Moment } from '../../model/time.ts';
import { readEmail } from '../cells/email.ts';
import { readId } from '../cells/ids.ts';
import { type MomentReading, momentReader } from '../cells/moments.ts';
import { quoted, textOrNull } from '../cells/text.ts';
import type { Notes } from '../notes/notes.ts';
import type { ItemPlace } from './json-import.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from './json-value.ts';

const EPOCH_MS_FROM = 1e11;

/** Fields of list elements; what can't be understood is set aside with a warning, never guessed. */
export class ItemFields {
  readonly #notes: Notes;
  readonly #moment: (raw: string) => MomentReading;
  #place: ItemPlace = { line: 0, path: '' };

  constructor({ notes, now }: { readonly notes: Notes; readonly now: Instant }) {
    this.#notes = notes;
    this.#moment = momentReader(now);
  }

  on(place: ItemPlace): void {
    this.#place = place;
  }

  text(item: JsonObject, key: string): string | null {
    const value = scalarText(item.get(key));
    return value === null ? null : textOrNull(value);
  }

  id(item: JsonObject, key: string): string | null {
    const value = item.get(key);
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      this.#setAside('identifier', key, String(value), 'is no whole number that is exact');
      return null;
    }
    const { id, why } = readId(scalarText(value) ?? '');
    if (why !== null) this.#setAside('identifier', key, scalarText(value) ?? '', why);
    return id;
  }

  email(item: JsonObject, key: string): string | null {
    const raw = scalarText(item.get(key))?.trim() ?? '';
    if (raw === '') return null;
    const email = readEmail(raw);
    if (email === null) this.#setAside('identifier', key, raw, 'is no e-mail address');
    return email;
  }

  /** ISO 8601, or milliseconds since 1970. */
  moment(item: JsonObject, key: string): Moment | null {
    const value = item.get(key);
    const whole = typeof value === 'number' && value >= EPOCH_MS_FROM ? String(Math.trunc(value)) : scalarText(value);
    const reading = this.#moment(whole ?? '');
    if (reading.kind === 'unknown') this.#setAside('time', key, whole ?? '', reading.why);
    if (reading.kind !== 'moment') return null;
    if (reading.note === undefined) return reading.moment;
    // What a service answers has instants: a day would do for a person's record, not for an event.
    this.#setAside('time', key, whole ?? '', reading.note.replace(/, .*$/, ''));
    return null;
  }

  #setAside(kind: 'identifier' | 'time', key: string, raw: string, why: string): void {
    this.#notes.warn(
      kind,
      this.#place.line,
      `${this.#place.path}.${bare(key)} ${quoted(raw)} ${why}: taken as unknown.`,
    );
  }
}

/** Objects in a list field; anything else in it is passed over. */
export function objectsIn(item: JsonObject, key: string): readonly JsonObject[] {
  const value = item.get(key);
  return isArray(value) ? value.filter(isObject) : [];
}

/** A text field as it is; empty where it is missing or something else. */
export function textIn(item: JsonObject, key: string): string {
  const value = item.get(key);
  return typeof value === 'string' ? value : '';
}

function scalarText(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
