import { AT_LEAST } from './objection.ts';

/** Values of a column that should be each person's own, over people whose names differ. */
export interface Sharing {
  /** People who have a value. */
  readonly people: number;
  /** Of those, people whose value somebody of another name has too. */
  readonly sharing: number;
  readonly values: number;
}

/** The column is that of a department, a manager or a tenant: more people share a value than have one of their own. */
export function isSharedByMost({ people, sharing }: Sharing): boolean {
  return sharing >= AT_LEAST && sharing * 2 > people;
}
