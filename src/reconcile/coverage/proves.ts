import { bare } from '../../model/foreign.ts';
import { settlesClaims } from '../../model/snapshot.ts';
import { when } from '../classify/text.ts';
import { furtherProves, isFurther } from './further-files.ts';
import type { SeriesNow } from './series-now.ts';
import { isStale } from './staleness.ts';
import { subjectOf } from './words.ts';

/** What may be concluded from this source today. A stale one proves only what was. */
export function proves(series: SeriesNow): readonly string[] {
  const { newest, stale } = series;
  if (!stale && isFurther(newest.kind)) return furtherProves(newest, newest.kind);
  const sentences = [presence(series)];
  if (stale) return sentences;
  if (subjectOf(newest.kind) === 'accounts' && settlesClaims(newest))
    sentences.push(`Settles recorded deactivations${ofCopilot(newest)} from before ${when(newest.asOf)}.`);
  const absence = absenceSentence(series);
  return absence === null ? sentences : [...sentences, absence];
}

function presence({ newest, stale }: SeriesNow): string {
  const rows = `${newest.rowsAccepted} ${subjectOf(newest.kind)}`;
  if (stale) return `What its ${rows} were as of ${when(newest.asOf)}, not what they are now.`;
  return newest.kind === 'clari-copilot-users'
    ? `Its ${rows} were active in Clari Copilot as of ${when(newest.asOf)}: it lists current users only.`
    : `What its ${rows} were as of ${when(newest.asOf)}.`;
}

function ofCopilot({ kind }: SeriesNow['newest']): string {
  return kind === 'clari-copilot-users' ? ' of Copilot accounts' : '';
}

function absenceSentence({ newest, proving, now, settings }: SeriesNow): string | null {
  if (proving === null || isStale(proving.asOf, now, settings)) return null;
  const asOf = `the complete read as of ${when(proving.asOf)}`;
  const subject = subjectOf(newest.kind);
  switch (subject) {
    case 'accounts':
      return newest.kind === 'clari-copilot-users'
        ? `An account that is not in ${asOf} is not active in Clari Copilot; nothing follows for Clari.`
        : `An account that is not in ${asOf} is not active.`;
    case 'identities':
      return proving.filter === 'active'
        ? `Who is not in ${asOf} was not active in ${newest.directory === null ? 'this directory' : bare(newest.directory)}.`
        : `Who is not in ${asOf} does not exist in ${newest.directory === null ? 'this directory' : bare(newest.directory)}.`;
    case 'assignments':
      return `Who is not in ${asOf} is not assigned to Clari.`;
    case 'rows':
      return null;
    default:
      return subject satisfies never;
  }
}
