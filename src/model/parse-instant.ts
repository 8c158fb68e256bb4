import { ClariIdentityError } from './errors.ts';
import { bare } from './foreign.ts';
import { readIso } from './iso.ts';
import type { Instant } from './time.ts';
import type { TimeZone } from './time-zone.ts';

const EXAMPLE =
  'Write for example 2026-03-05T14:30:00Z, 2026-03-05T14:30:00+01:00 or 2026-03-05 (then 00:00 UTC counts).';

/**
 * A time that a person stated, ISO 8601. A date alone counts as 00:00 UTC; a time without an offset is refused
 * (ERR_TIME) unless `zone` says whose clock showed it, because which instant it is depends on where it was written.
 */
export function parseInstant(text: string, zone: TimeZone | null = null): Instant {
  if (text.trim() === '') throw new ClariIdentityError('ERR_USAGE', 'The time is empty.', EXAMPLE);
  const reading = readIso(text.trim());
  switch (reading?.kind) {
    case 'instant':
    case 'date':
      return reading.at;
    case 'no_offset':
      return localInstant(reading.localMs, zone);
    case 'impossible':
      throw new ClariIdentityError('ERR_TIME', 'There is no such date or time.', EXAMPLE);
    case 'other_calendar':
      throw new ClariIdentityError(
        'ERR_TIME',
        'The time counts weeks of the year or days of the year, and only calendar dates are read.',
        EXAMPLE,
      );
    case undefined:
      throw new ClariIdentityError('ERR_TIME', 'The time is not written in ISO 8601.', EXAMPLE);
  }
}

function localInstant(localMs: number, zone: TimeZone | null): Instant {
  if (zone === null) {
    throw new ClariIdentityError(
      'ERR_TIME',
      'The time has no offset from UTC, so it is not known which instant it means.',
      `Add Z or an offset. ${EXAMPLE}`,
    );
  }
  const [instant, second] = zone.instantsOf(localMs);
  if (instant !== undefined && second === undefined) return instant;
  throw new ClariIdentityError(
    'ERR_TIME',
    instant === undefined
      ? `No clock in ${bare(zone.name)} showed that time: clocks went forward over it.`
      : `Clocks in ${bare(zone.name)} showed that time twice, since they went back: it is ${instant} or ${second}.`,
    `Add Z or an offset. ${EXAMPLE}`,
  );
}
