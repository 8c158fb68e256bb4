import type { FieldRecord } from '../table/records.ts';
import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from './json-value.ts';

/** Deeper than any list of people is; what lies deeper has no column. */
const DEPTH_MAX = 8;
/** Links and notes of the service, not facts about a person. */
const OF_THE_SERVICE = /^(?:_links|_embedded|@odata\.(?!type$).*)$/;
const RECORD_TYPE = 'meta.resourceType';
const OF_SCIM = /^urn:ietf:params:scim:schemas:core:2\.0:(User|Group)$/i;

/**
 * An object as names and texts: `profile.login`, as columns of a table that came from JSON are called. A list of words is
 * one cell; of a list of objects with a value each, as SCIM has them, the primary one is `[0]` and the others are `[1]`.
 * Other lists have a name and no cell.
 */
export function flatRecord(item: JsonObject): FieldRecord {
  const record = new Map<string, string>();
  addObject(record, item, '', 0);
  const type = record.has(RECORD_TYPE) ? undefined : scimType(item.get('schemas'));
  if (type !== undefined) record.set(RECORD_TYPE, type);
  return record;
}

function addObject(record: Map<string, string>, item: JsonObject, prefix: string, depth: number): void {
  for (const [key, value] of item) {
    if (OF_THE_SERVICE.test(key)) continue;
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(value)) {
      if (depth < DEPTH_MAX) addObject(record, value, name, depth + 1);
    } else if (isArray(value)) {
      addList(record, value, name);
    } else {
      record.set(name, textOf(value));
    }
  }
}

function addList(record: Map<string, string>, list: JsonArray, name: string): void {
  const objects = list.filter(isObject);
  if (objects.length === 0) {
    record.set(name, list.map(textOf).join(';'));
    return;
  }
  const valued = objects.filter((one) => valueIn(one) !== '');
  if (valued.length === 0) {
    record.set(`${name}[]`, '');
    return;
  }
  const primary = valued.find((one) => one.get('primary') === true) ?? valued[0];
  const others = valued.filter((one) => one !== primary).map(valueIn);
  record.set(`${name}[0].value`, primary === undefined ? '' : valueIn(primary));
  if (others.length > 0) record.set(`${name}[1].value`, others.join(';'));
}

function valueIn(item: JsonObject): string {
  return textOf(item.get('value') ?? item.get('address') ?? null);
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** An entry of SCIM that says by its schema alone what it is. */
function scimType(schemas: JsonValue | undefined): string | undefined {
  if (schemas === undefined || !isArray(schemas)) return undefined;
  return schemas.flatMap((one) => (typeof one === 'string' ? (OF_SCIM.exec(one)?.[1] ?? []) : []))[0];
}
