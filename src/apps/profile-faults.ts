import { HAND_OVER } from '../model/app-profile.ts';
import type { ProfileFile } from './profile-schema.ts';

/** What of a profile does not go together. `where`: the entry, in words of the file. */
export interface ProfileFault {
  readonly where: string;
  readonly what: string;
}

/** Fields of a users list that a header can feed. What a yes means is stated at an import: it needs a person's word. */
export const LIST_FIELDS: readonly string[] = [
  'id',
  'crm_id',
  'email',
  'name',
  'given_name',
  'family_name',
  'employee_id',
  'role',
  'team',
  'status',
  'deleted_at',
  'leaves_on',
  'last_login',
];

/** Steps that the plan of each application has by itself, where there are several of a kind with a number. */
const OWN_STEPS: ReadonlySet<string> = new Set([
  'remove_idp_access',
  'deactivate_account',
  'deactivate_copilot',
  'verify_by_export',
  'ask_scim',
  'settle_succession',
]);

/** The first thing that does not go together; null if all does. */
export function profileFault(file: ProfileFile): ProfileFault | null {
  return headerFault(file) ?? statusFault(file) ?? stepFault(file) ?? capabilityFault(file);
}

function headerFault({ users_list: { headers } }: ProfileFile): ProfileFault | null {
  const fed = new Map<string, string>();
  for (const [field, header] of Object.entries(headers)) {
    if (!LIST_FIELDS.includes(field))
      return { where: 'users_list.headers', what: `names a field that is none: use ${LIST_FIELDS.join(', ')}` };
    const key = compared(header);
    const other = fed.get(key);
    if (other !== undefined)
      return {
        where: `users_list.headers.${field}`,
        what: `is the header of ${other} too: one header feeds one field`,
      };
    fed.set(key, field);
  }
  return null;
}

function statusFault({ users_list: { statuses } }: ProfileFile): ProfileFault | null {
  const words = [...statuses.active, ...statuses.inactive].map(compared);
  const twice = words.findIndex((word, index) => words.indexOf(word) !== index);
  if (twice === -1) return null;
  const isActive = twice < statuses.active.length;
  const place = isActive ? `active, entry ${twice + 1}` : `inactive, entry ${twice - statuses.active.length + 1}`;
  return { where: `users_list.statuses.${place}`, what: 'is there twice: one word means one thing' };
}

function stepFault({ deactivation: { before, after } }: ProfileFile): ProfileFault | null {
  const all = [...before, ...after];
  const isAfter = (id: string) => after.some((step) => step.id === id);
  for (const [index, step] of all.entries()) {
    const list = index < before.length ? 'before' : 'after';
    const where = `deactivation.${list}, step ${step.id}`;
    if (OWN_STEPS.has(step.id.replace(/_\d+$/, '')))
      return { where, what: 'has the id of a step that each plan has: choose another' };
    if (all.findIndex((other) => other.id === step.id) !== index)
      return { where, what: 'has the id of another step: choose another' };
    for (const id of step.after) {
      const known = all.findIndex((other) => other.id === id);
      if (known === -1 && id === HAND_OVER) continue;
      if (known === -1) return { where, what: 'waits for a step that is not there: name the id of one that is' };
      if (list === 'before' && isAfter(id))
        return {
          where,
          what: `is in a cycle: it comes before the deactivation, and waits for ${all[known]?.id ?? ''}, which comes after it`,
        };
    }
  }
  const circle = all.find((step) => waitsForItself(step.id, all));
  if (circle !== undefined)
    return { where: `deactivation, step ${circle.id}`, what: 'is in a cycle: it waits for itself, by way of others' };
  const early = all.find((step, index) => step.after.some((id) => all.findIndex((other) => other.id === id) > index));
  return early === undefined
    ? null
    : { where: `deactivation, step ${early.id}`, what: 'stands before a step that it waits for: change their order' };
}

function waitsForItself(
  id: string,
  all: readonly { readonly id: string; readonly after: readonly string[] }[],
): boolean {
  const seen = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const one of all.find((step) => step.id === next)?.after ?? []) {
      if (one === id) return true;
      if (!seen.has(one)) waiting.push(one);
      seen.add(one);
    }
  }
  return false;
}

function capabilityFault({ capabilities }: ProfileFile): ProfileFault | null {
  const ids = capabilities.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice === -1) return null;
  return { where: `capabilities, entry ${twice + 1}`, what: `repeats the id ${ids[twice] ?? ''}: keep one of each` };
}

/** As headers and words are compared when a list is read: without case, spaces or punctuation. */
function compared(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
