import type { AssignmentStatus, AssignmentVia } from '../model/observation.ts';
import { assignmentStatus } from './assignment-status.ts';
import { CellReader } from './cell-reader.ts';
import { readLogin } from './directory-reader.ts';
import type { RowContext, RowReader } from './kinds/kind-spec.ts';
import { Repeats } from './repeats.ts';
import { statusWord } from './status-words.ts';

/** Rows of other applications are skipped; rows that stand for a group are refused, since they hide who is assigned. */
export function assignmentReader(context: RowContext): RowReader {
  const { columns, directory, notes } = context;
  const cells = new CellReader(context);
  const repeats = new Repeats(notes, (line) => `The same user as on line ${line}. Both rows are kept.`);
  const at = (field: string) => columns.index(field);
  const [idAt, loginAt, emailAt, statusAt] = [at('id'), at('login'), at('email'), at('status')];
  const [assignedAt, typeAt, applicationAt] = [at('assigned_at'), at('principal_type'), at('application')];
  const [viaAt, groupAt] = [at('via'), at('via_group')];

  const read: RowReader = (row, line) => {
    cells.on(row, line);
    if (isOtherApplication(cells.raw(applicationAt))) {
      return { kind: 'skipped', why: 'The row is about another application than Clari: skipped.' };
    }
    const type = statusWord(cells.raw(typeAt));
    if (type === 'group') {
      return {
        kind: 'refused',
        why: 'A group is assigned, and its members are not in this list: export the members as rows.',
      };
    }
    if (type === 'serviceprincipal' || type === 'service principal') {
      return { kind: 'skipped', why: 'A service principal, no user: skipped.' };
    }
    const via = viaOf(cells.raw(viaAt));
    const group = cells.text(groupAt);
    const identityId = cells.id(idAt);
    const login = readLogin(cells.raw(loginAt));
    const email = cells.email(emailAt);
    const key = keyOf(identityId, login, email);
    if (key === null)
      return { kind: 'refused', why: 'No usable id, login or e-mail: it is not known whose row this is.' };
    const statusRaw = cells.text(statusAt);
    const status = statusOf(statusRaw, statusAt !== -1);
    if (status === 'unknown' && statusRaw !== null) cells.unknownStatus(statusAt);
    repeats.note(line, key);
    return {
      kind: 'read',
      observation: {
        of: 'assignment',
        row: {
          line,
          directory,
          key,
          identityId,
          login,
          email,
          status,
          statusRaw,
          assignedAt: cells.moment(assignedAt),
          unassignedAt: null,
          ssoName: null,
          via,
          ...(via === 'group' && group !== null ? { viaGroup: group } : {}),
          revoked: null,
        },
      },
    };
  };
  return Object.assign(read, { repeats });
}

/** In a list without a status column being listed is being assigned; a blank status where there is one says nothing. */
function statusOf(raw: string | null, hasColumn: boolean): AssignmentStatus {
  if (!hasColumn) return 'assigned';
  return raw === null ? 'unknown' : assignmentStatus(raw);
}

/** `USER`, `GROUP` of Okta's lists, and what Entra ID's say: `Direct`, `Inherited from group`. */
function viaOf(raw: string): AssignmentVia | null {
  const word = statusWord(raw);
  if (word === 'user' || word === 'direct' || word === 'individual') return 'direct';
  return word.includes('group') ? 'group' : null;
}

function isOtherApplication(raw: string): boolean {
  const name = statusWord(raw);
  return name !== '' && (!name.includes('clari') || name.includes('copilot'));
}

function keyOf(id: string | null, login: string | null, email: string | null): string | null {
  if (id !== null) return `id:${id}`;
  if (login !== null) return `login:${login}`;
  return email === null ? null : `email:${email}`;
}
