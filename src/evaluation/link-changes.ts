import { canonicalJson } from '../ledger/canonical.ts';
import {
  kindsOfChange,
  type LinkChange,
  type LinkChangeKind,
  type LinksChanged,
  linksChanged,
} from '../model/link-change.ts';

/** What a change adds to the text whose hash covers all of them. */
export function lineOfChange(change: LinkChange): string {
  return `${canonicalJson(change)}\n`;
}

export function noLinkChanges(): Record<LinkChangeKind, number> {
  return {
    gained_owner: 0,
    lost_owner: 0,
    other_owner: 0,
    other_identities: 0,
    other_rule: 0,
    became_disputed: 0,
    no_longer_disputed: 0,
  };
}

export function countChange(counts: Record<LinkChangeKind, number>, change: Pick<LinkChange, 'before' | 'now'>): void {
  for (const kind of kindsOfChange(change)) counts[kind] += 1;
}

/** What such an entry says; null: no version of this program wrote that. */
export function readLinksChanged(payload: unknown): LinksChanged | null {
  const parsed = linksChanged.safeParse(payload);
  return parsed.success ? parsed.data : null;
}
