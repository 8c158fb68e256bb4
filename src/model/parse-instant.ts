import { ClariIdentityError } from './errors.ts';
import { readIso } from './iso.ts';
import type { Instant } from './time.ts';

const EXAMPLE =
  'Write for example 2026-03-05T14:30:00Z, 2026-03-05T14:30:00+01:00 or 2026-03-05 (then 00:00 UTC counts).';

/**
 * A time that a person stated, ISO 8601. A date alone counts as 00:00 UTC; a time without an offset is refused
 * (ERR_TIME), because which instant it is depends on where it was written.
 */
export function parseInstant(text: string): Instant {
  const reading = readIso(text.trim());
  switch (reading?.kind) {
    case 'instant':
    case 'date':
      return reading.at;
    case 'no_offset':
      throw new ClariIdentityError(
        'ERR_TIME',
        'The time has no offset from UTC, so it is not known which instant it means.',
        `Add Z or an offset. ${EXAMPLE}`,
      );
    case 'impossible':
      throw new ClariIdentityError('ERR_TIME', 'There is no such date or time.', EXAMPLE);
    case undefined:
      throw new ClariIdentityError('ERR_TIME', 'The time is not written in ISO 8601.', EXAMPLE);
  }
}
