import { CellReader } from '../../cells/cell-reader.ts';
import { shortId } from '../../cells/salesforce-id.ts';
import { Repeats } from '../../repeats/repeats.ts';
import { rowStatusReader } from '../../senses/row-status.ts';
import { accountStatusOf } from '../../senses/vocabulary.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { foldingIds } from './folding-ids.ts';

/**
 * Reads a row of a users export. Invited, pending, locked, blank and every other word is `unknown`: only a known word
 * says that an account is open or closed.
 */
export function clariUserReader(context: RowContext): RowReader {
  const { columns, notes } = context;
  const cells = new CellReader(context);
  const statusOf = rowStatusReader(context, cells);
  const repeats = new Repeats(
    notes,
    (line) =>
      `The same account as on line ${line}. Both rows are kept; if their statuses differ, its status is unknown.`,
    (line) => `The same e-mail as on line ${line}, under another id. Both accounts are kept.`,
  );
  const folds = foldingIds(context);
  const at = (field: string) => columns.index(field);
  const [idAt, crmAt, emailAt] = [at('id'), at('crm_id'), at('email')];
  const [nameAt, givenAt, familyAt, employeeAt] = [at('name'), at('given_name'), at('family_name'), at('employee_id')];
  const [roleAt, teamAt, loginAt] = [at('role'), at('team'), at('last_login')];

  const read: RowReader = (row, line, plain) => {
    cells.on(row, line, plain);
    const exportId = cells.id(idAt);
    const crmId = cells.id(crmAt);
    const email = cells.email(emailAt);
    const key = keyOf(exportId, crmId, email);
    if (key === null)
      return { kind: 'refused', why: 'No usable id, CRM id or e-mail: it is not known whose row this is.' };
    const { status, raw: statusRaw } = statusOf(false);
    // The id alone needs no copy. Its replacement begins with a character that no id has.
    repeats.note(line, exportId === null ? `\n${key}` : shortId(exportId), email);
    folds?.note(line, exportId, crmId);
    return {
      kind: 'read',
      observation: {
        of: 'account',
        row: {
          line,
          app: context.app.id,
          key,
          exportId,
          crmId,
          email,
          name: cells.text(nameAt),
          givenName: cells.text(givenAt),
          familyName: cells.text(familyAt),
          employeeId: cells.id(employeeAt),
          role: cells.word(roleAt),
          team: cells.word(teamAt),
          status: accountStatusOf(status),
          statusRaw,
          lastLogin: cells.moment(loginAt),
        },
      },
    };
  };
  return Object.assign(read, { repeats: folds === null ? repeats : folds.beside(repeats) });
}

function keyOf(exportId: string | null, crmId: string | null, email: string | null): string | null {
  if (exportId !== null) return `id:${exportId}`;
  if (crmId !== null) return `crm:${crmId}`;
  return email === null ? null : `email:${email}`;
}
