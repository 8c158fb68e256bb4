import type { AccountObservation } from '../model/observation.ts';
import { CellReader } from './cell-reader.ts';
import type { RowContext, RowReader } from './kinds/kind-spec.ts';
import { knownValues } from './known-values.ts';
import { Repeats } from './repeats.ts';
import { asksOpposite, oppositeFlag, statusWord } from './status-words.ts';

const ACTIVE = new Set(['active', 'enabled', 'true', 'yes', '1']);
const INACTIVE = new Set([
  'inactive',
  'deactivated',
  'disabled',
  'suspended',
  'false',
  'no',
  '0',
  'deleted',
  'terminated',
]);

type AccountWord = AccountObservation['status'];

/** Invited, pending, locked, blank and everything else is `unknown`: only a known word says that an account is open or closed. */
export function clariStatus(raw: string, opposite = false): AccountWord {
  const word = statusWord(raw);
  if (opposite) {
    const active = oppositeFlag(word);
    return active === null ? 'unknown' : active ? 'active' : 'inactive';
  }
  if (ACTIVE.has(word)) return 'active';
  return INACTIVE.has(word) ? 'inactive' : 'unknown';
}

export function clariUserReader(context: RowContext): RowReader {
  const { columns, notes } = context;
  const cells = new CellReader(context);
  const opposite = asksOpposite(columns.header('status'));
  const statusOf = knownValues((raw) => clariStatus(raw, opposite));
  const repeats = new Repeats(
    notes,
    (line) =>
      `The same account as on line ${line}. Both rows are kept; if their statuses differ, its status is unknown.`,
    (line) => `The same e-mail as on line ${line}, under another id. Both accounts are kept.`,
  );
  const at = (field: string) => columns.index(field);
  const [idAt, crmAt, emailAt, statusAt] = [at('id'), at('crm_id'), at('email'), at('status')];
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
    const raw = cells.raw(statusAt);
    const status = statusOf(raw);
    const statusRaw = cells.word(statusAt);
    if (status === 'unknown' && statusRaw !== null) cells.unknownStatus(statusAt);
    // The id alone is at hand in one piece; what stands for it begins with what no id has in it.
    repeats.note(line, exportId ?? `\n${key}`, email);
    return {
      kind: 'read',
      observation: {
        of: 'account',
        row: {
          line,
          app: 'clari',
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
          status,
          statusRaw,
          lastLogin: cells.moment(loginAt),
          extra: cells.extra(),
        },
      },
    };
  };
  return Object.assign(read, { repeats });
}

function keyOf(exportId: string | null, crmId: string | null, email: string | null): string | null {
  if (exportId !== null) return `id:${exportId}`;
  if (crmId !== null) return `crm:${crmId}`;
  return email === null ? null : `email:${email}`;
}
