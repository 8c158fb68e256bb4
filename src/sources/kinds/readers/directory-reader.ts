import { bare } from '../../../model/foreign.ts';
import type { PersonKind } from '../../../model/observation.ts';
import { words } from '../../../model/words.ts';
import { assignmentStatus } from '../../cells/assignment-status.ts';
import { CellReader } from '../../cells/cell-reader.ts';
import { personKindOf } from '../../cells/directory-status.ts';
import { guestHomeAddress, readEmail, splitAddresses } from '../../cells/email.ts';
import { isTypeName, saysNothing } from '../../cells/ids.ts';
import { knownValues } from '../../cells/known-values.ts';
import { shortId } from '../../cells/salesforce-id.ts';
import { cleanText, quoted } from '../../cells/text.ts';
import { headerKey } from '../../csv/header.ts';
import { Repeats } from '../../repeats/repeats.ts';
import { isDayOfAnEnd } from '../../senses/end-columns.ts';
import { rowStatusReader } from '../../senses/row-status.ts';
import { softDeletedLogin } from '../../senses/soft-deleted.ts';
import { joinExpression } from '../../senses/type-names.ts';
import { personWord } from '../../senses/vocabulary.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';

const NONE: readonly string[] = [];
/** A Salesforce user's own id, which is what other systems call the CRM id of that person. */
const SALESFORCE_USER = /^005[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/;

export function directoryReader(context: RowContext): RowReader {
  const { columns, directory, notes } = context;
  const cells = new CellReader(context);
  const statusOf = rowStatusReader(context, cells);
  const assignmentOf = knownValues(assignmentStatus);
  const employedAt = columns.headers.flatMap((header, index) => (EMPLOYED_AS.has(headerKey(header)) ? [index] : []));
  const [othersAt, typesAt] = [columns.all('other_emails'), columns.all('account_type')];
  const repeats = new Repeats(notes, (line) => `The same identity as on line ${line}. Both rows are kept.`);
  const ofSalesforce = /salesforce|sfdc/i.test(directory);
  const at = (field: string) => columns.index(field);
  const [idAt, loginAt, emailAt] = [at('id'), at('login'), at('email')];
  // The day of an end is read with the status.
  const changedAt = isDayOfAnEnd(columns.header('status_changed_at')) ? -1 : at('status_changed_at');
  const [nameAt, givenAt, familyAt, employeeAt] = [at('name'), at('given_name'), at('family_name'), at('employee_id')];
  const [crmAt, managerAt, departmentAt, assignedAt] = [
    at('crm_id'),
    at('manager_email'),
    at('department'),
    at('assigned'),
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
    const original = login === null ? null : softDeletedLogin(login, id);
    const told = statusOf(original !== null);
    const former = told.status === 'active' ? formerType(context, cells, employedAt) : null;
    const status = former === null ? told : { ...told, status: 'unknown' as const, contradiction: former };
    const assignment = cells.word(assignedAt);
    const assignmentWord = assignment === null ? null : assignmentOf(assignment);
    if (assignmentWord === 'unknown') cells.unknownStatus(assignedAt);
    repeats.note(line, shortId(identityId));
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
          otherEmails: otherEmails(context, cells, othersAt, { login, email, original }),
          name: cells.text(nameAt),
          givenName: cells.text(givenAt),
          familyName: cells.text(familyAt),
          employeeId: cells.id(employeeAt),
          crmId: cells.id(crmAt) ?? (ofSalesforce && id !== null && SALESFORCE_USER.test(id) ? id : null),
          managerEmail: cells.address(managerAt, readEmail),
          department: cells.word(departmentAt),
          status: status.status,
          statusRaw: status.raw,
          statusChangedAt: cells.moment(changedAt) ?? status.since,
          contradiction: status.contradiction,
          leavesOn: status.leavesOn,
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

/** Headers under which people write what somebody is to the company, `Former Employee` among it. */
const EMPLOYED_AS = new Set(words('employeetype workertype persontype employmenttype usertype mitarbeitertyp'));

/** `Former Employee` as the type of somebody who is called active, as a fact; null: no type says so. */
function formerType({ columns }: RowContext, cells: CellReader, indexes: readonly number[]): string | null {
  for (const index of indexes) {
    const raw = cells.raw(index);
    const word = raw === '' ? null : personWord(raw);
    if (word === 'deactivated' || word === 'deleted')
      return `${bare(cleanText(columns.headers[index] ?? '', 60))} is ${quoted(raw)}`;
  }
  return null;
}

/** A login that is an address has an address's one form; a short name is lower-case text. Null when blank. */
export function readLogin(raw: string): string | null {
  if (raw === '' || saysNothing(raw)) return null;
  const login = readEmail(raw) ?? cleanText(raw.normalize('NFKC')).toLowerCase();
  return login === '' ? null : login;
}

function otherEmails(
  { columns, log, notes }: RowContext,
  cells: CellReader,
  indexes: readonly number[],
  known: { readonly login: string | null; readonly email: string | null; readonly original: string | null },
): readonly string[] {
  const { login, email, original } = known;
  // Most rows have none of the three things that make one.
  if (indexes.length === 0 && original === null && login?.includes('#ext#') !== true) return NONE;
  const all = new Set<string>();
  for (const index of indexes) {
    const raw = cells.raw(index);
    if (raw === '') continue;
    const { addresses } = splitAddresses(raw);
    for (const address of addresses) all.add(address);
    if (addresses.length === 0 && isTypeName(raw) && log.unreadable('other_emails')) {
      const header = columns.headers[index] ?? '';
      notes.remark(
        'layout',
        cells.line,
        `${quoted(header)} holds the name of a type (${quoted(raw)}) instead of addresses, so further addresses are not known. Export it again with Select-Object …, ${joinExpression(header)}.`,
      );
    }
  }
  const home = login === null ? null : guestHomeAddress(login);
  if (home !== null) all.add(home);
  if (original !== null) all.add(original);
  if (email !== null) all.delete(email);
  if (login !== null) all.delete(login);
  return [...all];
}

/** A login of the guest form is a guest's even where the type says Member: its home directory decides. */
function personKind(types: readonly string[], login: string | null): PersonKind {
  const kind = personKindOf(types);
  return kind !== 'not_person' && login?.includes('#ext#@') === true ? 'guest' : kind;
}
