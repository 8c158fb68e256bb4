import { splitAddress } from './addresses.ts';

/** Words that begin the address of a function rather than of a person. None of them is a usual given name. */
const FUNCTIONS = new Set(
  (
    'admin administrator administrators accounting api automation billing bot contact crm demo donotreply finance ' +
    'forecast forecasting hello help helpdesk hostmaster hr info integration integrations it itsupport mail mailbox ' +
    'marketing noreply notifications office operations ops orders partners payroll postmaster recruiting reports ' +
    'revenue revops root sales salesforce salesops salessupport security service services shared support svc sync ' +
    'sysadmin system systems team test training webmaster'
  ).split(' '),
);
/**
 * Words that mean a function at the end of an address. Fewer, because `bot` or `service` may be a family name there.
 */
const FUNCTIONS_AT_END = new Set(['integration', 'integrations', 'svc', 'noreply', 'automation', 'mailbox']);

/** Further words in the name of an account that belongs to nobody in particular, or to nobody yet. */
const IN_NAMES = new Set(
  'account adm clari contractor default external guest intern new temp unknown user users vendor'.split(' '),
);

/** Whether a word of a name describes a purpose and not a person. */
export function isFunctionWord(word: string): boolean {
  return FUNCTIONS.has(word) || IN_NAMES.has(word);
}

/**
 * Whether the address is that of a function (`sales@`, `svc-clari@`, `no-reply@`), so that a name says nothing about
 * its owner.
 */
export function isRoleMailbox(address: string): boolean {
  const local = splitAddress(address).local.replace(/\+.*$/, '');
  const words = local.split(/[^a-z]+/).filter((word) => word !== '');
  const first = words[0] ?? '';
  if (FUNCTIONS.has(first) || FUNCTIONS_AT_END.has(words.at(-1) ?? '')) return true;
  return (words.length === 1 && first === 'clari') || /^(?:noreply|donotreply)/.test(words.join(''));
}
