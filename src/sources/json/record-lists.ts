import type { FieldRecord } from '../table/records.ts';

/** The lists of a baton-file, and what each of their entries is called in the same file as CSV. */
export const RECORD_LISTS: ReadonlyMap<string, string> = new Map([
  ['users', 'user'],
  ['resources', 'resource'],
  ['entitlements', 'entitlement'],
  ['direct_user_grants', 'direct_user_grant'],
  ['grant_inheritance_mappings', 'grant_inheritance_mapping'],
  ['external_grants', 'external_grant'],
]);

const TYPE = 'record_type';

/** Whether a document with these lists is a baton-file: others have a list of users as well. */
export function areRecords(lists: Pick<ReadonlySet<string>, 'has'>): boolean {
  return (
    lists.has('users') && (lists.has('direct_user_grants') || (lists.has('resources') && lists.has('entitlements')))
  );
}

export function withType(record: FieldRecord, type: string | null): FieldRecord {
  return type === null ? record : new Map([[TYPE, type], ...record]);
}
