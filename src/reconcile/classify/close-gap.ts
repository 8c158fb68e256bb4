import { isOnlyMentioned } from '../../model/account.ts';
import type { NextAction, Reason } from '../../model/finding.ts';
import type { App } from '../../model/snapshot.ts';
import { addMs } from '../../model/time.ts';
import {
  ACCEPT_HELD_COMMAND,
  acceptHeldCommand,
  importAssignmentsCommand,
  importDirectoryCommand,
  importUsersCommand,
  linkCommand,
  syncAgainCommand,
} from '../coverage/commands.ts';
import type { Case } from './case.ts';
import { HOLD_MS } from './entitlement-of-person.ts';
import type { Gap } from './outcome.ts';
import { quoted, when } from './text.ts';

/** What to do next, as a word for programs and a sentence for people. */
export interface Advice {
  readonly action: NextAction;
  readonly step: string;
}

/** How the missing premise is closed. */
export function closeGap(gap: Pick<Gap, 'reason' | 'directory'>, c: Case): Advice {
  if (gap.reason === 'source_retired') return forRetired(gap.directory, c);
  return forUsersExport(gap.reason, c) ?? forAssignment(gap, c) ?? forDirectory(gap, c);
}

export function exportUsersAgain(app: App, why: string): Advice {
  const from = app === 'copilot' ? 'the Copilot user list' : 'the users export from Clari';
  return { action: 'export_users_again', step: `${why} Download ${from} and run: ${importUsersCommand(app)}` };
}

function forUsersExport(reason: Reason, c: Case): Advice | null {
  const { app, statusAsOf } = c.account;
  switch (reason) {
    case 'users_export_stale':
      return c.coverage.users[app].held.some((one) => one.asOf > statusAsOf)
        ? reviewHeld('A newer users export is held by a guard.')
        : exportUsersAgain(app, `This account was last read as of ${when(statusAsOf)}.`);
    case 'users_export_missing':
      return { ...exportUsersAgain(app, 'No users export was imported.'), action: 'import_users_export' };
    case 'account_status_unknown':
      if (isOnlyMentioned(c.account)) return settleMention(c, 'only a users export settles whether it is active');
      return exportUsersAgain(
        app,
        'The export does not say whether the account is active; name its status column with --map status=HEADER.',
      );
    case 'account_status_conflicting':
      if (c.account.sightings.at(-1)?.mentionedAs !== undefined)
        return settleMention(c, 'it may be open again, which only a newer users export settles');
      return {
        action: 'fix_rows_and_import_again',
        step: `Rows of one time disagree on the status. Check the account in Clari, correct or repeat the export, and run: ${importUsersCommand(app)}`,
      };
    case 'account_maybe_renamed':
      return exportUsersAgain(app, 'Only a complete export tells whether the other account still exists.');
    case 'domain_unknown':
      return exportUsersAgain(
        app,
        'Without an e-mail address nobody can be looked for; export with the e-mail column.',
      );
    default:
      return null;
  }
}

/** Forgetting a source may cost a conclusion, and never makes another one. */
function forRetired(directory: string | null, c: Case): Advice {
  if (directory === null) return exportUsersAgain(c.account.app, 'The export that showed this account was retired.');
  if (!c.coverage.retired.directories.has(directory))
    return {
      action: 'import_assignments',
      step: `The list of who is assigned to Clari in ${directory} was retired. Download it anew and run: ${importAssignmentsCommand(directory)}`,
    };
  return {
    action: 'decide_link',
    step: `${directory} was retired and did not say that this person may not enter Clari. Decide who owns the account: ${linkCommand(c.account.accountId)}, or read ${directory} again: ${importDirectoryCommand(directory)}`,
  };
}

/** What names an account in passing says that it was there. */
function settleMention(c: Case, why: string): Advice {
  const { app, sightings } = c.account;
  const named = sightings.findLast((one) => one.mentionedAs !== undefined);
  const where = named === undefined ? '' : ` ${quoted(named.source)} as of ${when(named.asOf)}`;
  const advice = exportUsersAgain(app, `The account is named by${where}, which says nothing of its status: ${why}.`);
  return c.coverage.users[app].newest === null ? { ...advice, action: 'import_users_export' } : advice;
}

