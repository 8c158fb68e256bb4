import { MINUTE_MS } from '../../model/time.ts';

/** Changes younger than this are held against nobody: directories need a moment to agree with themselves. */
export const HOLD_MS = 5 * MINUTE_MS;
