/**
 * Whether a person would take two roles or teams for the same: case, spacing, dashes and full-width letters are
 * ignored.
 */
export function sameText(one: string | null, other: string | null): boolean {
  return folded(one) === folded(other);
}

export function folded(text: string | null): string {
  return (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}_/]+/gu, ' ')
    .trim();
}
