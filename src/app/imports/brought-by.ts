import type { Caller } from '../../model/actor.ts';
import type { Attestation } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { isByAssistant, type Snapshot } from '../../model/snapshot.ts';
import type { AttestedBy } from '../../store/store.ts';

type Bringing = Pick<Caller, 'actor' | 'client'>;

/** A command line is its operator's own word; a tool call is nobody's until a person agreed to it. */
export function isToolCall({ actor }: Pick<Caller, 'actor'>): boolean {
  return actor.via === 'stdio' || actor.via === 'http';
}

/** How a read is known to be stated when nobody was asked. */
export function unasked({ client }: Bringing): Attestation {
  return { level: 'unattended', client: client ?? null };
}

/** The most that can come of it: the level that it has if a person is asked and agrees. */
export function attainable(deps: Bringing, canAsk: boolean): Attestation {
  return isToolCall(deps) && canAsk ? { ...unasked(deps), level: 'client_form' } : unasked(deps);
}

/** What a read of this caller says of who stated it. */
export function attestedBy({ actor }: Bringing, attestation: Attestation): AttestedBy {
  return { importedBy: actor.name, importedVia: actor.via, attestation };
}

export const BROUGHT_BY = ['assistant', 'person', 'command'] as const;
export type BroughtBy = (typeof BROUGHT_BY)[number];

/** Whose word a read is. */
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

/** Whoever accepts what a guard holds takes the blame for it: no tool call does so by itself. */
export function refuseAcceptance(caller: Pick<Caller, 'actor'>, acceptDrop: boolean, canAsk: boolean): void {
  if (!acceptDrop || canAsk || !isToolCall(caller)) return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    'Only a person accepts what a guard holds, and this client can show nobody a form. Nothing was done.',
    'Leave accept_drop out. If the person wants the loss to count, they run the command themselves: `clari-identity-mcp import FILE --accept-drop`, or `clari-identity-mcp sync --accept-drop`.',
  );
}
