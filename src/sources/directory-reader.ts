import type { IdentityStatus, PersonKind } from '../model/observation.ts';
import type { Moment } from '../model/time.ts';
import { assignmentStatus } from './assignment-status.ts';
import { CellReader } from './cell-reader.ts';
import { directoryStatus, personKindOf } from './directory-status.ts';
import { guestHomeAddress, readEmail, splitAddresses } from './email.ts';
import { saysNothing } from './ids.ts';
import type { RowContext, RowReader } from './kinds/kind-spec.ts';
import { knownValues } from './known-values.ts';
import { Repeats } from './repeats.ts';
import { cleanText } from './text.ts';

const NONE: readonly string[] = [];
/** A time of deletion that could not be read still says that there was one. */
const A_YEAR = /[12]\d{3}/;
/** Entra puts the object id before the login of somebody who was deleted. */
const DELETED_PREFIX = /^[0-9a-f]{32}(?=[^@]+@)/;

export function directoryReader(context: RowContext): RowReader {
  const { columns, directory, notes } = context;
  const cells = new CellReader(context);
  const statusHeader = columns.header('status');
  const wordOf = knownValues((raw) => directoryStatus(raw, statusHeader));
  const assignmentOf = knownValues(assignmentStatus);
  const [othersAt, typesAt] = [columns.all('other_emails'), columns.all('account_type')];
  const repeats = new Repeats(notes, (line) => `The same identity as on line ${line}. Both rows are kept.`);
  const at = (field: string) => columns.index(field);
  const [idAt, loginAt, emailAt, statusAt, changedAt] = [
    at('id'),
    at('login'),
    at('email'),
    at('status'),
    at('status_changed_at'),
  ];
  const [nameAt, givenAt, familyAt, employeeAt] = [at('name'), at('given_name'), at('family_name'), at('employee_id')];
  const [crmAt, managerAt, departmentAt, assignedAt, deletedAt] = [
    at('crm_id'),
    at('manager_email'),
    at('department'),
    at('assigned'),
    at('deleted_at'),
  ];

  const read: RowReader = (row, line, plain) => {
    cells.on(row, line, plain);
    const id = cells.id(idAt);
    const login = cells.address(loginAt, readLogin);
    const email = cells.email(emailAt);
    const identityId = id ?? login ?? email;
    if (identityId === null) {
      return { kind: 'refused', why: 'No usable id, login or e-mail: it is not known whose row this is.' };
    }
    const status = statusOf(cells, { at: statusAt, deletedAt, wordOf });
    const assignment = cells.word(assignedAt);
    const assignmentWord = assignment === null ? null : assignmentOf(assignment);
    if (assignmentWord === 'unknown') cells.unknownStatus(assignedAt);
    repeats.note(line, identityId);
    return {
      kind: 'read',
      observation: {
        of: 'identity',
        row: {
          line,
          directory,
          identityId,
          login,
          email,
          otherEmails: otherEmails(cells, othersAt, { login, email, status: status.status }),
          name: cells.text(nameAt),
          givenName: cells.text(givenAt),
          familyName: cells.text(familyAt),
          employeeId: cells.id(employeeAt),
          crmId: cells.id(crmAt),
          managerEmail: cells.address(managerAt, readEmail),
          department: cells.word(departmentAt),
          status: status.status,
          statusRaw: status.raw,
          statusChangedAt: cells.moment(changedAt) ?? status.since,
          contradiction: null,
          leavesOn: null,
          assignment: assignmentWord,
          assignmentRaw: assignment,
          personKind: personKind(
            typesAt.map((index) => cells.raw(index)),
            login,
          ),
          ssoName: null,
          lastSsoAt: null,
          revoked: null,
        },
      },
    };
  };
  return Object.assign(read, { repeats });
}

/** A login that is an address has an address's one form; a short name is lower-case text. Null when blank. */
export function readLogin(raw: string): string | null {
  if (raw === '' || saysNothing(raw)) return null;
  const login = readEmail(raw) ?? cleanText(raw.normalize('NFKC')).toLowerCase();
  return login === '' ? null : login;
}

function statusOf(
  cells: CellReader,
  status: { readonly at: number; readonly deletedAt: number; wordOf(raw: string): IdentityStatus },
): { readonly status: IdentityStatus; readonly raw: string | null; readonly since: Moment | null } {
  const raw = cells.word(status.at);
  const since = cells.moment(status.deletedAt);
  if (since !== null || A_YEAR.test(cells.raw(status.deletedAt))) return { status: 'deleted', raw, since };
  const word = raw === null ? 'unknown' : status.wordOf(raw);
  if (word === 'unknown' && raw !== null) cells.unknownStatus(status.at);
  return { status: word, raw, since: null };
}

function otherEmails(
  cells: CellReader,
  columns: readonly number[],
  known: { readonly login: string | null; readonly email: string | null; readonly status: IdentityStatus },
): readonly string[] {
  const { login, email } = known;
  // Most rows have none of the three things that make one.
  if (columns.length === 0 && known.status !== 'deleted' && login?.includes('#ext#') !== true) return NONE;
  const all = new Set<string>();
  for (const index of columns) {
    const raw = cells.raw(index);
    if (raw !== '') for (const address of splitAddresses(raw).addresses) all.add(address);
  }
  const home = login === null ? null : guestHomeAddress(login);
  if (home !== null) all.add(home);
  if (login !== null && known.status === 'deleted' && DELETED_PREFIX.test(login)) {
    all.add(login.replace(DELETED_PREFIX, ''));
  }
  if (email !== null) all.delete(email);
  if (login !== null) all.delete(login);
  return [...all];
}

/** A login of the guest form is a guest's even where the type says Member: its home directory decides. */
function personKind(types: readonly string[], login: string | null): PersonKind {
  const kind = personKindOf(types);
  return kind !== 'not_person' && login?.includes('#ext#@') === true ? 'guest' : kind;
}
