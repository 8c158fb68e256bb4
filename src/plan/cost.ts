import { daysBetween, type Instant } from '../model/time.ts';

const DAYS_OF_A_YEAR = 365;

/** Whole days that seats were held after access had ended; an unknown time is counted, not guessed. */
export function seatDays(
  revocations: readonly (Instant | null)[],
  now: Instant,
): { readonly days: number; readonly unknown: number } {
  const known = revocations.filter((at) => at !== null);
  return {
    // A clock of the directory that runs ahead gives no days back.
    days: known.reduce((sum, at) => sum + Math.max(0, daysBetween(at, now)), 0),
    unknown: revocations.length - known.length,
  };
}

/** What those days cost at the operator's price of a seat for a year, to the cent; null without a price. */
export function seatCost(
  days: number,
  price: { readonly amount: number; readonly currency: string } | null,
): { readonly amount: number; readonly currency: string } | null {
  if (price === null) return null;
  return { amount: Math.round((days * price.amount * 100) / DAYS_OF_A_YEAR) / 100, currency: price.currency };
}
