import type { Finding } from '../../model/finding.ts';
import { toneOf } from '../words.ts';
import type { Fill } from './marks.ts';

/** Findings of one tone differ by their pattern. */
const PATTERNS: Readonly<Record<Finding, Fill['pattern']>> = {
  contradicted: 'dots',
  reappeared: 'bars',
  exempt: 'dots',
  awaiting_verification: 'solid',
  leaver_active: 'solid',
  duplicate_account: 'dots',
  unassigned_active: 'solid',
  orphaned: 'stripes',
  needs_review: 'stripes',
  inconclusive: 'stripes',
  ok: 'solid',
  inactive: 'stripes',
};

export function fillOf(finding: Finding): Fill {
  return { tone: toneOf(finding), pattern: PATTERNS[finding] };
}
