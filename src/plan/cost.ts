const DAYS_OF_A_YEAR = 365;

/** The cost of seat days at the operator's yearly price of a seat, rounded to the cent; null without a price. */
export function seatCost(
  days: number,
  price: { readonly amount: number; readonly currency: string } | null,
): { readonly amount: number; readonly currency: string } | null {
  if (price === null) return null;
  return { amount: Math.round((days * price.amount * 100) / DAYS_OF_A_YEAR) / 100, currency: price.currency };
}
