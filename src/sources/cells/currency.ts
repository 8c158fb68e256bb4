const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/** Signs that only one currency has. A bare `$`, `£` or `¥` is missing, since several countries use it. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  US$: 'USD',
  CA$: 'CAD',
  AU$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
};

/** An ISO 4217 code, whatever its case; null for anything else, `$` included. */
export function currencyCode(raw: string): string | null {
  const code = raw.trim().toUpperCase();
  return CODES.has(code) ? code : null;
}

/** The one currency that a code or a sign beside a number means; null if it means none, or several. */
export function currencyOfSign(sign: string): string | null {
  const text = sign.trim();
  // A code in lower case beside a number is more likely a word.
  return SIGNS[text.toUpperCase()] ?? (CODES.has(text) ? text : null);
}

/** The code in a header like `Amount (USD)`. */
export function currencyInHeader(header: string): string | null {
  const found = /[([ ]([A-Z]{3})[)\]]?$/.exec(header.trim())?.[1];
  return found === undefined ? null : currencyCode(found);
}
