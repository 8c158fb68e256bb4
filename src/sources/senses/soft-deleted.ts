const PREFIX = /^([0-9a-f]{32})([^@]+@.+)$/;
const OBJECT_ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * The login that somebody had before they were deleted: Entra ID puts the object id without hyphens before it. Null: the
 * login is no such one. Where the row has another object id, the digits are part of a name.
 */
export function softDeletedLogin(login: string, id: string | null): string | null {
  if (login.length < 35) return null;
  const [, prefix = '', original = ''] = PREFIX.exec(login) ?? [];
  if (original === '') return null;
  if (id !== null && OBJECT_ID.test(id)) return id.replaceAll('-', '').toLowerCase() === prefix ? original : null;
  // More hexadecimal digits up to the end are a hash, not a name.
  return /^[0-9a-f]+@/.test(original) ? null : original;
}
