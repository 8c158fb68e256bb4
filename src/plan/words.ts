import type { Account } from '../model/account.ts';
import { quote } from '../model/foreign.ts';
import type { Identity } from '../model/identity.ts';

/** Where a person finds a directory; any name that is not a known product is data. */
export function directoryName(directory: string): string {
  if (directory === 'okta') return 'Okta';
  return directory === 'entra' ? 'Entra ID' : `the directory ${quote(directory)}`;
}

/** How an administrator finds the identity. */
export function nameIdentity({ identityId, latest }: Identity): string {
  const login = latest.login ?? latest.email;
  return login === null || login === identityId
    ? `id ${quote(identityId)}`
    : `${quote(login)} (id ${quote(identityId)})`;
}

/** The whole name, however the directory keeps it; null: it has none. */
export function nameOf({ name, givenName, familyName }: Identity['latest']): string | null {
  const parts = [givenName, familyName].filter((part) => part !== null);
  return name ?? (parts.length === 0 ? null : parts.join(' '));
}

/** How an administrator finds the account, and knows it from another one of the same name. */
export function nameAccount({ accountId, latest }: Account): string {
  const details = [
    latest.exportId === null ? null : `id ${quote(latest.exportId)}`,
    latest.crmId === null ? null : `CRM user id ${quote(latest.crmId)}`,
    latest.role === null ? null : `role ${quote(latest.role)}`,
  ].filter((detail) => detail !== null);
  const name = quote(latest.email ?? latest.name ?? accountId);
  return details.length === 0 ? name : `${name} (${details.join(', ')})`;
}

/** Reported by third parties only, and true of any tenant that has it switched on. */
export const COMES_BACK =
  'While any assignment to Clari remains in an identity provider, one single sign-on login may re-create or re-enter the account (just-in-time provisioning, which third parties report of Clari).';
