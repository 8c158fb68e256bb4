import type { Account } from '../model/account.ts';
import type { AppProfile } from '../model/app-profile.ts';
import { isEnteredAsClari } from '../model/apps-in-use.ts';
import { quote } from '../model/foreign.ts';
import type { Identity } from '../model/identity.ts';

/** How a person calls a directory; a name that is not a known product is data. */
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

/** The full name, whichever fields of the directory hold it; null if it has none. */
export function nameOf({ name, givenName, familyName }: Identity['latest']): string | null {
  const parts = [givenName, familyName].filter((part) => part !== null);
  return name ?? (parts.length === 0 ? null : parts.join(' '));
}

/** How an administrator finds the account among others of the same name. */
export function nameAccount({ accountId, latest }: Account): string {
  const details = [
    latest.exportId === null ? null : `id ${quote(latest.exportId)}`,
    latest.crmId === null ? null : `CRM user id ${quote(latest.crmId)}`,
    latest.role === null ? null : `role ${quote(latest.role)}`,
  ].filter((detail) => detail !== null);
  const name = quote(latest.email ?? latest.name ?? accountId);
  return details.length === 0 ? name : `${name} (${details.join(', ')})`;
}

/** Reported of Clari by third parties only; it applies to any tenant that has switched it on. */
export function comesBack({ id, name }: Pick<AppProfile, 'id' | 'name'>): string {
  return isEnteredAsClari(id)
    ? 'While any assignment to Clari remains in an identity provider, one single sign-on login may re-create or re-enter the account (just-in-time provisioning, which third parties report of Clari).'
    : `While any assignment to ${name} remains in an identity provider, one single sign-on login may re-create or re-enter the account, if ${name} creates accounts at the first sign-in.`;
}

/** The application that somebody is assigned to who may use the account. */
export function enteredName({ profile: { id, name } }: { readonly profile: Pick<AppProfile, 'id' | 'name'> }): string {
  return isEnteredAsClari(id) ? 'Clari' : name;
}
