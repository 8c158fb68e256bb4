import type { IdentityStatus } from '../../model/observation.ts';
import { headerText } from '../csv/header.ts';
import { flagOf } from './flags.ts';
import { type HeaderState, headerWords } from './header-words.ts';
import { personWord } from './vocabulary.ts';

/** What a yes and a no under a header say; null: the header does not say. */
export interface HeaderSense {
  readonly yes: IdentityStatus | null;
  readonly no: IdentityStatus | null;
  /** The header is about the account and nothing else: `Disabled`, not `MFA disabled`. */
  readonly certain: boolean;
  /** A no does not say that somebody can sign in: who is not archived may be suspended. */
  readonly weakNo: boolean;
  /** Nor does a yes: who has activated an account may be suspended since. */
  readonly weakYes: boolean;
  /** `Locked` is a lockout by wrong passwords as often as a decision. */
  readonly lockout: boolean;
}

const IN_BRACKETS = /\[([^[\]]*)\]/g;
const PROPERTY = /\[([a-z][A-Za-z.]{1,60})\]/;
/** `(1 = active, 0 = left)` in a header: what it says of its own values. */
const CODING = /(\p{L}+|[01])\s*(?:=|:|->|→)\s*(\p{L}[\p{L} -]*)/gu;

const NOTHING: HeaderSense = { yes: null, no: null, certain: false, weakNo: false, weakYes: false, lockout: false };
const SUSPENDING: ReadonlySet<HeaderState> = new Set<HeaderState>(['suspended', 'locked']);

/**
 * What yes and no mean under a header, from all of its words. The words of a person come before the property that a
 * template names: `Block sign in (Yes/No) [accountEnabled]` asks who is blocked. A header that names both ends says
 * neither.
 */
export function headerSense(header: string): HeaderSense {
  const text = headerText(header);
  const words = text.replace(IN_BRACKETS, ' ');
  const coded = codingOf(words);
  if (coded !== null) return coded;
  const own = senseOf(words);
  if (own.named) return own.sense;
  const property = PROPERTY.exec(text)?.[1];
  return property === undefined ? own.sense : senseOf(property).sense;
}

/** Whether the words of a header name a state at all, even both ends of it. */
export function namesState(header: string): boolean {
  const { states } = headerWords(header);
  return states.size > 0;
}

function senseOf(text: string): { readonly named: boolean; readonly sense: HeaderSense } {
  const { states, foreign } = headerWords(text);
  const certain = foreign === 0;
  if (states.size === 0) return { named: false, sense: NOTHING };
  const activated = /\b(?:is ?)?activated\b/i.test(text);
  if (states.has('active')) {
    // Both ends: a yes could be either.
    if (states.size > 1) return { named: true, sense: { ...NOTHING, certain } };
    return {
      named: true,
      // Who has not activated an account yet is no leaver.
      sense: {
        yes: 'active',
        no: activated ? 'staged' : 'deactivated',
        certain,
        weakNo: false,
        weakYes: activated,
        lockout: false,
      },
    };
  }
  const yes = states.has('deleted') ? 'deleted' : states.has('inactive') ? 'deactivated' : 'suspended';
  const weakNo =
    !/\b(?:not|non|nicht)\b|inactiv|disabl|deactiv|block|inaktiv|deaktiv|gesperrt|inactif|désactiv|bloqu/iu.test(text);
  const lockout = [...states].every((state) => state === 'locked');
  return {
    named: true,
    sense: {
      yes: [...states].every((state) => SUSPENDING.has(state)) ? 'suspended' : yes,
      no: 'active',
      certain,
      weakNo,
      weakYes: false,
      lockout,
    },
  };
}

function codingOf(text: string): HeaderSense | null {
  let yes: IdentityStatus | null = null;
  let no: IdentityStatus | null = null;
  for (const [, code = '', meaning = ''] of text.matchAll(CODING)) {
    const flag = flagOf(code);
    const status = flag === null ? null : meaningOf(meaning);
    if (status === null) continue;
    if (flag === 'no') no = status;
    else yes = status;
  }
  if (yes === null || no === null) return null;
  return { yes, no, certain: true, weakNo: false, weakYes: false, lockout: false };
}

function meaningOf(text: string): IdentityStatus | null {
  const word = personWord(text);
  if (word !== null) return word;
  const { yes } = headerSense(text.replace(/[=:]/g, ' '));
  return yes;
}
