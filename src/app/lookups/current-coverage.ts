import type { SourceCoverage } from '../../model/coverage.ts';
import { coverage } from '../../reconcile/coverage/coverage.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

export async function currentCoverage(
  deps: Pick<Deps, 'settings' | 'clock'>,
  reader: StoreReader,
): Promise<readonly SourceCoverage[]> {
  return coverage(await reader.snapshots(), deps.settings, deps.clock());
}

/** What a reader of any answer must know before acting on it. */
export function coverageWarnings(sources: readonly SourceCoverage[]): readonly string[] {
  return sources.flatMap((source) => {
    const [gap] = source.cannotProve;
    const lines: string[] = [];
    if (source.state === 'stale')
      lines.push(`${source.source} is ${source.ageDays ?? '?'} days old: what rests on it is inconclusive.`);
    if (source.state === 'missing' && gap !== undefined) lines.push(`${source.source} is missing: ${gap.gap}`);
    for (const { asOf, why, isOvertaken, isAhead } of source.heldReads)
      if (isAhead) lines.push(`ERROR: ${source.source}: ${why[0] ?? ''}`);
      else if (!isOvertaken)
        lines.push(
          `${source.source}: the read as of ${asOf} is held and counts for nothing until accepted. ${why[0] ?? ''}`.trim(),
        );
    return lines;
  });
}
