import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP, enteredNames, isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import { bare } from '../../model/foreign.ts';
import type { Settings } from '../../model/settings.ts';
import { seriesOf, usersKindOf } from '../../model/snapshot.ts';
import { importAssignmentsCommand, importDirectoryCommand, importUsersCommand } from './commands.ts';
import { NO_READ } from './series-coverage.ts';

type InUse = Pick<Settings, 'profiles'>;

/**
 * Sources that a verdict needs and nobody imported: a users export, each governing directory, and who is assigned in
 * it.
 */
export function missingSources(
  read: readonly SourceCoverage[],
  settings: Pick<Settings, 'directories'> & InUse,
  assignmentKnownIn: ReadonlySet<string> | null,
): readonly SourceCoverage[] {
  const has = (source: string) => read.some((one) => one.source === source);
  const directories = settings.directories ?? directoriesOf(read);
  return [
    ...(has('clari-users') ? [] : [usersExport(DEFAULT_APP, 'Clari')]),
    // Copilot is in use without anybody saying so, and many have none.
    ...settings.profiles
      .filter(({ id }) => !isEnteredAsClari(id) && !has(seriesOf(usersHead(id))))
      .map(({ id, name }) => usersExport(id, name)),
    ...(directories.length === 0 ? [directory(null, settings)] : []),
    ...directories.filter((name) => !has(`directory:${name}`)).map((name) => directory(name, settings)),
    ...directories
      .filter((name) => assignmentKnownIn !== null && !hasList(name, read) && !assignmentKnownIn.has(name))
      .map(assignments),
  ];
}

function directoriesOf(read: readonly SourceCoverage[]): readonly string[] {
  return [...new Set(read.flatMap((one) => (one.directory === null ? [] : [one.directory])))].sort();
}

function usersHead(app: App) {
  return { kind: usersKindOf(app), directory: null, app };
}

function usersExport(app: App, name: string): SourceCoverage {
  const { kind, directory } = usersHead(app);
  return {
    ...NO_READ,
    source: seriesOf(usersHead(app)),
    kind,
    directory,
    cannotProve: [{ gap: `Which ${name} accounts exist and which are active.`, closeWith: importUsersCommand(app) }],
  };
}

function directory(name: string | null, settings: InUse): SourceCoverage {
  return {
    ...NO_READ,
    source: name === null ? 'directory' : `directory:${name}`,
    kind: 'directory',
    directory: name,
    cannotProve: [
      {
        gap: `Who${name === null ? '' : ` in ${bare(name)}`} may enter ${enteredNames(settings)}, who left, and whether an account has an owner.`,
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

/**
 * Adds the gaps of missing lists of assigned people. Whether the directory's own rows show who is assigned to Clari is
 * unknown here, so that gap states its condition; of other applications they show nothing.
 */
export function withAssignmentGaps(
  source: SourceCoverage,
  read: readonly SourceCoverage[],
  { profiles }: InUse,
): SourceCoverage {
  const { kind, directory: name } = source;
  if (kind !== 'directory' || name === null) return source;
  const missing = profiles.filter(({ id }) => id !== 'copilot' && !hasList(name, read, id));
  const gaps = missing.map(({ id, name: app }) =>
    id === DEFAULT_APP
      ? assignmentGap(name, ', unless the directory file itself has an `assigned` column')
      : {
          gap: `Which active people of ${bare(name)} are assigned to ${app}.`,
          closeWith: importAssignmentsCommand(name, id),
        },
  );
  return { ...source, cannotProve: [...source.cannotProve, ...gaps] };
}

function hasList(name: string, read: readonly SourceCoverage[], app: App = DEFAULT_APP): boolean {
  return read.some((one) => one.source === seriesOf({ kind: 'directory-assignments', directory: name, app }));
}

function assignmentGap(name: string, condition: string): SourceCoverage['cannotProve'][number] {
  return {
    gap: `Which active people of ${bare(name)} are assigned to Clari${condition}.`,
    closeWith: importAssignmentsCommand(name),
  };
}
