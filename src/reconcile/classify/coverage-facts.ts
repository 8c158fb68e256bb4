import type { App } from '../../model/app-profile.ts';
import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import {
  assignedApp,
  isAhead,
  isByAssistant,
  provesAbsence,
  READER_VERSION,
  type Snapshot,
  usersListOf,
} from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { staleAt } from '../coverage/staleness.ts';
import { ownDomains } from './domains.ts';
import { type RetiredFacts, retiredFacts } from './retired-facts.ts';

/** What the snapshots of one directory prove. */
export interface DirectoryCoverage {
  readonly directory: string;
  /** Newest published read of identities. */
  readonly newest: Snapshot | null;
  /** Newest snapshot that proves who is missing from the directory. */
  readonly proving: Snapshot | null;
  /** Newest complete snapshot of active people only: it proves who is not active. */
  readonly activeOnly: Snapshot | null;
  /** Newest published list of assigned people, by application. */
  readonly assignments: ReadonlyMap<App, Snapshot>;
  /** Reads of identities that a guard holds, newest last. */
  readonly held: readonly Snapshot[];
  /** Domains of its own people. */
  readonly domains: ReadonlySet<string>;
  readonly staleAt: Instant | null;
  /**
   * How the directory came to be in scope. `live`: configured by whoever runs this program. `established`: in the store
   * before the origin of snapshots was kept. `file`: somebody imported it.
   */
  readonly standing: 'live' | 'established' | 'file';
}

interface UsersCoverage {
  readonly newest: Snapshot | null;
  readonly held: readonly Snapshot[];
  readonly staleAt: Instant | null;
}

/** What all snapshots together allow to conclude; the same for every account of one evaluation. */
export interface CoverageFacts {
  /** True if the governing directories were declared. Otherwise the ones that were read count. */
  readonly declared: boolean;
  readonly scope: readonly string[];
  /**
   * Directories that a tool call named first and no person named since: they govern nothing. Empty if directories are
   * declared.
   */
  readonly notAccepted: ReadonlySet<string>;
  /** Of every directory in scope and every other one that was read. */
  readonly directories: ReadonlyMap<string, DirectoryCoverage>;
  /** By application, of those of which a users list was read. */
  readonly users: ReadonlyMap<App, UsersCoverage>;
  readonly retired: RetiredFacts;
  /** Snapshots that count and were read by an older version of the program, by id. */
  readonly olderReads: ReadonlyMap<string, Snapshot>;
  /** Snapshots that count and that an assistant stated, by id. */
  readonly assistantsReads: ReadonlyMap<string, Snapshot>;
}

export function coverageFacts(
  snapshots: readonly Snapshot[],
  domains: ReadonlyMap<string, ReadonlySet<string>>,
  settings: Pick<Settings, 'directories' | 'staleAfterMs'>,
  now: Instant,
): CoverageFacts {
  // An import refuses a snapshot from the future. One that got in all the same must not count as fresh for ever.
  const reads = snapshots.filter((one) => !isAhead(one, now)).toSorted(byTime);
  const read = directoriesRead(reads);
  const retired = retiredFacts(reads, domains);
  const notAccepted = new Set(settings.directories === null ? read.filter((name) => onlyByTool(name, reads)) : []);
  const scope = (settings.directories ?? read).filter(
    (directory) => !retired.directories.has(directory) && !notAccepted.has(directory),
  );
  return {
    declared: settings.directories !== null,
    scope,
    notAccepted,
    retired,
    olderReads: countingWhere(reads, (one) => one.reader < READER_VERSION),
    assistantsReads: countingWhere(reads, isByAssistant),
    directories: new Map(
      [...new Set([...scope, ...read])].map((directory) => [
        directory,
        directoryCoverage(directory, reads, domains.get(directory) ?? new Set(), settings),
      ]),
    ),
    users: new Map(
      [...new Set(reads.flatMap((one) => usersListOf(one) ?? []))].map((app) => [
        app,
        usersCoverage(reads, app, settings),
      ]),
    ),
  };
}

const NO_USERS: UsersCoverage = { newest: null, held: [], staleAt: null };

export function usersOf({ users }: Pick<CoverageFacts, 'users'>, app: App): UsersCoverage {
  return users.get(app) ?? NO_USERS;
}

function countingWhere(reads: readonly Snapshot[], is: (read: Snapshot) => boolean): ReadonlyMap<string, Snapshot> {
  return new Map(reads.flatMap((one) => (one.state === 'published' && is(one) ? [[one.snapshotId, one]] : [])));
}

function byTime(a: Snapshot, b: Snapshot): number {
  const [one, other] = [`${a.asOf} ${a.sha256}`, `${b.asOf} ${b.sha256}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

function directoriesRead(reads: readonly Snapshot[]): readonly string[] {
  const names = reads.flatMap(({ directory, state }) =>
    directory !== null && (state === 'published' || state === 'held') ? [directory] : [],
  );
  return [...new Set(names)].sort();
}

/**
 * Whether only tool calls named the directory. A model can call a tool by itself, so such a name counts once a person
 * brings the directory, or the operator declares it.
 */
function onlyByTool(directory: string, reads: readonly Snapshot[]): boolean {
  return reads.every((one) => one.directory !== directory || isByAssistant(one));
}

function standingOf(own: readonly Snapshot[]): DirectoryCoverage['standing'] {
  if (own.some((one) => one.live !== null)) return 'live';
  return own.some((one) => one.importedVia === null) ? 'established' : 'file';
}

/** Domains of each directory's own people. */
export function domainsByDirectory(identities: Iterable<Identity>): ReadonlyMap<string, ReadonlySet<string>> {
  const byDirectory = new Map<string, Set<string>>();
  for (const identity of identities) {
    const known = byDirectory.get(identity.directory) ?? new Set();
    for (const domain of ownDomains(identity)) known.add(domain);
    byDirectory.set(identity.directory, known);
  }
  return byDirectory;
}

function directoryCoverage(
  directory: string,
  reads: readonly Snapshot[],
  domains: ReadonlySet<string>,
  settings: Pick<Settings, 'staleAfterMs'>,
): DirectoryCoverage {
  const own = reads.filter((one) => one.directory === directory);
  const identities = own.filter((one) => one.kind === 'directory');
  const published = identities.filter((one) => one.state === 'published');
  const complete = published.filter(provesAbsence);
  const newest = published.at(-1) ?? null;
  return {
    directory,
    newest,
    proving: complete.findLast((one) => one.filter !== 'active') ?? null,
    activeOnly: complete.findLast((one) => one.filter === 'active') ?? null,
    assignments: new Map(
      own.flatMap((one) =>
        one.kind === 'directory-assignments' && one.state === 'published' ? [[assignedApp(one), one]] : [],
      ),
    ),
    held: identities.filter((one) => one.state === 'held'),
    domains,
    staleAt: newest === null ? null : staleAt(newest.asOf, settings),
    standing: standingOf(own),
  };
}

function usersCoverage(reads: readonly Snapshot[], app: App, settings: Pick<Settings, 'staleAfterMs'>): UsersCoverage {
  const own = reads.filter((one) => usersListOf(one) === app);
  const newest = own.findLast((one) => one.state === 'published') ?? null;
  return {
    newest,
    held: own.filter((one) => one.state === 'held'),
    staleAt: newest === null ? null : staleAt(newest.asOf, settings),
  };
}
