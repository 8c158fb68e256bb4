import { words } from '../model/words.ts';
/** Names of the facts that differ between two plans of one subject, sorted; one that only one of them has differs. */
export function changedFacts(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}

/** What a plan was read from, apart from what it says: newer reads that say the same change these alone. */
const READINGS: ReadonlySet<string> = new Set(
  words(`
  account_readings copilot_readings handover_sources identity_readings link_evidence sso_app_readings
  successor_readings users_export_readings verdict_evidence
`),
);

/** `changed` makes a plan another plan. `readAnew` only rests on newer reads: the plan says the same. */
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
