/** What the files for one reviewer are called, without their ending: nothing of an address names another folder. */
export function fileName(reviewId: string, person: string): string {
  return `${reviewId}-${person.replace(/[^a-z0-9.@_-]/g, '_')}`;
}
