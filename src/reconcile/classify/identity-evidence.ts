import type { Evidence } from '../../model/finding.ts';
import { shownIdentity } from '../../model/foreign.ts';
import type { Identity } from '../../model/identity.ts';
import type { IdpEvent } from '../../model/observation.ts';
import { quoted, when } from './text.ts';

/**
 * What a directory says of one identity, with dates: its status and, if it was read separately, the assignment to the
 * application that is called `entered`.
 */
export function identityEvidence(identity: Identity, entered: string, remark: string | null): readonly Evidence[] {
  const rows: Evidence[] = [
    {
      source: `directory:${identity.directory}`,
      observedAt: identity.asOf,
      fact: `${nameOf(identity)} ${statusFact(identity)}${identity.entitlement === 'unassigned' ? '' : sinceFact(identity)}${leavesFact(identity)}.${remark === null ? '' : ` ${remark}`}`,
    },
  ];
  if (identity.assignment !== null)
    rows.push({
      source: identity.assignmentSource ?? `directory:${identity.directory}`,
      observedAt: identity.assignmentAsOf,
      fact: `${nameOf(identity)}: ${entered} assignment is ${identity.assignment}${identity.entitlement === 'unassigned' ? sinceFact(identity) : ''}.${matchFact(identity)}`,
    });
  if (identity.lastSsoAt !== null)
    rows.push({
      source: `directory:${identity.directory}`,
      observedAt: identity.lastSsoAt,
      fact: `${nameOf(identity)}: last single sign-on to Clari that its log shows.`,
    });
  return rows;
}

export function nameOf(identity: Identity): string {
  const login = identity.latest.login ?? identity.latest.email;
  return login === null || login === identity.identityId
    ? shownIdentity(identity)
    : `${shownIdentity(identity)} (${quoted(login)})`;
}

function statusFact(identity: Identity): string {
  const raw = identity.latest.statusRaw;
  const verbatim = raw === null ? '' : ` (${quoted(raw)})`;
  if (!identity.present)
    return identity.entitlementReason === 'gone_from_active_list'
      ? 'is no longer in the list of active people'
      : 'is no longer in this complete read';
  switch (identity.latest.status) {
    case 'active':
      return `can sign in${verbatim}`;
    case 'staged':
      return `is staged, not yet started${verbatim}`;
    case 'suspended':
      return `is suspended${verbatim}`;
    case 'deactivated':
      return `is deactivated${verbatim}`;
    case 'deleted':
      return `is deleted${verbatim}`;
    case 'unknown':
      if (identity.latest.contradiction !== null)
        return `${raw === null ? 'contradicts itself' : `says ${quoted(raw)} and contradicts itself`}: ${identity.latest.contradiction}`;
      return raw === null ? 'has no status given' : `has a status that is not understood${verbatim}`;
    default:
      return identity.latest.status satisfies never;
  }
}

/** The last day, if it was ahead when it was read. */
function leavesFact({ latest: { leavesOn } }: Identity): string {
  if (leavesOn === null) return '';
  return `, leaves on ${leavesOn.dateOnly ? leavesOn.at.slice(0, 10) : when(leavesOn.at)}`;
}

function matchFact({ listMatch, entitlementReason }: Identity): string {
  if (entitlementReason === 'assignment_in_doubt')
    return ' A row of this list bears only a further or former address of theirs, or fits several people.';
  if (listMatch === undefined) return '';
  return ` They are not on this list, of which ${listMatch.matched} of ${listMatch.rows} assigned rows match somebody in the directory${listMatch.matched > 0 ? ': a row under another name may be theirs' : ''}.`;
}

function sinceFact({ revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy }: Identity): string {
  if (revokedAt === null) return '';
  if (revokedBy !== null) return ` since ${when(revokedAt)} (${eventFact(revokedBy)})`;
  const time = revokedAtDateOnly ? revokedAt.slice(0, 10) : when(revokedAt);
  return ` since ${time} (${revokedAtBasis === 'event' ? "the directory's own event" : 'date of the status change'})`;
}

function eventFact({ type, by, id }: IdpEvent): string {
  return `the directory's own event ${quoted(type)} ${quoted(id)}${by === null ? '' : `, by ${quoted(by)}`}`;
}