function forAssignment({ reason, directory }: Pick<Gap, 'reason' | 'directory'>, c: Case): Advice | null {
  const name = directory ?? 'the directory';
  const synced = syncOf(directory, c, 'assignments');
  const readList =
    synced === null
      ? `Download who is assigned to Clari in ${name} and run: ${importAssignmentsCommand(directory)}`
      : `Run: ${synced}`;
  switch (reason) {
    case 'assignment_unknown':
      return { action: 'import_assignments', step: `Nothing says who is assigned to Clari. ${readList}` };
    case 'assignment_stale':
      return { action: 'import_assignments', step: `The assignment was read too long ago. ${readList}` };
    case 'assignment_status_unknown':
      return {
        action: 'import_assignments',
        step: `The assignment has a status that is not understood: check it in ${name}. ${readList}`,
      };
    case 'implicit_assignment':
      return {
        action: 'import_assignments',
        step: `${name} assigns Clari implicitly, so who is not listed may have access. Switch the application to explicit assignment, then: ${readList}`,
      };
    case 'assignment_not_required':
      return {
        action: 'read_directory_again',
        step: `Anybody in ${name} may sign in to Clari without an assignment. Require assignment for the application there, then run: ${syncOf(directory, c, 'newest') ?? importDirectoryCommand(directory)}`,
      };
    default:
      return null;
  }
}

function forDirectory({ reason, directory }: Pick<Gap, 'reason' | 'directory'>, c: Case): Advice {
  const name = directory ?? 'the directory';
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
        step: `Download all users of ${directory ?? 'each directory that governs Clari'}, inactive ones included, and ${run}`,
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
        step: "Import the directory that has this account's domain, or set CLARI_IDENTITY_DIRECTORIES to the directories that govern Clari.",
      };
    case 'identity_out_of_scope':
      return {
        action: 'declare_directories',
        step: `The account is linked only to ${name}, which does not govern Clari. Add it to CLARI_IDENTITY_DIRECTORIES if it does, or import the directory that does.`,
      };
    case 'guest_home_directory':
      return again(
        "This guest's home directory governs Clari, but the person was not found in it: read the home directory completely.",
      );
    case 'identity_maybe_renamed':
      return {
        action: 'decide_link',
        step: `The identity left ${name} when a similar one appeared there: compare both with get_identity and decide which one owns the account.`,
      };
    case 'app_disabled':
      return again(
        `The Clari application is switched off in ${name}: nobody gets in through it, whatever their assignment. Switch it on if that is a mistake.`,
      );
    case 'pre_hire':
      return again(`The identity in ${name} is staged: wait for the first day.`);
    case 'change_too_recent':
      return { action: 'none', step: `The change in ${name} is only minutes old. Ask again ${askAgainAt(c)}.` };
    case 'conflicting_reads':
      return directory === null
        ? exportUsersAgain(
            c.account.app,
            'A read whose time nobody stated shows the account active after it was confirmed closed.',
          )
        : again(`Reads of ${name} disagree.`);
    default:
      return again(`What ${name} says is not enough.`);
  }
}

/** The command that reads a directory live again; null: it comes in files. */
function syncOf(directory: string | null, c: Case, which: 'newest' | 'assignments'): string | null {
  const read = directory === null ? null : c.coverage.directories.get(directory)?.[which];
  return read == null || read.live === null ? null : syncAgainCommand(read);
}

function heldCommand(directory: string | null, c: Case): string {
  const held = directory === null ? undefined : c.coverage.directories.get(directory)?.held.at(-1);
  return held === undefined ? ACCEPT_HELD_COMMAND : acceptHeldCommand(held);
}

function reviewHeld(why: string, command: string = ACCEPT_HELD_COMMAND): Advice {
  return {
    action: 'review_held_read',
    step: `${why} Look at its reasons in get_coverage; if it is right, run: ${command}`,
  };
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
