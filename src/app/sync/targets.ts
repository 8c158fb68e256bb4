import { LIVE_NAMES } from '../../model/live.ts';

export const SYNC_TARGETS = ['all', ...LIVE_NAMES] as const;
export type SyncTarget = (typeof SYNC_TARGETS)[number];
