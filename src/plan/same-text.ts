/** Whether two roles or teams are the same to a person: letter case, spacing, dashes and full-width letters aside. */
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
