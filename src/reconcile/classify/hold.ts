import { MINUTE_MS } from '../../model/time.ts';

/** Changes younger than this count against nobody: directories need a moment to become consistent. */
export const HOLD_MS = 5 * MINUTE_MS;
