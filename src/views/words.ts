import type { Finding } from '../model/finding.ts';
import { shownTime } from '../model/shown-time.ts';
import type { Instant } from '../model/time.ts';

/** How pressing a finding is to a reader of a list. */
export type Tone = 'bad' | 'ask' | 'fine' | 'dim';

const TONES: Readonly<Record<Finding, Tone>> = {
  contradicted: 'bad',
  reappeared: 'bad',
  leaver_active: 'bad',
  orphaned: 'bad',
  duplicate_account: 'ask',
  unassigned_active: 'ask',
  needs_review: 'ask',
  inconclusive: 'dim',
  exempt: 'dim',
  awaiting_verification: 'dim',
  ok: 'fine',
  inactive: 'fine',
};

export function toneOf(finding: Finding): Tone {
  return TONES[finding];
}

/** `2026-11-20 14:30 UTC`; to the minute, which is what a reader compares. */
export function when(at: Instant | null): string {
  return at === null ? 'unknown' : shownTime(at);
}

/** `identity_deactivated` as words. */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
