const MAY_HAVE = /[:[,]\s*-?\d{16,}/;
/** Texts are passed over whole, so that digits inside of them stay what they are. */
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const LONG = /^-?\d{16,}$/;

/**
 * Turns long whole numbers of JSON into texts, so that an id of twenty digits keeps its digits. `JSON.parse` would
 * round it, perhaps to the id of somebody else.
 */
export function exactJson(text: string): string {
  if (!MAY_HAVE.test(text)) return text;
  return text.replace(TEXT_OR_NUMBER, (found) =>
    LONG.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found,
  );
}
