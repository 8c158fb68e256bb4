import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { AS_OF_SKEW_MS } from '../../model/snapshot.ts';
import { addMs, type Instant } from '../../model/time.ts';
import type { AsOf, FileInput } from '../source.ts';

/** When the read was taken: as stated, else the file's own time, which settles no claim. The future is ERR_TIME. */
export function asOfOf(input: FileInput, stated: Instant | null, now: Instant): AsOf {
  const at = stated ?? input.modifiedAt;
  if (at === null) {
    throw new ClariIdentityError(
      'ERR_USAGE',
      `It is not known when ${bare(input.name)} was exported, and it has no file time.`,
      'State it: --as-of 2026-03-05T14:30:00Z.',
    );
  }
  if (at > addMs(now, AS_OF_SKEW_MS)) {
    throw new ClariIdentityError(
      'ERR_TIME',
      stated === null
        ? `The file time of ${bare(input.name)} lies in the future (${at}).`
        : `The as-of ${at} of ${bare(input.name)} lies in the future.`,
      stated === null
        ? 'State when it was exported: --as-of.'
        : 'State when the export was taken, not when it will be used.',
    );
  }
  return { at, basis: stated === null ? 'file_time' : 'stated' };
}
