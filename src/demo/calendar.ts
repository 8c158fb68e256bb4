import { addMs, DAY_MS, type Instant, MINUTE_MS } from '../model/time.ts';

/** A number of days before today, at a fixed hour of work for each day or at a stated time (UTC). */
export type When = number | { readonly days: number; readonly at: string };

/** The snapshots of the story, in the order of their as-of. Only history rests on ones older than a week. */
export const READS = {
  users1: { days: 35, at: '16:00' },
  okta1: { days: 34, at: '09:00' },
  users2: { days: 14, at: '16:00' },
  entra: { days: 1, at: '08:30' },
  entraAssignments: { days: 1, at: '08:40' },
  salesloft: { days: 1, at: '08:50' },
  salesloftAssignments: { days: 1, at: '08:55' },
  sixsense: { days: 1, at: '09:00' },
  sixsenseAssignments: { days: 1, at: '09:05' },
  users3: { days: 1, at: '17:00' },
  okta2: { days: 1, at: '18:00' },
  oktaAssignments: { days: 1, at: '18:10' },
} as const satisfies Record<string, When>;
export type Read = keyof typeof READS;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

export interface Calendar {
  instant(when: When): Instant;
  /** `2026-10-03`, as file names have it. */
  date(when: When): string;
  /** `3 October`. */
  say(days: number): string;
}

export function calendarOf(now: Instant): Calendar {
  const today = `${now.slice(0, 10)}T00:00:00.000Z`;
  const instant = (when: When): Instant => {
    const { days, at } = typeof when === 'number' ? { days: when, at: null } : when;
    return addMs(today, -days * DAY_MS + (at === null ? hourOfWork(days) : minutes(at) * MINUTE_MS));
  };
  return {
    instant,
    date: (when) => instant(when).slice(0, 10),
    say: (days) => {
      const day = new Date(instant(days));
      return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()] ?? ''}`;
    },
  };
}

/** Puts dates into a sentence: `{52}` is the day 52 days ago. */
export function dated(sentence: string, calendar: Calendar): string {
  return sentence.replaceAll(/\{(\d+)\}/g, (_, days) => calendar.say(Number(days)));
}

/** A time between eight and five: one hour for every event would look artificial. */
function hourOfWork(days: number): number {
  return (8 * 60 + ((days * 97) % 540)) * MINUTE_MS + ((days * 17) % 60) * 1000;
}

function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(':').map(Number);
  return hours * 60 + rest;
}
