/** Splits a text into words. Used for long lists of headers. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
