import { ClariIdentityError } from '../model/errors.ts';
import { GENESIS_HASH } from './chain.ts';
import { type ChainVerdict, cutOff, misfit, missing, moved, notAnchored, notIntact, repeated } from './faults.ts';
import { readLink, statedLink } from './link.ts';

/** A head that somebody kept outside the ledger: only it can reveal a chain that was cut off or wholly rewritten. */
export interface ChainAnchor {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Verifies the chain in one pass and names the first fault. Entries come from a store or a file that somebody may have
 * changed. Without an anchor, a chain that was cut off at its end or wholly rewritten looks intact.
 */
export async function verifyChain(
  entries: Iterable<unknown> | AsyncIterable<unknown>,
  anchor?: ChainAnchor,
): Promise<ChainVerdict> {
  if (anchor !== undefined) checkAnchor(anchor);
  let count = 0;
  let headHash = GENESIS_HASH;
  let gap: number | null = null;
  let unfit: string | null = null;
  for await (const raw of entries) {
    const expected = count + 1;
    if (gap !== null) {
      // The rest only shows whether the missing entry was moved or is gone.
      if (statedLink(raw)?.sequence === gap) return moved(gap);
      continue;
    }
    // The entry after two that do not fit shows which of them was rewritten.
    if (unfit !== null) return misfit(expected, statedLink(raw)?.previousHash === unfit ? 'before' : 'itself');
    const link = readLink(raw);
    if (typeof link === 'string') return notIntact(expected, link);
    if (link.sequence < expected) return repeated(link.sequence);
    if (link.sequence > expected) {
      gap = expected;
      continue;
    }
    if (link.previousHash !== headHash) {
      if (expected === 1) return misfit(1, 'itself');
      unfit = link.hash;
      continue;
    }
    if (anchor?.sequence === expected && anchor.hash.toLowerCase() !== link.hash) return notAnchored(expected);
    count = expected;
    headHash = link.hash;
  }
  if (gap !== null) return missing(gap);
  if (unfit !== null) return misfit(count + 1, 'before');
  if (anchor !== undefined && count < anchor.sequence) return cutOff(count, anchor.sequence);
  return { ok: true, entries: count, headHash };
}

function checkAnchor(anchor: ChainAnchor): void {
  if (Number.isSafeInteger(anchor.sequence) && anchor.sequence >= 0 && /^[0-9a-f]{64}$/i.test(anchor.hash)) return;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    'The anchor is not a sequence number with a SHA-256 hash of 64 hexadecimal digits.',
    'Give the number and the hash exactly as they were noted when the anchor was taken.',
  );
}
