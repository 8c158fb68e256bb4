import type { AssignmentObservation, AssignmentStatus } from '../../../model/observation.ts';
import { type EndReading, endReader, withEnd } from '../../cells/assignment-end.ts';
import { assignmentStatus } from '../../cells/assignment-status.ts';
import { howAssigned, type PrincipalKind, principalKind } from '../../cells/assignment-words.ts';
import { CellReader } from '../../cells/cell-reader.ts';
import { knownValues } from '../../cells/known-values.ts';
import type { Columns } from '../../csv/columns.ts';
import { headerKey } from '../../csv/header.ts';
import { OtherApplications } from '../../detection/other-applications.ts';
import { Repeats } from '../../repeats/repeats.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { AssignmentNotes } from './assignment-notes.ts';
import { readLogin } from './directory-reader.ts';

const GROUP_ROW =
  'A group is assigned, and its members are not in this list, so nobody can be called unassigned by it: export the members as rows.';

/**
 * Rows of other applications and of machines are skipped; rows that stand for a group are refused, since they hide who
 * is assigned.
 */
export function assignmentReader(context: RowContext): RowReader {
  const { columns, directory, notes } = context;
  const cells = new CellReader(context);
  const others = new OtherApplications(context);
  const remarks = new AssignmentNotes(columns, notes);
  const repeats = new Repeats(notes, (line) => `The same user as on line ${line}. Both rows are kept.`);
  const at = (field: string) => columns.index(field);
  const [idAt, ssoAt, emailAt, statusAt] = [at('id'), at('sso_name'), at('email'), at('status')];
  // Where nothing else names people, the name that they have in the application is what there is to go by.
  const loginAt = columns.has('login') ? at('login') : ssoAt;
  const [assignedAt, endAt, typeAt] = [at('assigned_at'), at('unassigned_at'), at('principal_type')];
  const [viaAt, groupAt] = [at('via'), at('via_group')];
  const namesPeople = [loginAt, emailAt].some((index) => index !== -1 && context.valuesOf(index).length > 0);
  const endsOnly = isListOfEnds(columns);
  const endOf = endReader(context, endAt === -1 ? [] : context.valuesOf(endAt));
  const kindOf = knownValues<PrincipalKind>(principalKind);
  const howOf = knownValues(howAssigned);
  const statusOf = knownValues(assignmentStatus);
  let [isAssigned, hasEnded] = [0, 0];

  const read: RowReader = (row, line) => {
    if (others.skips(row, line)) return { kind: 'skipped' };
    cells.on(row, line);
    const kind = kindOf(cells.raw(typeAt));
    if (kind === 'group') return { kind: 'refused', why: GROUP_ROW };
    if (kind === 'nobody') {
      remarks.nobody(line, cells.raw(typeAt));
      return { kind: 'skipped' };
    }
    const identityId = cells.id(idAt);
    const login = readLogin(cells.raw(loginAt));
    const email = cells.email(emailAt);
    const key = keyOf(identityId, login, email);
    const group = cells.text(groupAt);
    if (key === null) {
      return {
        kind: 'refused',
        why: group === null ? 'No usable id, login or e-mail: it is not known whose row this is.' : GROUP_ROW,
      };
    }
    if (namesPeople && login === null && email === null && kind !== 'person') {
      return {
        kind: 'refused',
        why: 'An id without a user name, as a group has one: its members, if so, are not in this list, and nobody can be called unassigned by it. Export the members as rows, or name the type of each row (--map principal_type=HEADER).',
      };
    }
    const statusRaw = cells.text(statusAt);
    const how = statusRaw === null ? null : howOf(statusRaw);
    if (how !== null && statusRaw !== null) remarks.how(line, statusRaw);
    const end: EndReading = endOf(cells.raw(endAt));
    const assigned = cells.moment(assignedAt);
    const said = {
      status: how === null ? listedStatus(statusRaw, statusAt !== -1, statusOf) : ('assigned' as const),
      isSaid: statusRaw !== null && how === null,
      assignedAt: assigned,
      endsOnly,
    };
    const { status, unassignedAt, doubt } = withEnd(said, end);
    if (doubt !== null) remarks.doubt(line, doubt, statusRaw ?? '', cells.raw(endAt));
    else if (status === 'unknown' && statusRaw !== null) cells.unknownStatus(statusAt);
    if (end.kind === 'ahead') remarks.ahead(line);
    if (status === 'assigned') isAssigned += 1;
    if (status === 'unassigned') hasEnded += 1;
    repeats.note(line, key);
    const via = howOf(cells.raw(viaAt)) ?? how;
    const viaGroup = group ?? via?.group ?? null;
    const observation: AssignmentObservation = {
      line,
      directory,
      key,
      identityId,
      login,
      email,
      status,
      statusRaw,
      assignedAt: assigned,
      unassignedAt,
      ssoName: readLogin(cells.raw(ssoAt)),
      via: via?.via ?? null,
      ...(via?.via === 'group' && viaGroup !== null ? { viaGroup } : {}),
      revoked: null,
    };
    return { kind: 'read', observation: { of: 'assignment', row: observation } };
  };
  const partial = () => {
    if (endsOnly) return 'It lists assignments that ended, so it is never the whole list of who is assigned';
    return isAssigned === 0 && hasEnded > 0
      ? 'Nobody in it is assigned, so it is a list of those who no longer are, not of who is assigned'
      : null;
  };
  return Object.assign(read, { repeats, partial });
}

/** In a list without a status column being listed is being assigned; a blank status where there is one says nothing. */
function listedStatus(
  raw: string | null,
  hasColumn: boolean,
  statusOf: (raw: string) => AssignmentStatus,
): AssignmentStatus {
  if (!hasColumn) return 'assigned';
  return raw === null ? 'unknown' : statusOf(raw);
}

/** Okta's report of recent unassignments: each row had an end, and its status says whether it is over today. */
function isListOfEnds(columns: Columns): boolean {
  const keys = new Set(columns.headers.map(headerKey));
  return (
    keys.has('assigneeoktaid') ||
    (headerKey(columns.header('unassigned_at')) === 'unassigned' && keys.has('appuserstatus'))
  );
}

function keyOf(id: string | null, login: string | null, email: string | null): string | null {
  if (id !== null) return `id:${id}`;
  if (login !== null) return `login:${login}`;
  return email === null ? null : `email:${email}`;
}
