import { canonicalJson } from '../../ledger/canonical.ts';
import type { Json } from '../../model/ledger.ts';
import type { Fields } from './replay.ts';

/** The names under which two say something else. What is left out says the same as null. */
export function differences(told: Fields, stated: Fields): readonly string[] {
  return [...new Set([...Object.keys(told), ...Object.keys(stated)])].filter(
    (name) => !says(told[name] ?? null, stated[name] ?? null),
  );
}

/** The same for as much as both of them have. */
export function contradictions(told: Fields, stated: Fields): readonly string[] {
  return Object.keys(told).filter((name) => name in stated && !says(told[name] ?? null, stated[name] ?? null));
}

function says(told: Json, stated: Json): boolean {
  return told === stated || (isDocument(told) && isDocument(stated) && canonicalJson(told) === canonicalJson(stated));
}

function isDocument(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}
