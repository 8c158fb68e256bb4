import { domainToASCII } from 'node:url';
import { visible } from './visible.ts';

// The common case. Labels that start with x take the long way: they may be Punycode.
const PLAIN = /^[a-z0-9_'+.-]{1,64}@(?:[a-wyz0-9][a-z0-9-]{0,61}\.)+[a-z]{2,24}$/;
const LOCAL = /^[^\s@<>(),;:"[\]\\]{1,64}$/u;
const DOMAIN = /^[\p{L}\p{N}\p{M}-]+(?:\.[\p{L}\p{N}\p{M}-]+)+$/u;
const IN_ANGLES = /<([^<>]*)>\s*$/;
const LENGTH_MAX = 254;
const LABEL_MAX = 63;
/** What a directory prefixes to an address: only SMTP is one that mail, and Clari, know. */
const SCHEME = /^([a-z][a-z0-9]*):(.*)$/i;
const GUEST = /^(.+)_([^_@]+)#ext#@/i;

/** An e-mail address in its one form: NFKC, lower-case, the domain in ASCII; null when it is none. */
export function readEmail(raw: string): string | null {
  if (raw === '') return null;
  if (PLAIN.test(raw)) return raw;
  const text = unwrapped(visible(raw).normalize('NFKC')).toLowerCase();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1).replace(/\.$/, '');
  if (at < 1 || !LOCAL.test(local) || !DOMAIN.test(domain)) return null;
  const ascii = domainToASCII(domain);
  if (
    !ascii.includes('.') ||
    ascii.split('.').some((label) => label.length > LABEL_MAX) ||
    local.length + ascii.length >= LENGTH_MAX
  )
    return null;
  return `${local}@${ascii}`;
}

function unwrapped(text: string): string {
  const inside = IN_ANGLES.exec(text)?.[1] ?? text;
  return inside
    .trim()
    .replace(/^mailto:([^?]*).*$/i, '$1')
    .trim();
}

/** Addresses of a list cell (`;`, `,`, `|`, white space, or `+` before a prefix), SMTP prefixes removed, other schemes dropped. */
export function splitAddresses(raw: string): { readonly addresses: readonly string[]; readonly invalid: number } {
  const addresses = new Set<string>();
  let invalid = 0;
  for (const part of visible(raw).split(/[;,|\s]+|\+(?=[a-z0-9]+:)/i)) {
    const item = part.replace(/^["'[{]+|["'\]}]+$/g, '');
    if (item === '') continue;
    const [, scheme, rest] = SCHEME.exec(item) ?? [];
    if (scheme !== undefined && !/^(?:smtp|mailto)$/i.test(scheme)) continue;
    const email = readEmail(rest ?? item);
    if (email === null) invalid += 1;
    else addresses.add(email);
  }
  return { addresses: [...addresses], invalid };
}

/** `a_contoso.com#EXT#@tenant.onmicrosoft.com` → `a@contoso.com`; null for a login that is no guest's. */
export function guestHomeAddress(login: string): string | null {
  const [, local, domain] = GUEST.exec(login) ?? [];
  return local === undefined || domain === undefined ? null : readEmail(`${local}@${domain}`);
}
