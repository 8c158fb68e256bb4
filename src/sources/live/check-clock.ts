import { ClariIdentityError } from '../../model/errors.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { Transport } from './transport.ts';

const SKEW_MAX_MS = 5 * MINUTE_MS;

/** Refuses to go on if the two clocks differ too much: verdicts depend on which event came first. */
export function checkClock(way: Pick<Transport, 'skewMs'>, service: string): void {
  const skew = way.skewMs();
  if (skew === null || Math.abs(skew) <= SKEW_MAX_MS) return;
  const minutes = Math.round(Math.abs(skew) / MINUTE_MS);
  throw new ClariIdentityError(
    'ERR_SOURCE_CLOCK',
    `The clock of this machine is ${minutes} minutes ${skew > 0 ? 'behind' : 'ahead of'} that of ${service}, so nothing read now could be dated.`,
    'Set the clock (NTP) and sync again. The last good read stays in force.',
  );
}
