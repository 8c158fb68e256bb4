import { attestationWords } from '../../model/attestation.ts';
import type { TimelineEvent } from '../../app/lookups/timeline.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
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
      return `account ${event.accountId} ${event.isFirst ? 'first seen, ' : ''}${event.status}`;
    case 'claimed': {
      const { performedBy, recordedAt, attestation } = event.record;
      return `deactivation claimed by ${JSON.stringify(performedBy)}, recorded ${recordedAt}, ${attestationWords(attestation)}`;
    }
    case 'settled':
      return `claim ${event.state}`;
    case 'link_changed':
      return `account ${event.accountId} ${linkWords(event.before)} before, ${linkWords(event.now)} now; changed meanwhile: ${event.reasons.join(', ')}`;
    case 'mentioned':
      return `account ${event.accountId} named as ${event.role}${event.event === null ? '' : `, event ${JSON.stringify(event.event)}`}`;
    case 'access_ended':
      return `${identityRef(event.identity)} ${event.identity.entitlement} (${endedBy(event.identity)})`;
    case 'signed_in':
      return `${identityRef(event.identity)} last single sign-on to Clari`;
    case 'read': {
      const { present, latest, entitlement } = event.identity;
      return `${identityRef(event.identity)} read: ${present ? latest.status : 'no longer listed'}, ${entitlement}`;
    }
    default:
      return event satisfies never;
  }
}

function linkWords({ situation, rule, identities }: LinkState): string {
  const to = identities.length === 0 ? '' : ` to ${identities.join(', ')}`;
  return `${situation}${to}${rule === null ? '' : ` by ${rule}`}`;
}

function endedBy({ revokedAtBasis, revokedBy }: Identity): string {
  if (revokedBy === null) return revokedAtBasis;
  const by = revokedBy.by === null ? '' : ` by ${JSON.stringify(revokedBy.by)}`;
  return `event ${JSON.stringify(revokedBy.id)}, ${JSON.stringify(revokedBy.type)}${by}`;
}
