import { canonicalJson } from '../../ledger/canonical.ts';
import type { Json } from '../../model/ledger.ts';
import type { Fields } from './replay.ts';

/** The names under which two say something else. What is left out says the same as null. */
export function differences(told: Fields, stated: Fields): readonly string[] {
  return [...new Set([...Object.keys(told), ...Object.keys(stated)])].filter(
    (name) => !says(name, told[name] ?? null, stated[name] ?? null),
  );
}

/** The same for as much as both of them have. */
export function contradictions(told: Fields, stated: Fields): readonly string[] {
  return Object.keys(told).filter((name) => name in stated && !says(name, told[name] ?? null, stated[name] ?? null));
}

/** Earlier versions looked at the clock for these, and a moment later once more for the entry. */
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

/** Whether it is the moment of an entry, or one shortly before. */
export function isMomentOf(told: Json, entered: Json): boolean {
  if (typeof told !== 'string' || typeof entered !== 'string') return told === entered;
  const before = Date.parse(entered) - Date.parse(told);
  return before >= 0 && before <= BEFORE_MS;
}

function says(name: string, told: Json, stated: Json): boolean {
  if (told !== stated && MOMENTS.has(name)) return isMomentOf(told, stated);
  return told === stated || (isDocument(told) && isDocument(stated) && canonicalJson(told) === canonicalJson(stated));
}

function isDocument(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}
