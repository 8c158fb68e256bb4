import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';

export function domainOf(address: string | null): string | null {
  if (address === null) return null;
  const at = address.lastIndexOf('@');
  const domain = at < 0 ? '' : address.slice(at + 1).toLowerCase();
  return domain === '' ? null : domain;
}

/**
 * Domains that a directory answers for: those of logins and primary e-mails. A guest's domain belongs to another
 * directory, and a personal second address does not show whose people these are.
 */
export function ownDomains(identity: Identity): readonly string[] {
  if (identity.latest.personKind === 'guest') return [];
  const { login, email } = identity.latest;
  return [domainOf(login), domainOf(email)].filter((domain) => domain !== null);
}

/** Home domains of a guest. The tenant's own form (`…#EXT#@tenant`) is not a home. */
export function homeDomains(guest: Identity): ReadonlySet<string> {
  const { login, email, otherEmails } = guest.latest;
  const addresses = [login, email, ...otherEmails].filter(
    (address) => address !== null && !address.toLowerCase().includes('#ext#'),
  );
  return new Set(addresses.map(domainOf).filter((domain) => domain !== null));
}

/** A domain and those that are declared to belong to the same organisation. */
export function withAliases(domain: string, settings: Pick<Settings, 'domainAliases'>): readonly string[] {
  const group = settings.domainAliases.find((one) => one.includes(domain));
  return group === undefined ? [domain] : [domain, ...group];
}
