import { words } from '../../model/words.ts';
import { headerKey } from '../csv/header.ts';
import { CLARI_USERS } from '../kinds/clari-users.ts';
import { DIRECTORY } from '../kinds/directory.ts';
import type { FieldSpec } from '../kinds/field-spec.ts';

const NAMES = words(`
  id email other_emails login name given_name family_name employee_id crm_id manager_email department birth_date city
`);

/** Which of the two lists of `match` a file is. */
export type MatchSide = 'accounts' | 'identities';

/** The fields of one list, fed by the headers that `import` knows: a users export's for accounts, a directory's for identities. */
export function matchFields(side: MatchSide): readonly FieldSpec[] {
  const [own, other] = side === 'accounts' ? [CLARI_USERS, DIRECTORY] : [DIRECTORY, CLARI_USERS];
  return NAMES.map((name) => {
    const spec = [...own.fields, ...other.fields].find((field) => field.name === name);
    const aliases = new Set([headerKey(name), ...(spec?.aliases ?? [])]);
    return { ...spec, name, aliases: [...aliases] };
  });
}

/** What two rows can be compared by. Department, manager, birth date and city only support another field. */
const COMPARED = {
  address: ['email', 'other_emails', 'login'],
  employee_id: ['employee_id'],
  crm_id: ['crm_id'],
  name: ['name', 'given_name', 'family_name'],
} as const;

export type ComparedBy = keyof typeof COMPARED;

export function comparedBy(has: (field: string) => boolean): ReadonlySet<ComparedBy> {
  const groups: readonly ComparedBy[] = ['address', 'employee_id', 'crm_id', 'name'];
  return new Set(groups.filter((group) => COMPARED[group].some(has)));
}
