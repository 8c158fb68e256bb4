import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import {
  type App,
  isAhead,
  isByAssistant,
  provesAbsence,
  READER_VERSION,
  type Snapshot,
} from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { staleAt } from '../coverage/staleness.ts';
import { ownDomains } from './domains.ts';
import { type RetiredFacts, retiredFacts } from './retired-facts.ts';

/** What the reads of one directory prove. */
export interface DirectoryCoverage {
  readonly directory: string;
  /** Newest published read of identities. */
  readonly newest: Snapshot | null;
  /** Newest that proves who is not in it. */
  readonly proving: Snapshot | null;
  /** Newest complete read of active people only: proves who is not active. */
  readonly activeOnly: Snapshot | null;
  /** Newest published list of assigned people. */
  readonly assignments: Snapshot | null;
  /** Reads of identities that a guard holds, newest last. */
  readonly held: readonly Snapshot[];
  /** Domains of its own people. */
  readonly domains: ReadonlySet<string>;
  readonly staleAt: Instant | null;
  /**
   * `live`: configured by whoever runs this program. `established`: in the store before it was kept who brings a read.
   * `file`: somebody imported it.
   */
  readonly standing: 'live' | 'established' | 'file';
}

interface UsersCoverage {
  readonly newest: Snapshot | null;
  readonly held: readonly Snapshot[];
  readonly staleAt: Instant | null;
}

/** What all reads together allow to conclude; the same for every account of one evaluation. */
export interface CoverageFacts {
  /** The directories that govern Clari were named; else those that were read count. */
  readonly declared: boolean;
  readonly scope: readonly string[];
  /** First named by a tool call, and by no person since: they govern nothing. None where directories are declared. */
  readonly notAccepted: ReadonlySet<string>;
  /** Of every directory in scope and every other one that was read. */
  readonly directories: ReadonlyMap<string, DirectoryCoverage>;
  readonly users: Readonly<Record<App, UsersCoverage>>;
  readonly retired: RetiredFacts;
  /** Reads by an older version of the program that count, by snapshot id. */
  readonly olderReads: ReadonlyMap<string, Snapshot>;
  /** Reads that count and that an assistant stated, by snapshot id. */
  readonly assistantsReads: ReadonlyMap<string, Snapshot>;
}

export function coverageFacts(
  snapshots: readonly Snapshot[],
  domains: ReadonlyMap<string, ReadonlySet<string>>,
  settings: Pick<Settings, 'directories' | 'staleAfterMs'>,
  now: Instant,
): CoverageFacts {
  // The import refuses a read from the future: one that got in must not count as fresh for ever.
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
    users: {
      clari: usersCoverage(reads, 'clari-users', settings),
      copilot: usersCoverage(reads, 'clari-copilot-users', settings),
    },
  };
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

/** A model can call a tool by itself: what it names is a directory once a person brings it, or whoever runs this declares it. */
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
    assignments: own.findLast((one) => one.kind === 'directory-assignments' && one.state === 'published') ?? null,
    held: identities.filter((one) => one.state === 'held'),
    domains,
    staleAt: newest === null ? null : staleAt(newest.asOf, settings),
    standing: standingOf(own),
  };
}

function usersCoverage(
  reads: readonly Snapshot[],
  kind: 'clari-users' | 'clari-copilot-users',
  settings: Pick<Settings, 'staleAfterMs'>,
): UsersCoverage {
  const own = reads.filter((one) => one.kind === kind);
  const newest = own.findLast((one) => one.state === 'published') ?? null;
  return {
    newest,
    held: own.filter((one) => one.state === 'held'),
    staleAt: newest === null ? null : staleAt(newest.asOf, settings),
  };
}
