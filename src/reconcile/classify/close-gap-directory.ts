import { bare, shellWord } from '../../model/foreign.ts';
import { addMs } from '../../model/time.ts';
import { ACCEPT_HELD_COMMAND, acceptHeldCommand, importDirectoryCommand } from '../coverage/commands.ts';
import { type Advice, exportUsersAgain, reviewHeld, syncOf } from './advice.ts';
import { enteredName } from './app-words.ts';
import type { Case } from './case.ts';
import { HOLD_MS } from './hold.ts';
import type { Gap } from './outcome.ts';
import { headersOf } from './reading-words.ts';
import { list, quoted, when } from './text.ts';
import { settleStatus, type UnknownStatus } from './unknown-status.ts';

/** How to supply a premise that a directory is missing. */
export function forDirectory({ reason, directory }: Pick<Gap, 'reason' | 'directory'>, c: Case): Advice {
  const name = directory === null ? 'the directory' : bare(directory);
  const run = `run: ${importDirectoryCommand(directory)}`;
  const synced = syncOf(directory, c, 'newest');
  const again = (why: string): Advice => ({
    action: 'read_directory_again',
    step:
      synced === null
        ? `${why} Download all users of ${name}, inactive ones included, and ${run}`
        : `${why} Run: ${synced}`,
  });
  switch (reason) {
    case 'directory_missing':
      return {
        action: 'import_directory',
        step: `Download all users of ${directory === null ? `each directory that governs ${enteredName(c)}` : name}, inactive ones included, and ${run}`,
      };
    case 'assigned_people_only':
      return {
        action: 'import_directory',
        step: `A list of assigned people can't show who is gone. Download all users of ${name} and ${run}`,
      };
    case 'directory_held':
      return reviewHeld(`A read of ${name} is held by a guard.`, heldCommand(directory, c));
    case 'directory_incomplete':
      return refusedRows(directory, c)
        ? {
            action: 'fix_rows_and_import_again',
            step: `Rows of the last read of ${name} were refused. Correct them and ${run}`,
          }
        : again(
            synced === null
              ? `The last read of ${name} was not stated complete.`
              : `The last read of ${name} did not bring everything; get_coverage says what was missing.`,
          );
    case 'no_active_identity':
      return again(`${name} was read for active people only.`);
    case 'directory_older_than_account':
      return again(`${name} was last read before this account was first seen.`);
    case 'directory_stale':
      return hasNewerHeld(directory, c)
        ? reviewHeld(`A newer read of ${name} is held by a guard.`, heldCommand(directory, c))
        : again(`What ${name} said is too old.`);
    case 'domain_not_in_any_directory':
      return {
        action: 'declare_directories',
        step: `Import the directory that has this account's domain, or set CLARI_IDENTITY_DIRECTORIES to the directories that govern ${enteredName(c)}.`,
      };
    case 'identity_out_of_scope':
      return {
        action: 'declare_directories',
        step: `The account is linked only to ${name}, which does not govern ${enteredName(c)}. Add it to CLARI_IDENTITY_DIRECTORIES if it does, or import the directory that does.`,
      };
    case 'guest_home_directory':
      return again(
        `This guest's home directory governs ${enteredName(c)}, but the person was not found in it: read the home directory completely.`,
      );
    case 'identity_maybe_renamed':
      return {
        action: 'decide_link',
        step: `The identity left ${name} when a similar one appeared there: compare both with get_identity and decide which one owns the account.`,
      };
    case 'app_disabled':
      return again(
        `The ${enteredName(c)} application is switched off in ${name}: nobody gets in through it, whatever their assignment. Switch it on if that is a mistake.`,
      );
    case 'pre_hire':
      return again(`The identity in ${name} is staged: wait for the first day.`);
    case 'change_too_recent':
      return { action: 'none', step: `The change in ${name} is only minutes old. Ask again ${askAgainAt(c)}.` };
    case 'conflicting_reads':
      return directory === null
        ? exportUsersAgain(c, 'A read whose time nobody stated shows the account active after it was confirmed closed.')
        : again(`Reads of ${name} disagree.`);
    case 'identity_status_unknown':
      return synced === null
        ? {
            action: 'read_directory_again',
            step: settleStatus({ ...unknownOf(directory, c), command: importDirectoryCommand(directory) }),
          }
        : again(`${name} has a status that is not understood: look the person up there.`);
    case 'identity_status_contradictory':
      return again(
        `The row of ${name} speaks against itself: ${contradictionsOf(directory, c)} Ask whoever runs ${name} which is right, and correct it there. If a column was read the wrong way round, say so (--map inactive=HEADER: a yes means gone; --map status=HEADER: a yes means here).`,
      );
    case 'identity_absence_not_proven':
      return again(
        `The list of assigned people names somebody whom the complete read of ${name} does not have: one of the two may name people in another way.`,
      );
    case 'addresses_unreadable':
      return {
        action: 'read_directory_again',
        step: `Addresses in ${name} could not be read (${namesOf(unreadableOf(directory, c))}), so the owner may be there under one of them. Export the addresses themselves, joined by a semicolon (${JOINED}), and ${run}`,
      };
    case 'directory_not_accepted':
      return {
        action: 'declare_directories',
        step: `${name} was first named by a tool call, so it governs nothing until a person accepts it. If it says who may enter Clari, set CLARI_IDENTITY_DIRECTORIES=${namedWith(directory, c)}, or import its file from the command line: ${importDirectoryCommand(directory)}`,
      };
    default:
      return again(`What ${name} says is not enough.`);
  }
}

