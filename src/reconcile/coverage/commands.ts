import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP, isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { Exemption, LinkDecision } from '../../model/decision.ts';
import { shellWord } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import type { DeactivationRecord } from '../../model/record.ts';
import { assignedApp, type Kind, type Snapshot, usersKindOf, usersListOf } from '../../model/snapshot.ts';

/** The commands that close gaps, in one place, so that every sentence names a command that can be typed. */
const AS_OF = '--as-of WHEN_IT_WAS_TAKEN';

export function importUsersCommand(app: App): string {
  return `clari-identity-mcp import FILE ${ofUsers(app)} ${AS_OF} --complete`;
}

export function importDirectoryCommand(directory: string | null): string {
  return `clari-identity-mcp import FILE --kind directory --directory ${shellWord(directory ?? 'NAME')} ${AS_OF} --complete --filter all`;
}

export function importAssignmentsCommand(directory: string | null, app: App = DEFAULT_APP): string {
  return `clari-identity-mcp import FILE --kind directory-assignments --directory ${shellWord(directory ?? 'NAME')}${ofList(app)} ${AS_OF} --complete`;
}

/** Lists of Clari's two are known by their kind, those of others by their application. */
function ofUsers(app: App): string {
  const kind = usersKindOf(app);
  return kind === 'app-users' ? `--app ${shellWord(app)}` : `--kind ${kind}`;
}

function ofList(app: App): string {
  return isEnteredAsClari(app) ? '' : ` --app ${shellWord(app)}`;
}

/** What a read is, as an import states it. */
function statedAs(read: Pick<Snapshot, 'kind' | 'directory' | 'app'>): readonly string[] {
  const users = usersListOf(read);
  if (users !== null) return [ofUsers(users)];
  const directory = read.directory === null ? '' : ` --directory ${shellWord(read.directory)}`;
  const list = read.kind === 'directory-assignments' ? ofList(assignedApp(read)) : '';
  return [`--kind ${read.kind}${directory}${list}`];
}

export function readFurtherCommand(kind: Kind): string {
  return `clari-identity-mcp import FILE --kind ${kind} ${AS_OF}`;
}

/** The command that imports the same file again with the same statements. */
export function importSameCommand(read: Snapshot): string {
  const { fileName, asOf, asOfBasis, completeness, filter } = read;
  return [
    `clari-identity-mcp import ${shellWord(fileName)}`,
    ...statedAs(read),
    asOfBasis === 'stated' ? `--as-of ${asOf}` : AS_OF,
    ...(completeness === 'unknown' ? [] : [`--${completeness}`]),
    ...(filter === null ? [] : [`--filter ${filter}`]),
  ].join(' ');
}

/** The command that reads again the live source of this snapshot. */
export function syncAgainCommand(read: Pick<Snapshot, 'kind' | 'directory' | 'app'>): string {
  return `clari-identity-mcp sync ${shellWord(read.directory ?? usersListOf(read) ?? DEFAULT_APP)}`;
}

export const ACCEPT_HELD_COMMAND = 'clari-identity-mcp import FILE --accept-drop';

/** The same import command again plus the acceptance, so that the snapshot which was held is the one accepted. */
export function acceptHeldCommand(held: Snapshot): string {
  if (held.live !== null) return `${syncAgainCommand(held)} --accept-drop`;
  // What was stated of a single value is in the statement alone; reads of before that was kept have their columns.
  const mapping =
    held.stated === null
      ? (held.reading?.used ?? []).flatMap(({ field, header, basis }) => (basis === 'stated' ? [[field, header]] : []))
      : Object.entries(held.stated.mapping);
  const zone = held.stated?.timeZone ?? null;
  return [
    `clari-identity-mcp import ${shellWord(held.fileName)}`,
    ...statedAs(held),
    ...(held.asOfBasis === 'stated' ? [`--as-of ${held.asOf}`] : []),
    ...(held.completenessBasis !== 'stated' || held.completeness === 'unknown' ? [] : [`--${held.completeness}`]),
    ...(held.filter === null ? [] : [`--filter ${held.filter}`]),
    ...mapping.map(([field, header]) => `--map ${shellWord(`${field}=${header}`)}`),
    ...(zone === null ? [] : [`--time-zone ${shellWord(zone)}`]),
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

/** Names no account: a plan of access is about somebody who has none yet. */
export function recordStepCommand(planId: string, stepId: string): string {
  return `clari-identity-mcp record --plan ${planId} --step ${stepId} --performed-by NAME --performed-at TIME`;
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

/** The command that states the same again, so that it counts once a person runs it. */
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
