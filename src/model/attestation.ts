import { quote } from './foreign.ts';
import { DAY_MS, type Instant } from './time.ts';

/**
 * How well it is known that a person did something, weakest first. What each level proves, and what it does not, is
 * `ATTESTATION_MEANINGS`.
 */
export const ATTESTATION_LEVELS = [
  'unattended',
  'code',
  'client_form',
  'host_view',
  'local_page',
  'terminal_phrase',
  'signed_in_page',
] as const;
export type AttestationLevel = (typeof ATTESTATION_LEVELS)[number];

/** The program through which something came, as it named itself: nothing vouches for it. */
export interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

/** How a statement or a read came in. `client` is null where no MCP client was in between, or it is older than this is kept. */
export interface Attestation {
  readonly level: AttestationLevel;
  readonly client: ClientInfo | null;
  /** The word that an earlier version kept in place of a level; absent: it was made with levels. */
  readonly formerly?: FormerWay | undefined;
}

export const FORMER_WAYS = ['elicitation', 'code', 'terminal', 'command_line'] as const;
export type FormerWay = (typeof FORMER_WAYS)[number];

const LEVEL_OF: Readonly<Record<FormerWay, AttestationLevel>> = {
  elicitation: 'client_form',
  code: 'code',
  terminal: 'terminal_phrase',
  command_line: 'unattended',
};

/** What an earlier version kept, as a level. Its forms asked for a tick, not for a word. */
export function formerAttestation(formerly: FormerWay): Attestation {
  return { level: LEVEL_OF[formerly], client: null, formerly };
}

/** What decides whether a statement counts: the least level, and until when the command lines of earlier versions do. */
export interface Counting {
  readonly least: AttestationLevel;
  /** Null: this store holds none. */
  readonly formerUntil: Instant | null;
  readonly now: Instant;
}

/** For how long a command line of an earlier version counts from the first opening by one that keeps levels. */
export const FORMER_COUNTS_MS = 90 * DAY_MS;

/** Whether something may change a verdict, settle or hide; else it is shown and does none of that. */
export function counts({ level, formerly }: Attestation, { least, formerUntil, now }: Counting): boolean {
  return isAtLeast(level, least) || isFormerInForce(formerly, formerUntil, now);
}

function isFormerInForce(formerly: FormerWay | undefined, until: Instant | null, now: Instant): boolean {
  return formerly === 'command_line' && until !== null && now < until;
}

/**
 * How good something must be to take another one back: as good as that is, and good enough to count where that counts.
 */
export function neededToUndo(standing: Attestation, counting: Counting): AttestationLevel {
  return counts(standing, counting) ? stronger(standing.level, counting.least) : standing.level;
}

function stronger(one: AttestationLevel, other: AttestationLevel): AttestationLevel {
  return isAtLeast(one, other) ? one : other;
}

/** A client as one text. */
export function clientText({ name, version }: ClientInfo): string {
  return `${name} ${version}`.trim();
}

/** How it came, for people, to follow a comma. The client's name is its own word, so it is quoted. */
export function attestationWords({ level, client, formerly }: Attestation): string {
  const named = client === null ? '' : ` of ${quote(clientText(client))}`;
  switch (level) {
    case 'unattended':
      return 'unattended, not attested';
    case 'code':
      return `by code${named}, not attested`;
    case 'client_form':
      return formerly === undefined ? `in a form${named}` : 'in a form without a typed word';
    case 'host_view':
      return `in a view${named}`;
    case 'local_page':
      return "on this machine's page";
    case 'terminal_phrase':
      return 'typed at a terminal';
    case 'signed_in_page':
      return 'on a page after signing in';
    default:
      return level satisfies never;
  }
}

/** How a person comes to a level, to follow "a person states it". */
export const WAYS_TO_STATE: Readonly<Record<AttestationLevel, string>> = {
  unattended: 'by any command or call',
  code: 'in a call that is repeated with its code',
  client_form: 'in a client that shows forms, or at a terminal',
  host_view: 'in a view of their client, or at a terminal',
  local_page: 'on the page of this server, or at a terminal',
  terminal_phrase: 'at a terminal',
  signed_in_page: 'on the page where they sign in',
};

/** What a level proves, and what it does not: half a sentence each, to follow "proves that" and "not". */
export const ATTESTATION_MEANINGS: Readonly<
  Record<AttestationLevel, { readonly proves: string; readonly doesNotProve: string }>
> = {
  unattended: {
    proves: 'a command ran on this machine as this OS user, or a tool was called without a person',
    doesNotProve: 'that a person looked',
  },
  code: {
    proves: 'the caller repeated a code bound to the exact content, once',
    doesNotProve: 'that a person agreed: a model can do it alone',
  },
  client_form: {
    proves: 'the client says that a form was accepted with the typed word',
    doesNotProve: 'that a person saw the form: a client may answer it by itself',
  },
  host_view: {
    proves: 'the host says that a view, which it keeps from its model, sent it',
    doesNotProve: 'that the host does so, or that a person clicked',
  },
  local_page: {
    proves: 'somebody at this machine typed the phrase into the page that this server opened in its browser',
    doesNotProve: 'who it was',
  },
  terminal_phrase: {
    proves: "the phrase was typed at this machine's terminal as this OS user",
    doesNotProve: 'who it was, or that no program drove the terminal',
  },
  signed_in_page: {
    proves: "somebody signed in as that person at the organisation's own identity provider and sent this form",
    doesNotProve: 'that nobody else sat there',
  },
};

/** Whether `level` is as good as `least` or better. */
export function isAtLeast(level: AttestationLevel, least: AttestationLevel): boolean {
  return ATTESTATION_LEVELS.indexOf(level) >= ATTESTATION_LEVELS.indexOf(least);
}
