import { DEFAULT_APP, enteredNames, profileIn } from '../../model/apps-in-use.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import { bare } from '../../model/foreign.ts';
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
import { when } from '../classify/text.ts';
import {
  acceptHeldCommand,
  importSameCommand,
  importUsersCommand,
  syncAgainCommand,
  withdrawReadCommand,
} from './commands.ts';
import { furtherGaps, isFurther } from './further-files.ts';
import type { SeriesNow } from './series-now.ts';
import { isStale } from './staleness.ts';
import { readAgainCommand, subjectOf } from './words.ts';

type Gap = SourceCoverage['cannotProve'][number];

/** What cannot be concluded from this source now, each gap with the command that closes it. */
export function cannotProve(
  series:
    | SeriesNow
    | { readonly source: string; readonly newest: null; readonly held: readonly Snapshot[]; readonly now: Instant },
): readonly Gap[] {
  const { now } = series;
  if (series.newest === null) return series.held.map((one) => heldGap(one, 'Nothing of this source counts', now));
  const { newest, held } = series;
  const gaps = [
    staleGap(series),
    olderReaderGap(series),
    ...(isFurther(newest.kind) ? furtherGaps(newest, newest.kind) : [absenceGap(series)]),
    otherAppGap(series),
    activeOnlyGap(series),
    unstatedTimeGap(series),
    assistantGap(series),
    scopeGap(series),
    ...liveGaps(newest),
    ...held
      .filter((one) => one.asOf >= newest.asOf)
      .map((one) => heldGap(one, 'What changed since the last read', now)),
  ];
  return gaps.filter((gap) => gap !== null);
}

function staleGap({ newest, stale }: SeriesNow): Gap | null {
  if (!stale) return null;
  return {
    gap: `Anything about today: the newest read is as of ${when(newest.asOf)}, so what rests on it is inconclusive.`,
    closeWith: readAgainCommand(newest),
  };
}

/** An older version read the file, which may contain what that version overlooked. */
function olderReaderGap({ newest }: SeriesNow): Gap | null {
  if (newest.reader >= READER_VERSION) return null;
  return {
    gap: `What this version of the program reads in it: ${newest.live === null ? newest.fileName : 'it'} was read by an older one, which overlooked more.`,
    closeWith: newest.live === null ? importSameCommand(newest) : syncAgainCommand(newest),
  };
}

function absenceGap({ newest, proving, stale, now, settings }: SeriesNow): Gap | null {
  const subject = subjectOf(newest.kind);
  if (subject === 'rows' || stale || provesAbsence(newest)) return null;
  if (proving !== null && !isStale(proving.asOf, now, settings))
    return {
      gap: `Who left since ${when(proving.asOf)}: ${whyNot(newest)}`,
      closeWith: readAgainCommand(newest),
    };
  return {
    gap: `${WHAT_ABSENCE_WOULD_SAY[subject]}${subject === 'assignments' ? ` to ${profileIn(settings, assignedApp(newest)).name}` : ''}: ${whyNot(newest)}`,
    closeWith: readAgainCommand(newest),
  };
}

const WHAT_ABSENCE_WOULD_SAY = {
  accounts: 'Which accounts are gone',
  identities: 'That nobody owns an account, or who left without a row of their own',
  assignments: 'Who is not assigned',
} as const;

function whyNot({ completeness, rowsRefused, rowsAccepted }: Snapshot): string {
  if (completeness === 'partial') return 'the newest read is partial.';
  if (completeness === 'unknown') return 'nobody stated that the newest read is complete (--complete).';
  if (rowsAccepted === 0) return 'the newest read has no rows, and an empty read is never complete.';
  return `${rowsRefused} row${rowsRefused === 1 ? '' : 's'} of the newest read could not be understood; correct ${rowsRefused === 1 ? 'it' : 'them'} first.`;
}

function otherAppGap({ newest, settings }: SeriesNow): Gap | null {
  const app = usersListOf(newest);
  if (app === null || app === DEFAULT_APP) return null;
  return {
    gap: `Anything about Clari accounts: Clari and ${profileIn(settings, app).name} keep separate ones.`,
    closeWith: importUsersCommand(DEFAULT_APP),
  };
}

/** A list of active people cannot distinguish "left" from "never existed". */
function activeOnlyGap({ newest }: SeriesNow): Gap | null {
  if (newest.kind !== 'directory' || newest.filter !== 'active') return null;
  return {
    gap: 'That nobody owns an account: it lists active people only, so an owner who left is not in it.',
    closeWith: readAgainCommand(newest),
  };
}

function unstatedTimeGap({ newest }: SeriesNow): Gap | null {
  if (newest.asOfBasis !== 'file_time' || subjectOf(newest.kind) !== 'accounts') return null;
  return {
    gap: 'Whether a recorded deactivation was done: its time is only that of the file, and nobody stated when it was taken.',
    closeWith: readAgainCommand(newest),
  };
}

function assistantGap({ newest }: SeriesNow): Gap | null {
  if (!isByAssistant(newest) || subjectOf(newest.kind) === 'rows') return null;
  return {
    gap: 'Whether what people recorded was done: an assistant stated the newest read, and no person agreed.',
    closeWith: importSameCommand(newest),
  };
}

function scopeGap({ newest, settings }: SeriesNow): Gap | null {
  const { directory } = newest;
  if (directory === null || settings.directories === null || settings.directories.includes(directory)) return null;
  return {
    gap: `Who may enter ${enteredNames(settings)}: this directory is not among those that govern it, so it grants nothing and accuses nobody.`,
    closeWith: `Set CLARI_IDENTITY_DIRECTORIES=${[...settings.directories, directory].join(',')} if it says who may enter`,
  };
}

/** Gaps that the source itself reported. */
function liveGaps({ live }: Snapshot): readonly Gap[] {
  return (live?.gaps ?? []).map(({ gap, closeWith }) => ({ gap, closeWith }));
}

function heldGap(held: Snapshot, what: string, now: Instant): Gap {
  return {
    gap: `${what}: the read as of ${when(held.asOf)} (${bare(held.fileName)}) is held and counts for nothing. ${held.guards.join(' ')}`.trim(),
    closeWith: isAhead(held, now) ? withdrawReadCommand(held) : acceptHeldCommand(held),
  };
}