function heldCommand(directory: string | null, c: Case): string {
  const held = directory === null ? undefined : c.coverage.directories.get(directory)?.held.at(-1);
  return held === undefined ? ACCEPT_HELD_COMMAND : acceptHeldCommand(held);
}

function refusedRows(directory: string | null, c: Case): boolean {
  const newest = directory === null ? null : c.coverage.directories.get(directory)?.newest;
  return newest?.completeness === 'complete' && newest.rowsRefused > 0;
}

function hasNewerHeld(directory: string | null, c: Case): boolean {
  const facts = directory === null ? undefined : c.coverage.directories.get(directory);
  return facts?.held.some((one) => facts.newest === null || one.asOf > facts.newest.asOf) ?? false;
}

function askAgainAt(c: Case): string {
  const ends = c.person.speaking.flatMap((one) => (one.revokedAt === null ? [] : [addMs(one.revokedAt, HOLD_MS)]));
  const last = ends.sort().at(-1);
  return last === undefined ? 'in five minutes' : `after ${when(last)}`;
}

/** How to export the values of a multi-valued column; without it PowerShell writes the name of their type. */
const JOINED =
  "in PowerShell: Select-Object *,@{n='proxyAddresses';e={$_.proxyAddresses -join ';'}} -ExcludeProperty proxyAddresses";

function unreadableOf(directory: string | null, c: Case): readonly string[] {
  const read = directory === null ? null : c.coverage.directories.get(directory)?.proving;
  return headersOf(read?.reading ?? null, read?.reading?.unreadable ?? []);
}

function unknownOf(directory: string | null, c: Case): Pick<UnknownStatus, 'read' | 'raw'> {
  const identity = identitiesIn(directory, c).find((one) => one.latest.status === 'unknown');
  return {
    read: directory === null ? null : (c.coverage.directories.get(directory)?.newest ?? null),
    raw: identity?.latest.statusRaw ?? null,
  };
}

function contradictionsOf(directory: string | null, c: Case): string {
  return identitiesIn(directory, c)
    .flatMap(({ latest: { contradiction, statusRaw } }) =>
      contradiction === null
        ? []
        : `${statusRaw === null ? '' : `it says ${quoted(statusRaw)}, and `}${contradiction}.`,
    )
    .join(' ');
}

function identitiesIn(directory: string | null, c: Case) {
  return c.person.speaking.filter((one) => one.directory === directory);
}

function namesOf(headers: readonly string[]): string {
  return list(headers.slice(0, 5).map(quoted));
}

function namedWith(directory: string | null, { coverage }: Case): string {
  return shellWord([...new Set([...coverage.scope, directory ?? 'NAME'])].join(','));
}
