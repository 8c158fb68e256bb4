import type { NextAction } from '../../model/finding.ts';
import type { App } from '../../model/snapshot.ts';
import { ACCEPT_HELD_COMMAND, importUsersCommand, syncAgainCommand } from '../coverage/commands.ts';
import type { Case } from './case.ts';

/** What to do next, as a word for programs and a sentence for people. */
export interface Advice {
  readonly action: NextAction;
  readonly step: string;
}

export function exportUsersAgain(app: App, why: string): Advice {
  const from = app === 'copilot' ? 'the Copilot user list' : 'the users export from Clari';
  return { action: 'export_users_again', step: `${why} Download ${from} and run: ${importUsersCommand(app)}` };
}

export function reviewHeld(why: string, command: string = ACCEPT_HELD_COMMAND): Advice {
  return {
    action: 'review_held_read',
    step: `${why} Look at its reasons in get_coverage; if it is right, run: ${command}`,
  };
}

/** The command that reads a directory live again; null if it comes in files. */
export function syncOf(directory: string | null, { coverage }: Case, which: 'newest' | 'assignments'): string | null {
  const read = directory === null ? null : coverage.directories.get(directory)?.[which];
  return read == null || read.live === null ? null : syncAgainCommand(read);
}
