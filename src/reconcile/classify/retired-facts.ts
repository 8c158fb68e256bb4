import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP, isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { assignedApp, seriesOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';

/** What was taken out of scope. Its statements may still block a conclusion; they support none. */
export interface RetiredFacts {
  /** Directories that have had no identity snapshot that counts since. */
  readonly directories: ReadonlyMap<string, RetiredDirectory>;
  /** By `listName`: as-of of the newest list of assigned people, where no such list counts since. */
  readonly lists: ReadonlyMap<string, Instant>;
  /** Ids of retired snapshots of accounts. */
  readonly reads: ReadonlySet<string>;
}

interface RetiredDirectory {
  /** Of its own people. */
  readonly domains: ReadonlySet<string>;
  readonly newest: Instant;
  /** Accounts created after this cannot belong to the people of the directory. */
  readonly retiredAt: Instant;
  /** Newest snapshot that proves absence; null if none ever did. */
  readonly proving: Instant | null;
}

/** Which list of assigned people: of this application in that directory. */
export function listName(app: App, directory: string): string {
  return `${isEnteredAsClari(app) ? DEFAULT_APP : app} ${directory}`;
}

/** Collects what was retired. `reads`: oldest first. A new snapshot of a retired series brings the series back. */
export function retiredFacts(
  reads: readonly Snapshot[],
  domains: ReadonlyMap<string, ReadonlySet<string>>,
): RetiredFacts {
  const counting = new Set(
    reads.filter(({ state }) => state === 'published' || state === 'held').map((one) => seriesOf(one)),
  );
  const retired = reads.filter(({ state }) => state === 'retired');
  const directories = new Map<string, RetiredDirectory>();
  const lists = new Map<string, Instant>();
  for (const read of retired) {
    const { directory } = read;
    if (directory === null || counting.has(seriesOf(read))) continue;
    if (read.kind === 'directory-assignments') lists.set(listName(assignedApp(read), directory), read.asOf);
    else
      directories.set(directory, {
        ...directoryWith(directories.get(directory), read),
        domains: domains.get(directory) ?? new Set(),
      });
  }
  const ofAccounts = retired.filter(({ directory }) => directory === null);
  return { directories, lists, reads: new Set(ofAccounts.map((one) => one.snapshotId)) };
}

function directoryWith(known: RetiredDirectory | undefined, read: Snapshot): Omit<RetiredDirectory, 'domains'> {
  const { completeness, rowsRefused, rowsAccepted, filter, guards } = read;
  // A snapshot that a guard holds might have known more.
  const proves =
    completeness === 'complete' && rowsRefused === 0 && rowsAccepted > 0 && filter !== 'active' && guards.length === 0;
  return {
    newest: read.asOf,
    retiredAt: read.retiredAt ?? read.asOf,
    proving: proves ? read.asOf : guards.length > 0 ? null : (known?.proving ?? null),
  };
}
