import * as z from 'zod';
import { ClariIdentityError } from '../model/errors.ts';
import { hashOfEntry } from './chain.ts';

// Only the fields that form the chain; the hash covers all others.
const shape = z.object({ sequence: z.int().positive(), previousHash: z.string(), hash: z.string() });

/** What an entry says of its own place in the chain. */
export type Link = z.infer<typeof shape>;

/** The place that a value states, true or not; null if it is no entry. */
export function statedLink(raw: unknown): Link | null {
  const parsed = shape.safeParse(raw);
  return parsed.success ? parsed.data : null;
}

/** As `statedLink`, after checking that the content has the stated hash. */
export function readLink(raw: unknown): Link | 'malformed' | 'changed' {
  const link = statedLink(raw);
  if (link === null || typeof raw !== 'object' || raw === null) return 'malformed';
  try {
    // Hashes the raw entry: a parsed one would lose added fields.
    return hashOfEntry(raw) === link.hash ? link : 'changed';
  } catch (cause) {
    if (cause instanceof ClariIdentityError) return 'malformed';
    throw cause;
  }
}
