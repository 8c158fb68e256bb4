import { words } from '../../model/words.ts';
import type { Layout } from './layout.ts';
import { valuesOf } from './layout.ts';

/** Kinds of rows of ConductorOne's baton-file. */
const RECORDS = new Set(words('user resource entitlement direct_user_grant grant_inheritance_mapping external_grant'));
const COLUMN = 'recordtype';

/** Whether it is one flat file of many kinds of records, of which only some are people. */
export function isRecordFile(layout: Layout): boolean {
  const index = layout.keys.indexOf(COLUMN);
  return index !== -1 && isRecordType(valuesOf(layout, index));
}

export function isRecordType(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => RECORDS.has(value.toLowerCase()));
}
