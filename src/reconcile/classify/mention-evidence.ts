import { type Account, isOnlyMentioned, type Sighting } from '../../model/account.ts';
import type { Evidence } from '../../model/finding.ts';
import { quoted, when } from './text.ts';

/** What a file that only mentions the account says of its status: that somebody used it then. */
export function mentionedNow(sighting: Sighting, account: Account): Evidence {
  const { source, asOf, line, mentionedAs } = sighting;
  const named =
    mentionedAs === 'forecast_user' ? 'Named as a forecasting user' : 'Named as the actor of an audit event or list';
  const at = line === null ? '' : `, line ${line}`;
  const worth = isOnlyMentioned(account)
    ? 'The account existed then; no users export has shown it, so whether it is active is not known.'
    : 'That is after it had been closed: whether it is open again is not known.';
  return { source, observedAt: asOf, fact: `${named}${at}. ${worth}` };
}

/** The closing that a later mention puts in doubt, and the last event. */
export function mentionEvidence(account: Account): readonly Evidence[] {
  return [...closing(account), ...lastEvent(account)];
}

function closing({ sightings }: Account): readonly Evidence[] {
  if (sightings.at(-1)?.mentionedAs === undefined) return [];
  const closed = sightings.findLast((one) => one.mentionedAs === undefined);
  if (closed === undefined) return [];
  const fact = closed.status === 'absent' ? 'Not in this complete read.' : 'Inactive in this read.';
  return [{ source: closed.source, observedAt: closed.asOf, fact }];
}

function lastEvent({ lastActed }: Account): readonly Evidence[] {
  if (lastActed == null) return [];
  const { at, source } = lastActed;
  return [{ source, observedAt: at, fact: `Its user last acted at ${when(at)}, says ${quoted(source)}.` }];
}
