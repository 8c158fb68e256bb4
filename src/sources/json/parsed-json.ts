import type { JsonValue } from './json-value.ts';

const DEPTH_MAX = 64;

/** What `JSON.parse` gave, as the values that readers take; null where it is nested deeper than any answer is. */
export function jsonValueOf(parsed: unknown, depth = 0): JsonValue {
  if (depth > DEPTH_MAX) return null;
  if (Array.isArray(parsed)) return parsed.map((element: unknown) => jsonValueOf(element, depth + 1));
  if (typeof parsed === 'object' && parsed !== null)
    return new Map(
      Object.entries(parsed).map(([key, value]: [string, unknown]) => [key, jsonValueOf(value, depth + 1)]),
    );
  return typeof parsed === 'string' || typeof parsed === 'number' || typeof parsed === 'boolean' ? parsed : null;
}
