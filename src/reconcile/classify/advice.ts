import { DEFAULT_APP, isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { NextAction } from '../../model/finding.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { ACCEPT_HELD_COMMAND, importUsersCommand, syncAgainCommand } from '../coverage/commands.ts';
import { appName } from './app-words.ts';
import type { Case } from './case.ts';

/** What to do next, as a word for programs and a sentence for people. */
export interface Advice {
  readonly action: NextAction;
  readonly step: string;
}

export function exportUsersAgain(c: Case, why: string): Advice {
  const { app } = c.account;
  const from = app === 'copilot' ? 'the Copilot user list' : `the users export from ${appName(c)}`;
  return { action: 'export_users_again', step: `${why} Download ${from} and run: ${importUsersCommand(app)}` };
}

export function reviewHeld(why: string, command: string = ACCEPT_HELD_COMMAND): Advice {
  return {
    action: 'review_held_read',
    step: `${why} Look at its reasons in get_coverage; if it is right, run: ${command}`,
  };
}

/** The command that reads a directory live again; null if it comes in files. */
export function syncOf(directory: string | null, c: Case, which: 'newest' | 'assignments'): string | null {
  const read = which === 'assignments' ? listOf(c, directory) : newestOf(c, directory);
  return read === null || read.live === null ? null : syncAgainCommand(read);
}

function newestOf({ coverage }: Case, directory: string | null): Snapshot | null {
  return directory === null ? null : (coverage.directories.get(directory)?.newest ?? null);
}

/** The list of who is assigned to the application of the account in a directory; null: none counts. */
export function listOf({ account, coverage }: Case, directory: string | null): Snapshot | null {
  if (directory === null) return null;
  const app = isEnteredAsClari(account.app) ? DEFAULT_APP : account.app;
  return coverage.directories.get(directory)?.assignments.get(app) ?? null;
}
