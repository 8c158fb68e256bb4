import { isOnlyMentioned } from '../../model/account.ts';
import type { Reason } from '../../model/finding.ts';
import { bare } from '../../model/foreign.ts';
import {
  importAssignmentsCommand,
  importDirectoryCommand,
  importUsersCommand,
  linkCommand,
} from '../coverage/commands.ts';
import { type Advice, exportUsersAgain, listOf, reviewHeld, syncOf } from './advice.ts';
import { appName, enteredName } from './app-words.ts';
import type { Case } from './case.ts';
import { forDirectory } from './close-gap-directory.ts';
import { usersOf } from './coverage-facts.ts';
import type { Gap } from './outcome.ts';
import { list, quoted, when } from './text.ts';
import { settleStatus } from './unknown-status.ts';

/** How to supply the missing premise: the next step, as a code and a sentence. */
export function closeGap(gap: Pick<Gap, 'reason' | 'directory'>, c: Case): Advice {
  if (gap.reason === 'source_retired') return forRetired(gap.directory, c);
  return forUsersExport(gap.reason, c) ?? forAssignment(gap, c) ?? forDirectory(gap, c);
}

function forUsersExport(reason: Reason, c: Case): Advice | null {
  const { app, statusAsOf } = c.account;
  switch (reason) {
    case 'users_export_stale':
      return usersOf(c.coverage, app).held.some((one) => one.asOf > statusAsOf)
        ? reviewHeld('A newer users export is held by a guard.')
        : exportUsersAgain(c, `This account was last read as of ${when(statusAsOf)}.`);
    case 'users_export_missing':
      return { ...exportUsersAgain(c, 'No users export was imported.'), action: 'import_users_export' };
    case 'account_status_unknown':
      if (isOnlyMentioned(c.account)) return settleMention(c, 'only a users export settles whether it is active');
      return {
        action: 'export_users_again',
        step: settleStatus({
          read: usersOf(c.coverage, app).newest,
          raw: c.account.latest.statusRaw,
          command: importUsersCommand(app),
        }),
      };
    case 'account_status_conflicting':
      if (c.account.sightings.at(-1)?.mentionedAs !== undefined)
        return settleMention(c, 'it may be open again, which only a newer users export settles');
      return {
        action: 'fix_rows_and_import_again',
        step: `Rows of one time disagree on the status. Check the account in ${appName(c)}, correct or repeat the export, and run: ${importUsersCommand(app)}`,
      };
    case 'account_maybe_renamed':
      return exportUsersAgain(c, 'Only a complete export tells whether the other account still exists.');
    case 'domain_unknown':
      return exportUsersAgain(c, 'Without an e-mail address nobody can be looked for; export with the e-mail column.');
    default:
      return null;
  }
}

/** Advice on a retired source. Forgetting one may remove a conclusion and never reaches another. */
function forRetired(directory: string | null, c: Case): Advice {
  if (directory === null) return exportUsersAgain(c, 'The export that showed this account was retired.');
  if (!c.coverage.retired.directories.has(directory))
    return {
      action: 'import_assignments',
      step: `The list of who is assigned to ${enteredName(c)} in ${bare(directory)} was retired. Download it anew and run: ${importAssignmentsCommand(directory, c.account.app)}`,
    };
  return {
    action: 'decide_link',
    step: `${bare(directory)} was retired and did not say that this person may not enter ${enteredName(c)}. Decide who owns the account: ${linkCommand(c.account.accountId)}, or read ${bare(directory)} again: ${importDirectoryCommand(directory)}`,
  };
}

/** A file that only mentions an account says that it existed then, not that it is open now. */
function settleMention(c: Case, why: string): Advice {
  const { app, sightings } = c.account;
  const named = sightings.findLast((one) => one.mentionedAs !== undefined);
  const where = named === undefined ? '' : ` ${quoted(named.source)} as of ${when(named.asOf)}`;
  const advice = exportUsersAgain(c, `The account is named by${where}, which says nothing of its status: ${why}.`);
  return usersOf(c.coverage, app).newest === null ? { ...advice, action: 'import_users_export' } : advice;
}

function forAssignment({ reason, directory }: Pick<Gap, 'reason' | 'directory'>, c: Case): Advice | null {
  const name = directory ?? 'the directory';
  const entered = enteredName(c);
  const synced = syncOf(directory, c, 'assignments');
  const readList =
    synced === null
      ? `Download who is assigned to ${entered} in ${name} and run: ${importAssignmentsCommand(directory, c.account.app)}`
      : `Run: ${synced}`;
  switch (reason) {
    case 'assignments_match_nobody':
      return { action: 'import_assignments', step: `${whomItMatches(directory, c)} ${readList}` };
    case 'assignment_unknown':
      return { action: 'import_assignments', step: `Nothing says who is assigned to ${entered}. ${readList}` };
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
        step: `${name} assigns ${entered} implicitly, so who is not listed may have access. Switch the application to explicit assignment, then: ${readList}`,
      };
    case 'assignment_not_required':
      return {
        action: 'read_directory_again',
        step: `Anybody in ${name} may sign in to ${entered} without an assignment. Require assignment for the application there, then run: ${syncOf(directory, c, 'newest') ?? importDirectoryCommand(directory)}`,
      };
    default:
      return null;
  }
}

/** Which columns of the list would show whose its rows are. */
function whomItMatches(directory: string | null, c: Case): string {
  const name = directory ?? 'the directory';
  const read = listOf(c, directory);
  const match = c.person.speaking.find((one) => one.directory === directory)?.listMatch;
  const count = match === undefined ? '' : ` ${match.matched} of its ${match.rows} assigned rows match somebody there.`;
  const better = (read?.reading?.unused ?? []).filter(({ looksLike }) => looksLike === 'address' || looksLike === 'id');
  const columns =
    better.length === 0
      ? ''
      : ` Not used: ${namesOf(better.map((one) => one.header))}; name the one with addresses: --map email=HEADER, or with the ids of ${name}: --map id=HEADER.`;
  return `The list of who is assigned to ${enteredName(c)}${read === null ? '' : ` (${quoted(read.fileName)})`} names people in another way than ${name} does.${count} Export it with each person's login, e-mail address or id in ${name}.${columns}`;
}

function namesOf(headers: readonly string[]): string {
  return list(headers.slice(0, 5).map(quoted));
}
