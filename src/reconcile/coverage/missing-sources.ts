import type { SourceCoverage } from '../../model/coverage.ts';
import { bare } from '../../model/foreign.ts';
import type { Settings } from '../../model/settings.ts';
import { importAssignmentsCommand, importDirectoryCommand, importUsersCommand } from './commands.ts';
import { NO_READ } from './series-coverage.ts';

/** What a verdict needs and nobody brought: a users export, each governing directory, and who is assigned in it. */
export function missingSources(
  read: readonly SourceCoverage[],
  settings: Pick<Settings, 'directories'>,
  assignmentKnownIn: ReadonlySet<string> | null,
): readonly SourceCoverage[] {
  const has = (source: string) => read.some((one) => one.source === source);
  const directories = settings.directories ?? directoriesOf(read);
  return [
    ...(has('clari-users') ? [] : [usersExport()]),
    ...(directories.length === 0 ? [directory(null)] : []),
    ...directories.filter((name) => !has(`directory:${name}`)).map(directory),
    ...directories
      .filter((name) => assignmentKnownIn !== null && !hasList(name, read) && !assignmentKnownIn.has(name))
      .map(assignments),
  ];
}

function directoriesOf(read: readonly SourceCoverage[]): readonly string[] {
  return [...new Set(read.flatMap((one) => (one.directory === null ? [] : [one.directory])))].sort();
}

function usersExport(): SourceCoverage {
  return {
    ...NO_READ,
    source: 'clari-users',
    kind: 'clari-users',
    directory: null,
    cannotProve: [{ gap: 'Which Clari accounts exist and which are active.', closeWith: importUsersCommand('clari') }],
  };
}

function directory(name: string | null): SourceCoverage {
  return {
    ...NO_READ,
    source: name === null ? 'directory' : `directory:${name}`,
    kind: 'directory',
    directory: name,
    cannotProve: [
      {
        gap: `Who${name === null ? '' : ` in ${bare(name)}`} may enter Clari, who left, and whether an account has an owner.`,
        closeWith: importDirectoryCommand(name),
      },
    ],
  };
}

function assignments(name: string): SourceCoverage {
  return {
    ...NO_READ,
    source: `directory-assignments:${name}`,
    kind: 'directory-assignments',
    directory: name,
    cannotProve: [assignmentGap(name, '')],
  };
}

/** Whether its own rows tell is not known here: the gap says under which condition it is one. */
export function withAssignmentGap(source: SourceCoverage, read: readonly SourceCoverage[]): SourceCoverage {
  const { kind, directory: name } = source;
  if (kind !== 'directory' || name === null || hasList(name, read)) return source;
  const gap = assignmentGap(name, ', unless the directory file itself has an `assigned` column');
  return { ...source, cannotProve: [...source.cannotProve, gap] };
}

function hasList(name: string, read: readonly SourceCoverage[]): boolean {
  return read.some((one) => one.kind === 'directory-assignments' && one.directory === name);
}

function assignmentGap(name: string, condition: string): SourceCoverage['cannotProve'][number] {
  return {
    gap: `Which active people of ${bare(name)} are assigned to Clari${condition}.`,
    closeWith: importAssignmentsCommand(name),
  };
}
