import type { Reason } from '../../model/finding.ts';
import type { DirectoryCoverage } from './coverage-facts.ts';
import type { Gap } from './outcome.ts';
import type { Ground } from './premises.ts';
import { when } from './text.ts';
import type { Weighed } from './weighed.ts';

/** Gaps that keep an account that looks open from counting against anybody. */
export function accountGaps(w: Weighed): readonly Gap[] {
  return w.own.work?.reopenedUnstated === true ? [...w.view.gaps, REOPENED_UNSTATED] : w.view.gaps;
}

const REOPENED_UNSTATED: Gap = {
  reason: 'conflicting_reads',
  directory: null,
  evidence: ({ account }) => {
    const sighting = account.sightings.findLast((one) => one.status === 'active');
    return {
      source: sighting?.source ?? 'clari-users',
      observedAt: sighting?.asOf ?? null,
      fact: 'Active in a read whose time nobody stated, after a stated read confirmed the deactivation: which one is newer is not known.',
    };
  },
};

export interface Unread {
  readonly directory: string;
  readonly reason: Reason;
  readonly fact: string;
}

/** Directories that are declared to govern Clari and have no identity snapshot that counts. */
export function unreadDirectories({ coverage }: Pick<Ground, 'coverage'>): readonly Unread[] {
  if (!coverage.declared) return [];
  return coverage.scope.flatMap((directory) => {
    const facts = coverage.directories.get(directory);
    const reason = whyUnread(facts);
    return reason === null ? [] : [{ directory, ...reason }];
  });
}

export function whyUnread(facts: DirectoryCoverage | undefined): Omit<Unread, 'directory'> | null {
  if (facts?.newest != null) return null;
  const held = facts?.held.at(-1);
  if (held !== undefined)
    return {
      reason: 'directory_held',
      fact: `The only read, as of ${when(held.asOf)}, is held by a guard: it counts for nothing.`,
    };
  if (facts !== undefined && facts.assignments.size > 0)
    return {
      reason: 'assigned_people_only',
      fact: 'Only a list of assigned people was read, not the directory itself.',
    };
  return { reason: 'directory_missing', fact: 'This directory was never read.' };
}
