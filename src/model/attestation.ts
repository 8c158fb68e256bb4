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
}

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
