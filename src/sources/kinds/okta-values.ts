/** Statuses as Okta's API writes them, that only its users have. */
const OF_USERS = new Set(['STAGED', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY']);
/** Those that only an application's users have. */
const OF_APP_USERS = new Set(['REVOKED', 'UNASSIGNED', 'IMPLICIT', 'MATCHED', 'IMPORTED', 'APPROVED']);
const OF_BOTH = new Set(['DEPROVISIONED', 'PROVISIONED']);
/** As Okta's admin pages write them. */
const OF_PAGES = new Set(['pending user action', 'password reset', 'password expired', 'locked out']);

export function hasOktaUserStatus(values: readonly string[]): boolean {
  return values.some((value) => OF_USERS.has(value) || OF_PAGES.has(value.toLowerCase()));
}

export function hasOktaAppStatus(values: readonly string[]): boolean {
  return values.some((value) => OF_APP_USERS.has(value));
}

export function hasSharedOktaStatus(values: readonly string[]): boolean {
  return values.some((value) => OF_BOTH.has(value));
}

export function hasOktaStatus(values: readonly string[]): boolean {
  return hasOktaUserStatus(values) || hasOktaAppStatus(values) || hasSharedOktaStatus(values);
}
