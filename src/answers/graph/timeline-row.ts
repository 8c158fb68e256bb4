import type { TimelineEvent } from '../../app/lookups/timeline.ts';
import { attestationWords } from '../../model/attestation.ts';
import { bare, quote, shownIdentity } from '../../model/foreign.ts';
import type { Identity } from '../../model/identity.ts';
import type { LinkState } from '../../model/link-change.ts';
import type { Instant } from '../../model/time.ts';

export interface TimelineRow {
  readonly at: Instant;
  readonly source: string;
  readonly what: string;
}

export function timelineRow(event: TimelineEvent): TimelineRow {
  return { at: event.at, source: event.source, what: wordsOf(event) };
}

function wordsOf(event: TimelineEvent): string {
  switch (event.kind) {
    case 'seen':
      return `account ${bare(event.accountId)} ${event.isFirst ? 'first seen, ' : ''}${event.status}`;
    case 'claimed': {
      const { performedBy, recordedAt, attestation } = event.record;
      return `deactivation claimed by ${quote(performedBy)}, recorded ${recordedAt}, ${attestationWords(attestation)}`;
    }
    case 'settled':
      return `claim ${event.state}`;
    case 'link_changed':
      return `account ${bare(event.accountId)} ${linkWords(event.before)} before, ${linkWords(event.now)} now; changed meanwhile: ${event.reasons.join(', ')}`;
    case 'mentioned':
      return `account ${bare(event.accountId)} named as ${event.role}${event.event === null ? '' : `, event ${quote(event.event)}`}`;
    case 'access_ended':
      return `${shownIdentity(event.identity)} ${event.identity.entitlement} (${endedBy(event.identity)})`;
    case 'signed_in':
      return `${shownIdentity(event.identity)} last single sign-on to Clari`;
    case 'read': {
      const { present, latest, entitlement } = event.identity;
      return `${shownIdentity(event.identity)} read: ${present ? latest.status : 'no longer listed'}, ${entitlement}`;
    }
    default:
      return event satisfies never;
  }
}

function linkWords({ situation, rule, identities }: LinkState): string {
  const to = identities.length === 0 ? '' : ` to ${identities.map(named).join(', ')}`;
  return `${situation}${to}${rule === null ? '' : ` by ${rule}`}`;
}

/** `directory/identity_id`, as a link keeps it. */
function named(ref: string): string {
  return ref.split('/').map(bare).join('/');
}

function endedBy({ revokedAtBasis, revokedBy }: Identity): string {
  if (revokedBy === null) return revokedAtBasis;
  const by = revokedBy.by === null ? '' : ` by ${quote(revokedBy.by)}`;
  return `event ${quote(revokedBy.id)}, ${quote(revokedBy.type)}${by}`;
}
