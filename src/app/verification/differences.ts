import { canonicalJson } from '../../ledger/canonical.ts';
import type { Json } from '../../model/ledger.ts';
import type { Fields } from './replay.ts';

/** The names of fields whose values differ. A missing field equals null. */
export function differences(stored: Fields, stated: Fields): readonly string[] {
  return [...new Set([...Object.keys(stored), ...Object.keys(stated)])].filter(
    (name) => !says(stored[name] ?? null, stated[name] ?? null),
  );
}

/** As `differences`, for fields that both sides have. */
export function contradictions(stored: Fields, stated: Fields): readonly string[] {
  return Object.keys(stored).filter((name) => name in stated && !says(stored[name] ?? null, stated[name] ?? null));
}

function says(stored: Json, stated: Json): boolean {
  return (
    stored === stated || (isDocument(stored) && isDocument(stated) && canonicalJson(stored) === canonicalJson(stated))
  );
}

function isDocument(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}
