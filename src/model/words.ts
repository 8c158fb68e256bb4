/** A list of words that have no spaces in them, as text: many headers in few lines. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
