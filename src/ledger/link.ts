import * as z from 'zod';
import { ClariIdentityError } from '../model/errors.ts';
import { hashOfEntry } from './chain.ts';

// Only what the chain itself rests on: everything else is covered by the hash.
const shape = z.object({ sequence: z.int().positive(), previousHash: z.string(), hash: z.string() });

/** What an entry says of its own place in the chain. */
export type Link = z.infer<typeof shape>;

/** What something that may be an entry says of its place, true or not; null: it is not an entry. */
export function statedLink(raw: unknown): Link | null {
  const parsed = shape.safeParse(raw);
  return parsed.success ? parsed.data : null;
}

/** The same, once its content was found to have the hash it bears. */
export function readLink(raw: unknown): Link | 'malformed' | 'changed' {
  const link = statedLink(raw);
  if (link === null || typeof raw !== 'object' || raw === null) return 'malformed';
  try {
    // Of the raw entry: a parsed one has lost the fields that somebody added.
    return hashOfEntry(raw) === link.hash ? link : 'changed';
  } catch (cause) {
    if (cause instanceof ClariIdentityError) return 'malformed';
    throw cause;
  }
}
