/**
 * Statuses as Okta's API writes them, in capitals, that nobody else has. `STAGED` and `SUSPENDED` are also JumpCloud's,
 * and `locked out` is a word of many.
 */
const ONLY_OKTA_USERS = new Set(['PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY']);
const ONLY_OKTA_BOTH = new Set(['DEPROVISIONED', 'PROVISIONED']);
/** As Okta's admin pages write one of them. */
const ON_PAGES = /^pending user action$/i;
/** Words of an application's users, which are Okta's among others. */
const OF_APP_USERS = new Set(['REVOKED', 'UNASSIGNED', 'IMPLICIT', 'MATCHED', 'IMPORTED', 'APPROVED']);

export function hasOktaUserStatus(values: readonly string[]): boolean {
  return values.some((value) => ONLY_OKTA_USERS.has(value) || ON_PAGES.test(value));
}

export function hasOktaAppStatus(values: readonly string[]): boolean {
  return values.some((value) => OF_APP_USERS.has(value));
}

export function hasSharedOktaStatus(values: readonly string[]): boolean {
  return values.some((value) => ONLY_OKTA_BOTH.has(value));
}

/** The status that says by itself that a list is Okta's; null: none does. */
export function oktaOnlyStatus(values: readonly string[]): string | null {
  return (
    values.find((value) => ONLY_OKTA_USERS.has(value) || ONLY_OKTA_BOTH.has(value) || ON_PAGES.test(value)) ?? null
  );
}

const USER_ID = /^00u[0-9A-Za-z]+$/;

/** Ids of Okta's users begin with `00u`. */
export function hasOktaIds(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => USER_ID.test(value));
}
