import type { Caller } from '../../model/actor.ts';
import { type Attestation, pageLevel } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { isByAssistant, type Snapshot } from '../../model/snapshot.ts';
import type { AttestedBy } from '../../store/store.ts';

type Bringing = Pick<Caller, 'actor' | 'client'>;

/**
 * Whether a tool call brought it. A command line is its operator's own statement; a tool call is nobody's until a
 * person agreed.
 */
export function isToolCall({ actor }: Pick<Caller, 'actor'>): boolean {
  return actor.via === 'stdio' || actor.via === 'http' || actor.via === 'page';
}

/** The attestation of a snapshot if nobody is asked. */
export function unasked({ client }: Bringing): Attestation {
  return { level: 'unattended', client: client ?? null };
}

/** The best attestation that is possible: the one after a person was asked and agreed. */
export function attainable(deps: Bringing, canAsk: boolean): Attestation {
  if (!isToolCall(deps) || !canAsk) return unasked(deps);
  return { ...unasked(deps), level: deps.actor.via === 'page' ? pageLevel(deps.actor) : 'client_form' };
}

/** Who states a snapshot that this caller brings. */
export function attestedBy({ actor }: Bringing, attestation: Attestation): AttestedBy {
  return { importedBy: actor.name, importedVia: actor.via, attestation };
}

export const BROUGHT_BY = ['assistant', 'person', 'command'] as const;
export type BroughtBy = (typeof BROUGHT_BY)[number];

/** Whose statement a snapshot is. */
export function broughtBy(read: Pick<Snapshot, 'importedVia' | 'attestation' | 'live'>): BroughtBy {
  if (isByAssistant(read)) return 'assistant';
  return read.attestation === null || read.attestation.level === 'unattended' ? 'command' : 'person';
}

export const WORDS_OF: Readonly<Record<BroughtBy, string>> = {
  assistant: 'as stated by an assistant',
  person: 'as a person agreed',
  command: 'as stated by a command',
};

export const SETTLES_NOTHING =
  'It counts for findings and settles no recorded deactivation: no person agreed to it. Whoever took the export imports it with `clari-identity-mcp import`.';

/** Refuses to accept a held snapshot from a tool call without a person: whoever accepts it is responsible for it. */
export function refuseAcceptance(caller: Pick<Caller, 'actor'>, acceptDrop: boolean, canAsk: boolean): void {
  if (!acceptDrop || canAsk || !isToolCall(caller)) return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    'Only a person accepts what a guard holds, and this client can show nobody a form. Nothing was done.',
    'Leave accept_drop out. If the person wants the loss to count, they run the command themselves: `clari-identity-mcp import FILE --accept-drop`, or `clari-identity-mcp sync --accept-drop`.',
  );
}
