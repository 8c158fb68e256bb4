import { quote } from './foreign.ts';
import { DAY_MS, type Instant } from './time.ts';

/**
 * How certain it is that a person did something, weakest first. `ATTESTATION_MEANINGS` says what each level proves, and
 * what it does not.
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

/** The program through which something came, as it named itself; nothing proves that name. */
export interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

/** How a statement or a snapshot arrived. `client` is null without an MCP client, or if it is older than this field. */
export interface Attestation {
  readonly level: AttestationLevel;
  readonly client: ClientInfo | null;
  /** The word that an earlier version stored in place of a level; absent if it was made with levels. */
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

/** Turns what an earlier version stored into a level. Its forms asked for a tick and not for a word. */
export function formerAttestation(formerly: FormerWay): Attestation {
  return { level: LEVEL_OF[formerly], client: null, formerly };
}

/**
 * What decides whether a statement counts: the least level, and until when the command lines of earlier versions count.
 */
export interface Counting {
  readonly least: AttestationLevel;
  /** Null if this store has none. */
  readonly formerUntil: Instant | null;
  readonly now: Instant;
}

/**
 * How long a command line of an earlier version counts, from the first time that a version with levels opened the
 * store.
 */
export const FORMER_COUNTS_MS = 90 * DAY_MS;

/** Whether a statement may change, settle or hide a verdict; otherwise it is only shown. */
export function counts({ level, formerly }: Attestation, { least, formerUntil, now }: Counting): boolean {
  return isAtLeast(level, least) || isFormerInForce(formerly, formerUntil, now);
}

function isFormerInForce(formerly: FormerWay | undefined, until: Instant | null, now: Instant): boolean {
  return formerly === 'command_line' && until !== null && now < until;
}

/** The level that is needed to withdraw something: as good as its own, and good enough to count where it counts. */
export function neededToUndo(standing: Attestation, counting: Counting): AttestationLevel {
  return counts(standing, counting) ? stronger(standing.level, counting.least) : standing.level;
}

function stronger(one: AttestationLevel, other: AttestationLevel): AttestationLevel {
  return isAtLeast(one, other) ? one : other;
}

/** What sending a form of this server's page attests. */
export type PageLevel = Extract<AttestationLevel, 'signed_in_page' | 'local_page'>;

/** What sending a form attests where this server shows it. */
export type DecidingLevel = PageLevel | Extract<AttestationLevel, 'host_view'>;

/** The level of somebody on the page: either their organisation signed them in, or they came by this machine's link. */
export function pageLevel({ authenticated }: { readonly authenticated: boolean }): PageLevel {
  return authenticated ? 'signed_in_page' : 'local_page';
}

/** A client as one text. */
export function clientText({ name, version }: ClientInfo): string {
  return `${name} ${version}`.trim();
}

/** How it arrived, as words that follow a comma. The client's name is unproven, so it is quoted. */
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
  client_form: 'in a client that shows forms, on the page (clari-identity-mcp open), or at a terminal',
  host_view: 'in a view of their client, on the page (clari-identity-mcp open), or at a terminal',
  local_page: 'on the page (clari-identity-mcp open), or at a terminal',
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
