import type { DirectoryFacts, Snapshot } from '../../model/snapshot.ts';

const UNSTATED: DirectoryFacts = { appEnabled: null, assignmentRequired: null, implicitAssignment: null };

/** The newest statement of each fact. Where reads of one moment disagree, the one that accuses nobody counts. */
export function factsOf(reads: readonly Snapshot[]): DirectoryFacts {
  return {
    appEnabled: newest(reads, 'appEnabled', false),
    assignmentRequired: newest(reads, 'assignmentRequired', false),
    implicitAssignment: newest(reads, 'implicitAssignment', true),
  };
}

function newest(reads: readonly Snapshot[], fact: keyof DirectoryFacts, cautious: boolean): boolean | null {
  let asOf = '';
  let value: boolean | null = null;
  for (const read of reads) {
    const stated = (read.facts ?? UNSTATED)[fact];
    if (stated === null || read.asOf < asOf) continue;
    value = read.asOf === asOf && (value === cautious || stated === cautious) ? cautious : stated;
    asOf = read.asOf;
  }
  return value;
}
