import { AT_LEAST } from './objection.ts';

/** How far people whose names differ share the values of a column that should be each person's own. */
export interface Sharing {
  /** People who have a value. */
  readonly people: number;
  /** Of those, people whose value somebody of another name has too. */
  readonly sharing: number;
  readonly values: number;
}

/** Whether the column is that of a department, a manager or a tenant: more people share a value than have their own. */
export function isSharedByMost({ people, sharing }: Sharing): boolean {
  return sharing >= AT_LEAST && sharing * 2 > people;
}
