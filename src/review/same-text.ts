/** Whether two roles or teams are one: without regard to case or outer spaces; none is as an empty one. */
export function isSameText(one: string | null, other: string | null): boolean {
  return (one ?? '').trim().toLowerCase() === (other ?? '').trim().toLowerCase();
}
