import { canonicalJson } from '../../ledger/canonical.ts';
import type { Json } from '../../model/ledger.ts';
import type { Fields } from './stated-entry.ts';

/** The names of fields whose values differ. A missing field equals null. */
export function differences(stored: Fields, stated: Fields): readonly string[] {
  return [...new Set([...Object.keys(stored), ...Object.keys(stated)])].filter(
    (name) => !says(name, stored[name] ?? null, stated[name] ?? null),
  );
}

/** As `differences`, for fields that both sides have. */
export function contradictions(stored: Fields, stated: Fields): readonly string[] {
  return Object.keys(stored).filter(
    (name) => name in stated && !says(name, stored[name] ?? null, stated[name] ?? null),
  );
}

/** Earlier versions read the clock for these fields, and a moment later again for the ledger entry. */
const MOMENTS: ReadonlySet<string> = new Set([
  'recordedAt',
  'decidedAt',
  'at',
  'recorded_at',
  'decided_at',
  'approved_at',
  'cancelled_at',
]);
const BEFORE_MS = 600_000;

/** Whether a stored time is that of its ledger entry, or at most ten minutes earlier. */
export function isMomentOf(stored: Json, entered: Json): boolean {
  if (typeof stored !== 'string' || typeof entered !== 'string') return stored === entered;
  const before = Date.parse(entered) - Date.parse(stored);
  return before >= 0 && before <= BEFORE_MS;
}

function says(name: string, stored: Json, stated: Json): boolean {
  if (stored !== stated && MOMENTS.has(name)) return isMomentOf(stored, stated);
  // Lists and objects in canonical form; of plain values it would only be slow.
  return (
    stored === stated || (isComposite(stored) && isComposite(stated) && canonicalJson(stored) === canonicalJson(stated))
  );
}

function isComposite(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}
