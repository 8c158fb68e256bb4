import type { Instant } from './time.ts';

/** `2026-11-20 14:30 UTC`: a time as a person reads it. To the minute; structured answers have the whole instant. */
export function shownTime(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
