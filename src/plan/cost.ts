const DAYS_OF_A_YEAR = 365;

/** The cost of seat days at the operator's yearly price of a seat, rounded to the cent; null without a price. */
export function seatCost(
  days: number,
  price: { readonly amount: number; readonly currency: string } | null,
): { readonly amount: number; readonly currency: string } | null {
  if (price === null) return null;
  return { amount: Math.round((days * price.amount * 100) / DAYS_OF_A_YEAR) / 100, currency: price.currency };
}

/** What so many seats cost in a month, rounded to the cent. */
export function monthlyCost(
  seats: number,
  price: { readonly amount: number; readonly currency: string },
): { readonly amount: number; readonly currency: string } {
  return { amount: Math.round((seats * price.amount * 100) / 12) / 100, currency: price.currency };
}
