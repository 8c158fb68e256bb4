import type { Evidence } from '../../model/finding.ts';
import { type Snapshot, seriesOf } from '../../model/snapshot.ts';
import { importSameCommand, syncAgainCommand } from '../coverage/commands.ts';
import { listOf } from './advice.ts';
import type { Case } from './case.ts';
import { quoted } from './text.ts';

/** Of the snapshots that a verdict rests on, those that an older version of the program read: it overlooked more. */
export function olderReads(c: Case): readonly Snapshot[] {
  return restsOn(c, c.coverage.olderReads);
}

/** Of the snapshots that a verdict rests on, those that an assistant stated without a person. */
export function assistantsReads(c: Case): readonly Snapshot[] {
  return restsOn(c, c.coverage.assistantsReads);
}

function restsOn(c: Case, known: ReadonlyMap<string, Snapshot>): readonly Snapshot[] {
  if (known.size === 0) return [];
  const { directories, scope } = c.coverage;
  const linked = c.correlation.linked.map(({ identity }) => identity.latestSnapshotId);
  const searched = linked.length > 0 ? [] : scope.map((name) => directories.get(name)?.proving?.snapshotId);
  const lists = c.correlation.linked.map(({ identity }) => listOf(c, identity.directory)?.snapshotId);
  const ids = new Set([c.account.sightings.at(-1)?.snapshotId, ...linked, ...searched, ...lists]);
  return [...ids].flatMap((id) => (id === undefined ? [] : (known.get(id) ?? [])));
}

export function markedReadRows(c: Case): readonly Evidence[] {
  const assistants = assistantsReads(c).map((read) => ({
    source: seriesOf(read),
    observedAt: read.asOf,
    fact: `${quoted(read.fileName)} is as stated by an assistant: no person agreed to it, and it settles no recorded deactivation. A person's word takes its place: ${importSameCommand(read)}.`,
  }));
  const older = olderReads(c).map((read) => ({
    source: seriesOf(read),
    observedAt: read.asOf,
    fact: `${quoted(read.fileName)} was read by an older version of this program. Read it again: ${read.live === null ? importSameCommand(read) : syncAgainCommand(read)}.`,
  }));
  return [...assistants, ...older];
}
