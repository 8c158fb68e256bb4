import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { assignedApp, type DirectoryFacts, isRemembered, provesAbsence, type Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { factsOf } from './directory-facts.ts';
import type { ListMatches } from './list-matches.ts';
import { bySnapshotOrder } from './snapshot-order.ts';

/** What is known of one directory's reads as such, oldest first. */
export interface DirectoryReads {
  /** Prove the absence of identities. */
  readonly whole: readonly Snapshot[];
  /** Prove the absence of assignments. */
  readonly wholeLists: readonly Snapshot[];
  /** Oldest read of identities, complete or not; null: none. */
  readonly firstRead: Instant | null;
  readonly facts: DirectoryFacts;
  readonly matches: ListMatches;
}

type OfOneApp = Omit<DirectoryReads, 'matches'>;

/** For Clari, and for each other application of which there are lists. */
interface ReadsAlone extends OfOneApp {
  readonly elsewhere: ReadonlyMap<App, OfOneApp>;
}

const NO_READS: ReadsAlone = { whole: [], wholeLists: [], firstRead: null, facts: factsOf([]), elsewhere: new Map() };

export function directoryReads(snapshots: readonly Snapshot[]): (directory: string) => ReadsAlone {
  const byDirectory = new Map<string, Snapshot[]>();
  for (const read of [...snapshots].sort(bySnapshotOrder)) {
    if (!isRemembered(read) || read.directory === null) continue;
    const reads = byDirectory.get(read.directory);
    if (reads === undefined) byDirectory.set(read.directory, [read]);
    else reads.push(read);
  }
  const known = new Map([...byDirectory].map(([directory, reads]) => [directory, summary(reads)]));
  return (directory) => known.get(directory) ?? NO_READS;
}

function summary(all: readonly Snapshot[]): ReadsAlone {
  const reads = all.filter((read) => read.kind === 'directory');
  const lists = all.filter((read) => read.kind === 'directory-assignments');
  const common = { whole: reads.filter(provesAbsence), firstRead: reads[0]?.asOf ?? null };
  const of = (app: App) => lists.filter((read) => assignedApp(read) === app);
  const others = [...new Set(lists.map(assignedApp))].filter((app) => app !== DEFAULT_APP).sort();
  return {
    ...common,
    wholeLists: of(DEFAULT_APP).filter(provesAbsence),
    // A directory's own reads speak of Clari.
    facts: factsOf([...reads, ...of(DEFAULT_APP)]),
    elsewhere: new Map(
      others.map((app) => [app, { ...common, wholeLists: of(app).filter(provesAbsence), facts: factsOf(of(app)) }]),
    ),
  };
}
