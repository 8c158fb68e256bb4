import { ClariIdentityError } from './errors.ts';
import { quote } from './foreign.ts';
import { DAY_MS, type Instant, instantFromMs } from './time.ts';

const DAYS_KEPT = 20_000;
/** Of letters alone, as PST and IST, several zones may be meant. */
const NAMED = /^(?:UTC|GMT|[a-z]+(?:\/[a-z0-9_+-]+)+)$/i;

/** A zone of the world whose clocks a file shows. */
export interface TimeZone {
  readonly name: string;
  /** Which instants a clock there shows as this: usually one; none where clocks went forward, two where they went back. */
  instantsOf(localMs: number): readonly Instant[];
}

/** A zone by its IANA name, which Intl knows; any other is ERR_USAGE. */
export function timeZone(name: string): TimeZone {
  const format = formatOf(name);
  const offsets = new Map<number, number | null>();
  const offsetAt = (ms: number) => offsetIn(format.format(ms));
  /** The one offset around a day; null: it changes. Files have many times and few days. */
  const offsetAround = (day: number): number | null => {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    const [before, after] = [offsetAt((day - 1) * DAY_MS), offsetAt((day + 2) * DAY_MS)];
    const offset = before === after ? before : null;
    if (offsets.size < DAYS_KEPT) offsets.set(day, offset);
    return offset;
  };
  return {
    name,
    instantsOf(localMs) {
      const day = Math.floor(localMs / DAY_MS);
      const steady = offsetAround(day);
      if (steady !== null) return [instantFromMs(localMs - steady)];
      const around = new Set([offsetAt((day - 1) * DAY_MS), offsetAt((day + 2) * DAY_MS)]);
      return [...around]
        .map((offset) => ({ ms: localMs - offset, offset }))
        .filter(({ ms, offset }) => offsetAt(ms) === offset)
        .map(({ ms }) => instantFromMs(ms))
        .sort();
    },
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  if (!NAMED.test(name)) throw unknownZone(name);
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset', year: 'numeric' });
  } catch (cause) {
    if (cause instanceof RangeError) throw unknownZone(name, cause);
    throw cause;
  }
}

function unknownZone(name: string, cause?: RangeError): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_USAGE',
    `${quote(name)} is no time zone that is known.`,
    'Write its IANA name, for example Europe/Berlin, America/New_York or UTC.',
    { cause },
  );
}

/** `2026, GMT+02:00` and `2026, GMT` to milliseconds. */
function offsetIn(text: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ms : ms;
}
