import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import type { RowProblem } from '../model/observation.ts';
import type { AskedChange } from '../model/plan.ts';
import { cleanText } from './cells/text.ts';
import { headerKey } from './csv/header.ts';
import type { FieldSpec } from './kinds/field-spec.ts';
import { readSmallTable, requireOneOf } from './repeats/small-table.ts';
import type { FileInput } from './source.ts';

const FIELDS: readonly FieldSpec[] = [
  {
    name: 'account',
    aliases: ['account', 'account id', 'user id', 'clari user id', 'id'].map(headerKey),
  },
  { name: 'email', aliases: ['email', 'email address', 'user', 'username', 'login'].map(headerKey) },
  { name: 'role', aliases: ['role', 'new role', 'clari role', 'target role'].map(headerKey) },
  { name: 'team', aliases: ['team', 'new team', 'target team'].map(headerKey) },
];

const CELL_MAX = 200;
const CHANGES_MAX = 10_000;

/** The file of `plan --roles`: an account by id or e-mail, with a role, a team, or both. A blank part stays as it is. */
export async function rolesFile(
  input: FileInput,
  sheet: string | null,
): Promise<{ readonly asked: readonly AskedChange[]; readonly warnings: readonly RowProblem[] }> {
  const asked: AskedChange[] = [];
  const { notes } = await readSmallTable(
    input,
    { fields: FIELDS, title: 'a list of role changes' },
    { mapping: {}, sheet: { name: sheet, option: '--sheet' } },
    (table) => {
      requireOneOf(table, ['account', 'email'], input.name);
      requireOneOf(table, ['role', 'team'], input.name);
      return (cells, line) => {
        const cell = (field: string) => cleanText(cells[table.columns.index(field)] ?? '', CELL_MAX);
        const account = cell('account') || cell('email');
        if (account === '') table.notes.warn('identifier', line, 'It names no account: left out.');
        else asked.push({ account, role: cell('role') || null, team: cell('team') || null });
      };
    },
  );
  if (asked.length === 0 || asked.length > CHANGES_MAX)
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      asked.length === 0
        ? `${bare(input.name)} has no row that names an account.`
        : `${bare(input.name)} asks for ${asked.length} changes; more than ${CHANGES_MAX} make no worklist for people.`,
      asked.length === 0 ? 'Put one account into each row.' : 'Split the file.',
    );
  return { asked, warnings: notes.warnings };
}
