import { words } from '../model/words.ts';
/**
 * Sorted names of the facts that differ between two plans of one subject; a fact that only one of them has differs too.
 */
export function changedFacts(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}

/** The sources of a plan, as opposed to its content: newer snapshots with the same content change only these. */
const READINGS: ReadonlySet<string> = new Set(
  words(`
  account_readings copilot_readings handover_sources identity_readings link_evidence not_covered_readings sso_app_readings
  successor_readings users_export_readings verdict_evidence
`),
);

/**
 * Separates changes of content from changes of sources. `changed` makes another plan; `readAnew` only means newer
 * snapshots.
 */
export function weighChanges(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): { readonly changed: readonly string[]; readonly readAnew: readonly string[] } {
  const names = changedFacts(before, now);
  return {
    changed: names.filter((name) => !READINGS.has(name)),
    readAnew: names.filter((name) => READINGS.has(name)),
  };
}
