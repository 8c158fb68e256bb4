const DAYS_OF_A_YEAR = 365;

/** What days of held seats cost at the operator's price of a seat for a year, to the cent; null without a price. */
export function seatCost(
  days: number,
  price: { readonly amount: number; readonly currency: string } | null,
): { readonly amount: number; readonly currency: string } | null {
  if (price === null) return null;
  return { amount: Math.round((days * price.amount * 100) / DAYS_OF_A_YEAR) / 100, currency: price.currency };
}
