import type { FieldComparison } from '../../model/correlation.ts';
import { compareNameParts, compareNames } from './compare-names.ts';
import { compareCrmIds, compareEmployeeIds } from './identifiers.ts';
import type { AccountTraits, IdentityTraits, Shown } from './traits.ts';

/** Field by field: what speaks for one owner and what against. A rule or a score decides on this alone. */
export function compareFields(account: AccountTraits, identity: IdentityTraits): readonly FieldComparison[] {
  const a = account.shown;
  const b = identity.shown;
  const email = compareAddresses(account, identity);
  return [
    {
      field: 'employee_id',
      outcome: compareEmployeeIds(account.employeeId, identity.employeeId),
      account: a.employeeId,
      identity: b.employeeId,
    },
    { field: 'crm_id', outcome: compareCrmIds(account.crmId, identity.crmId), account: a.crmId, identity: b.crmId },
    { field: 'email', outcome: email.outcome, account: a.email, identity: email.identity ?? b.email },
    {
      field: 'name',
      outcome: compareNames(account.name, identity.name),
      account: shownName(a),
      identity: shownName(b),
    },
    {
      field: 'given_name',
      outcome: compareNameParts(account.name, identity.name, 'given'),
      account: a.givenName,
      identity: b.givenName,
    },
    {
      field: 'family_name',
      outcome: compareNameParts(account.name, identity.name, 'family'),
      account: a.familyName,
      identity: b.familyName,
    },
  ];
}

/** The outcome of one field among comparisons. */
export function outcomeOf(
  comparisons: readonly FieldComparison[],
  field: FieldComparison['field'],
): FieldComparison['outcome'] {
  return comparisons.find((comparison) => comparison.field === field)?.outcome ?? 'missing';
}

/** A given, a family or the whole name agrees. */
export function nameAgrees(comparisons: readonly FieldComparison[]): boolean {
  return comparisons.some(({ field, outcome }) => NAME_FIELDS.has(field) && outcome === 'agree');
}

/** Employee or CRM ids that both sides state and that differ. */
export function idsConflict(comparisons: readonly FieldComparison[]): boolean {
  return comparisons.some(({ field, outcome }) => ID_FIELDS.has(field) && outcome === 'disagree');
}

const NAME_FIELDS: ReadonlySet<FieldComparison['field']> = new Set(['name', 'given_name', 'family_name']);
const ID_FIELDS: ReadonlySet<FieldComparison['field']> = new Set(['employee_id', 'crm_id']);

function compareAddresses(
  account: AccountTraits,
  identity: IdentityTraits,
): { readonly outcome: FieldComparison['outcome']; readonly identity: string | null } {
  const known = [...identity.primary, ...identity.secondary];
  const own = [...account.primary, ...account.secondary];
  if (known.length === 0 || own.length === 0) return { outcome: 'missing', identity: null };
  const primary = identity.primary.find((address) => account.primary.includes(address));
  if (primary !== undefined) return { outcome: 'agree', identity: primary };
  const near = new Set([...own, ...account.aliases, ...account.bases]);
  const shared = known.find((address) => near.has(address));
  if (shared !== undefined) return { outcome: 'near', identity: shared };
  const base = identity.bases.some((address) => account.bases.includes(address));
  return { outcome: base ? 'near' : 'disagree', identity: null };
}

function shownName(shown: Shown): string | null {
  const parts = [shown.givenName, shown.familyName].filter((part) => part !== null);
  return shown.name ?? (parts.length === 0 ? null : parts.join(' '));
}
