import { createHash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../../ledger/canonical.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';

const shape = z.object({ g: z.number(), q: z.string(), k: z.array(z.string()) });

/** Encodes where a page ended, with the content version of judgements and the question. */
export function writeCursor(contentVersion: number, question: Json, key: readonly string[]): string {
  return Buffer.from(JSON.stringify({ g: contentVersion, q: digest(question), k: key })).toString('base64url');
}

/**
 * Decodes the page key to continue after.
 * @throws ERR_CURSOR_STALE if judgements changed between two pages, because the list would have silent gaps;
 * ERR_CURSOR_INVALID if it is not ours or belongs to another question.
 */
export function readCursor(cursor: string, contentVersion: number, question: Json): readonly string[] {
  const parsed = shape.safeParse(decode(cursor));
  if (!parsed.success || parsed.data.q !== digest(question)) {
    throw new ClariIdentityError(
      'ERR_CURSOR_INVALID',
      'The cursor does not belong to this question.',
      'Repeat the call with the same arguments as the page before, or without `cursor` to start again.',
    );
  }
  if (parsed.data.g !== contentVersion) {
    throw new ClariIdentityError(
      'ERR_CURSOR_STALE',
      'The findings changed between two pages: something was imported, recorded or decided, or a deadline passed.',
      'Call again without `cursor` and read the list from its start.',
    );
  }
  return parsed.data.k;
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function digest(question: Json): string {
  return createHash('sha256').update(canonicalJson(question)).digest('base64url').slice(0, 12);
}
