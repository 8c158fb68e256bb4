import type { Candidate } from '../../model/correlation.ts';

const IDENTIFIERS: ReadonlySet<string> = new Set(['employee_id', 'crm_id', 'email']);
const IDS: ReadonlySet<string> = new Set(['employee_id', 'crm_id']);

/** Whether two identifiers point to different people, or one candidate both agrees and disagrees. */
export function identifiersConflict(candidates: readonly Candidate[]): boolean {
  const byIdentifier = candidates.filter((one) => IDENTIFIERS.has(one.rule));
  const rules = new Set(byIdentifier.map((one) => one.rule));
  return (
    (byIdentifier.length > 1 && rules.size > 1) ||
    candidates.some(
      ({ comparisons }) =>
        comparisons.some((one) => IDENTIFIERS.has(one.field) && one.outcome === 'agree') &&
        comparisons.some((one) => IDS.has(one.field) && one.outcome === 'disagree'),
    )
  );
}
