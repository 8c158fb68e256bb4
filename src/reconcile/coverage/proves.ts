import type { App } from '../../model/app-profile.ts';
import { DEFAULT_APP, profileIn } from '../../model/apps-in-use.ts';
import { bare } from '../../model/foreign.ts';
import { assignedApp, settlesClaims, usersListOf } from '../../model/snapshot.ts';
import { when } from '../classify/text.ts';
import { furtherProves, isFurther } from './further-files.ts';
import type { SeriesNow } from './series-now.ts';
import { isStale } from './staleness.ts';
import { subjectOf } from './words.ts';

/** What may be concluded from this source now. A stale one proves only the past. */
export function proves(series: SeriesNow): readonly string[] {
  const { newest, stale } = series;
  if (!stale && isFurther(newest.kind)) return furtherProves(newest, newest.kind);
  const sentences = [presence(series)];
  if (stale) return sentences;
  if (subjectOf(newest.kind) === 'accounts' && settlesClaims(newest))
    sentences.push(`Settles recorded deactivations${ofOther(series)} from before ${when(newest.asOf)}.`);
  const absence = absenceSentence(series);
  return absence === null ? sentences : [...sentences, absence];
}

function presence({ newest, stale, settings }: SeriesNow): string {
  const app = otherApp(newest);
  const subject = subjectOf(newest.kind);
  const of = app === null || newest.kind === 'clari-copilot-users' ? '' : ` of ${profileIn(settings, app).name}`;
  const rows = `${newest.rowsAccepted} ${subject}${of}`;
  if (stale) return `What its ${rows} were as of ${when(newest.asOf)}, not what they are now.`;
  return newest.kind === 'clari-copilot-users'
    ? `Its ${rows} were active in Clari Copilot as of ${when(newest.asOf)}: it lists current users only.`
    : `What its ${rows} were as of ${when(newest.asOf)}.`;
}

/** The application of a users list that is not Clari's; null: it is Clari's, or no users list. */
function otherApp(read: SeriesNow['newest']): App | null {
  const app = usersListOf(read);
  return app === DEFAULT_APP ? null : app;
}

function ofOther({ newest, settings }: SeriesNow): string {
  const app = otherApp(newest);
  if (app === null) return '';
  return ` of ${app === 'copilot' ? 'Copilot' : profileIn(settings, app).name} accounts`;
}

function absenceSentence({ newest, proving, now, settings }: SeriesNow): string | null {
  if (proving === null || isStale(proving.asOf, now, settings)) return null;
  const asOf = `the complete read as of ${when(proving.asOf)}`;
  const subject = subjectOf(newest.kind);
  const app = otherApp(newest);
  switch (subject) {
    case 'accounts':
      return app === null
        ? `An account that is not in ${asOf} is not active.`
        : `An account that is not in ${asOf} is not active in ${profileIn(settings, app).name}; nothing follows for Clari.`;
    case 'identities':
      return proving.filter === 'active'
        ? `Who is not in ${asOf} was not active in ${newest.directory === null ? 'this directory' : bare(newest.directory)}.`
        : `Who is not in ${asOf} does not exist in ${newest.directory === null ? 'this directory' : bare(newest.directory)}.`;
    case 'assignments':
      return `Who is not in ${asOf} is not assigned to ${profileIn(settings, assignedApp(newest)).name}.`;
    case 'rows':
      return null;
    default:
      return subject satisfies never;
  }
}
