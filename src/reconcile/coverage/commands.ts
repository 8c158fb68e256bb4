import type { Exemption, LinkDecision } from '../../model/decision.ts';
import { shellWord } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import type { DeactivationRecord } from '../../model/record.ts';
import type { App, Kind, Snapshot } from '../../model/snapshot.ts';

/** The commands that close gaps, in one place: sentences name exactly what can be typed. */
const AS_OF = '--as-of WHEN_IT_WAS_TAKEN';

export function importUsersCommand(app: App): string {
  const kind = app === 'copilot' ? 'clari-copilot-users' : 'clari-users';
  return `clari-identity-mcp import FILE --kind ${kind} ${AS_OF} --complete`;
}

export function importDirectoryCommand(directory: string | null): string {
  return `clari-identity-mcp import FILE --kind directory --directory ${shellWord(directory ?? 'NAME')} ${AS_OF} --complete --filter all`;
}

export function importAssignmentsCommand(directory: string | null): string {
  return `clari-identity-mcp import FILE --kind directory-assignments --directory ${shellWord(directory ?? 'NAME')} ${AS_OF} --complete`;
}

export function readFurtherCommand(kind: Kind): string {
  return `clari-identity-mcp import FILE --kind ${kind} ${AS_OF}`;
}

/** Imports the very file again, as it was stated then. */
export function importSameCommand(read: Snapshot): string {
  const { fileName, kind, directory, asOf, asOfBasis, completeness, filter } = read;
  return [
    `clari-identity-mcp import ${shellWord(fileName)} --kind ${kind}`,
    ...(directory === null ? [] : [`--directory ${shellWord(directory)}`]),
    asOfBasis === 'stated' ? `--as-of ${asOf}` : AS_OF,
    ...(completeness === 'unknown' ? [] : [`--${completeness}`]),
    ...(filter === null ? [] : [`--filter ${filter}`]),
  ].join(' ');
}

/** Reads the live source again that brought this read. */
export function syncAgainCommand({ kind, directory }: Pick<Snapshot, 'kind' | 'directory'>): string {
  return `clari-identity-mcp sync ${shellWord(directory ?? (kind === 'clari-copilot-users' ? 'copilot' : 'clari'))}`;
}

export const ACCEPT_HELD_COMMAND = 'clari-identity-mcp import FILE --accept-drop';

/** The import again, word for word as it was made, so that it is the same read that is accepted. */
export function acceptHeldCommand(held: Snapshot): string {
  if (held.live !== null) return `${syncAgainCommand(held)} --accept-drop`;
  const stated = held.reading?.used.filter(({ basis }) => basis === 'stated') ?? [];
  return [
    `clari-identity-mcp import ${shellWord(held.fileName)} --kind ${held.kind}`,
    ...(held.directory === null ? [] : [`--directory ${shellWord(held.directory)}`]),
    ...(held.asOfBasis === 'stated' ? [`--as-of ${held.asOf}`] : []),
    ...(held.completenessBasis !== 'stated' || held.completeness === 'unknown' ? [] : [`--${held.completeness}`]),
    ...(held.filter === null ? [] : [`--filter ${held.filter}`]),
    ...stated.map(({ field, header }) => `--map ${shellWord(`${field}=${header}`)}`),
    '--accept-drop',
  ].join(' ');
}

export function withdrawReadCommand({ snapshotId }: Pick<Snapshot, 'snapshotId'>): string {
  return `clari-identity-mcp forget --read ${snapshotId} --reason REASON`;
}

export function planCommand(accountId: string): string {
  return `clari-identity-mcp plan ${shellWord(accountId)}`;
}

export function recordCommand(accountId: string): string {
  return `clari-identity-mcp record ${shellWord(accountId)} --performed-by NAME --performed-at TIME`;
}

export function recordStepCommand(accountId: string, planId: string, stepId: string): string {
  return `${recordCommand(accountId)} --plan ${planId} --step ${stepId}`;
}

export function approveCommand(planId: string): string {
  return `clari-identity-mcp approve ${planId}`;
}

export function workCommand(id: string): string {
  return `clari-identity-mcp work ${shellWord(id)}`;
}

export function exemptCommand(accountId: string): string {
  return `clari-identity-mcp exempt ${shellWord(accountId)} --reason REASON --until DATE`;
}

export function linkCommand(accountId: string): string {
  return `clari-identity-mcp link ${shellWord(accountId)} IDENTITY`;
}

/** States the same again, so that it counts once a person does. */
export function exemptAgainCommand(
  accountId: string,
  { owner, reason, until }: Pick<Exemption, 'owner' | 'reason' | 'until'>,
): string {
  return `clari-identity-mcp exempt ${shellWord(accountId)} --until ${until} --owner ${shellWord(owner)} --reason ${shellWord(reason)}`;
}

export function linkAgainCommand(
  accountId: string,
  { identity, reason }: Pick<LinkDecision, 'identity' | 'reason'>,
): string {
  const whom = identity === null ? '--none' : shellWord(identityRef(identity));
  return `clari-identity-mcp link ${shellWord(accountId)} ${whom} --reason ${shellWord(reason)}`;
}

export function recordAgainCommand(
  accountId: string,
  { performedBy, performedAt }: Pick<DeactivationRecord, 'performedBy' | 'performedAt'>,
): string {
  return `clari-identity-mcp record ${shellWord(accountId)} --performed-by ${shellWord(performedBy)} --performed-at ${performedAt}`;
}
