import type { AssignmentObservation, AssignmentVia } from '../../model/observation.ts';
import { assignmentStatus } from '../cells/assignment-status.ts';
import { readEmail } from '../cells/email.ts';
import { readLogin } from '../kinds/readers/directory-reader.ts';
import { idAt, instantAt, rawAt, textAt } from '../live/values.ts';
import { OKTA } from './users.ts';

const VIAS: Readonly<Record<string, AssignmentVia>> = { USER: 'direct', GROUP: 'group' };

/** One user of the app; null: it has no id. Being listed is not being assigned: the status says. */
export function oktaAppUser(user: unknown): AssignmentObservation | null {
  const identityId = idAt(user, 'id');
  if (identityId === null) return null;
  const statusRaw = textAt(user, 'status');
  const assigned = instantAt(user, 'created');
  return {
    line: 0,
    directory: OKTA,
    key: `id:${identityId}`,
    identityId,
    login: readLogin(rawAt(user, '_embedded', 'user', 'profile', 'login')),
    email:
      readEmail(rawAt(user, '_embedded', 'user', 'profile', 'email')) ?? readEmail(rawAt(user, 'profile', 'email')),
    status: statusRaw === null ? 'unknown' : assignmentStatus(statusRaw),
    statusRaw,
    assignedAt: assigned === null ? null : { at: assigned, dateOnly: false },
    unassignedAt: null,
    ssoName: readLogin(rawAt(user, 'credentials', 'userName')),
    via: VIAS[rawAt(user, 'scope')] ?? null,
    ...groupOf(user),
    revoked: null,
  };
}

/** The name that Okta links to, else the id at the end of the link. */
function groupOf(user: unknown): Pick<AssignmentObservation, 'viaGroup'> {
  if (rawAt(user, 'scope') !== 'GROUP') return {};
  const [, id] = /\/groups\/([A-Za-z0-9]{1,40})$/.exec(rawAt(user, '_links', 'group', 'href')) ?? [];
  const name = textAt(user, '_links', 'group', 'name') ?? id;
  return name === undefined ? {} : { viaGroup: name };
}
