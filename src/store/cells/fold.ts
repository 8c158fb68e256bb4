/** One form for comparing text that people typed: SQL's own lower-casing knows only ASCII in one of the databases. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** Between parts of one column, so that a search never matches across two of them. */
export const SEPARATOR = '\u001f';

/** For `like … escape '\'`: what a caller typed matches itself and nothing else. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
