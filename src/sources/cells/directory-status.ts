import type { IdentityStatus, PersonKind } from '../../model/observation.ts';
import { personWord } from '../senses/vocabulary.ts';
import { statusWord } from './status-words.ts';

/** The status that an identity provider's own word names. Transitional states and undocumented words stay `unknown`. */
export function directoryStatus(raw: string): IdentityStatus {
  return personWord(raw) ?? 'unknown';
}

const NOT_PERSON =
  /^(?:shared|room|equipment|resource|scheduling|discovery|group|team|monitoring|arbitration|system|service|robot|bot|rpa|application|app|machine|functional|generic|non ?human)(?: ?(?:mailbox|account|user|identity|principal))?$/;
const GUEST =
  /^(?:(?:external|b2b) ?)?guest(?: ?(?:mailuser|user|account))?$|^(?:external|b2b)(?: ?(?:user|account))?$/;
const PERSON =
  /^(?:member|person|user|human|employee|contractor|regular|staff|usermailbox|user mailbox|linkedmailbox|mailuser|full time|part time|contingent worker)$/;

/** Combines the type columns of a row. `not_person` outweighs `Member`, because a shared mailbox is a member too. */
export function personKindOf(types: readonly string[]): PersonKind {
  const words = types.map(statusWord);
  if (words.some((word) => NOT_PERSON.test(word))) return 'not_person';
  if (words.some((word) => GUEST.test(word))) return 'guest';
  return words.some((word) => PERSON.test(word)) ? 'person' : 'unknown';
}
