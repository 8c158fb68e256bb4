import type { App } from '../../model/app-profile.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import { bare } from '../../model/foreign.ts';
import { shownTime } from '../../model/shown-time.ts';
import { seriesOf, usersKindOf } from '../../model/snapshot.ts';
import { importUsersCommand } from '../../reconcile/coverage/commands.ts';

/** What is missing before an export may be written, with the command that closes it. */
export interface Missing {
  readonly what: string;
  readonly closeWith: string;
}

export function usersSource(sources: readonly SourceCoverage[], app: App): SourceCoverage | null {
  const name = seriesOf({ kind: usersKindOf(app), directory: null, app });
  return sources.find(({ source }) => source === name) ?? null;
}

/** Why the users list of an application cannot stand for all of its accounts now; empty: it can. */
export function missingForWholeList(source: SourceCoverage | null, app: App): readonly Missing[] {
  const again = importUsersCommand(app);
  if (source === null || source.snapshotId === null || source.asOf === null)
    return [{ what: 'No users list of the application counts.', closeWith: source?.heldReads[0]?.acceptWith ?? again }];
  const missing: Missing[] = [];
  const at = shownTime(source.asOf);
  if (source.state === 'stale')
    missing.push({ what: `Its newest users list is as of ${at}, which is too old.`, closeWith: again });
  if (source.completeness !== 'complete')
    missing.push({ what: `Nobody stated that its users list as of ${at} is complete.`, closeWith: again });
  if ((source.rowsRefused ?? 0) > 0)
    missing.push({
      what: `${source.rowsRefused === 1 ? '1 row' : `${source.rowsRefused ?? 0} rows`} of its users list as of ${at} ${source.rowsRefused === 1 ? 'was' : 'were'} not understood.`,
      closeWith: again,
    });
  if (source.rows === 0) missing.push({ what: `Its users list as of ${at} has no rows.`, closeWith: again });
  if (source.asOfBasis !== 'stated')
    missing.push({
      what: `Nobody stated when its users list was taken; ${at} is only the time of the file.`,
      closeWith: again,
    });
  if (source.byAssistant)
    missing.push({ what: `An assistant stated its users list as of ${at}, and no person agreed.`, closeWith: again });
  for (const held of source.heldReads.filter(({ isOvertaken }) => !isOvertaken))
    missing.push({
      what: `A newer users list as of ${shownTime(held.asOf)} (${bare(held.snapshotId)}) is held and counts for nothing.`,
      closeWith: held.acceptWith,
    });
  return missing;
}
