import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { assignedApp, type Kind, type Snapshot, usersListOf } from '../../model/snapshot.ts';
import {
  importAssignmentsCommand,
  importDirectoryCommand,
  importUsersCommand,
  readFurtherCommand,
  syncAgainCommand,
} from './commands.ts';

/** What the rows of a source are, for sentences. */
export function subjectOf(kind: Kind): 'accounts' | 'identities' | 'assignments' | 'rows' {
  switch (kind) {
    case 'app-users':
    case 'clari-users':
    case 'clari-copilot-users':
      return 'accounts';
    case 'directory':
      return 'identities';
    case 'directory-assignments':
      return 'assignments';
    case 'clari-forecast':
    case 'clari-audit':
    case 'clari-activity':
    case 'clari-quota':
    case 'opportunities':
      return 'rows';
    default:
      return kind satisfies never;
  }
}

/** The command that reads this source again completely, in the same way as before. */
export function readAgainCommand(read: Pick<Snapshot, 'kind' | 'directory' | 'app' | 'live'>): string {
  const { kind, directory, live } = read;
  if (live !== null) return syncAgainCommand(read);
  switch (kind) {
    case 'app-users':
    case 'clari-users':
    case 'clari-copilot-users':
      return importUsersCommand(usersListOf(read) ?? DEFAULT_APP);
    case 'directory':
      return importDirectoryCommand(directory);
    case 'directory-assignments':
      return importAssignmentsCommand(directory, assignedApp(read));
    case 'clari-forecast':
    case 'clari-audit':
    case 'clari-activity':
    case 'clari-quota':
    case 'opportunities':
      return readFurtherCommand(kind);
    default:
      return kind satisfies never;
  }
}
