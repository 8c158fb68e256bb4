/**
 * Normalises an e-mail address for comparison: trimmed, NFKC, lower case, the domain in ASCII. Null if it is no
 * address.
 */
export function normaliseAddress(text: string | null): string | null {
  if (text === null) return null;
  // Nearly every source gives this form already.
  if (PLAIN.test(text)) return text;
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:smtp|mailto):/, '');
  const at = plain.lastIndexOf('@');
  if (at < 1 || at === plain.length - 1 || /\s/.test(plain)) return null;
  return `${plain.slice(0, at)}@${asciiDomain(plain.slice(at + 1))}`;
}

const PLAIN = /^[a-z0-9._%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+$/;

export function splitAddress(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** The address without its plus tag; null when it has none. */
export function withoutPlusTag(address: string): string | null {
  const { local, domain } = splitAddress(address);
  const plus = local.indexOf('+');
  return plus < 1 ? null : `${local.slice(0, plus)}@${domain}`;
}

/** The home address in a guest's login: `a_contoso.com#EXT#@tenant.onmicrosoft.com` is `a@contoso.com`. Null for others. */
export function guestHomeAddress(login: string | null): string | null {
  if (login === null || !login.includes('#')) return null;
  const match = /^(.+)_([^_#@]+)#ext#@/.exec(login.normalize('NFKC').trim().toLowerCase());
  return match?.[1] === undefined || match[2] === undefined ? null : normaliseAddress(`${match[1]}@${match[2]}`);
}

/** The login that a deleted user had: Entra ID puts the object id before it. Null if there is no such prefix. */
export function deletedLoginAddress(login: string | null, identityId: string): string | null {
  if (login === null) return null;
  if (identityId.length < 32) return null;
  const prefix = identityId.replaceAll('-', '').toLowerCase();
  const plain = login.trim().toLowerCase();
  return prefix.length === 32 && plain.startsWith(prefix) ? normaliseAddress(plain.slice(prefix.length)) : null;
}

/** The same local part at every other domain that is declared to belong to the same organisation. */
export function domainAliasesOf(address: string, groups: readonly (readonly string[])[]): readonly string[] {
  const { local, domain } = splitAddress(address);
  const others = new Set<string>();
  for (const group of groups) {
    const domains = group.map((member) => asciiDomain(member.trim().toLowerCase()));
    if (domains.includes(domain)) for (const member of domains) others.add(member);
  }
  others.delete(domain);
  return [...others].map((member) => `${local}@${member}`);
}

function asciiDomain(domain: string): string {
  const bare = domain.replace(/\.$/, '');
  if (!/[^a-z0-9.-]/.test(bare)) return bare;
  const url = `http://${bare}`;
  return URL.canParse(url) ? new URL(url).hostname : bare;
}
