/**
 * Hashes a text to 53 bits: enough that among millions of keys no two collide by chance. It gives no protection against
 * intent.
 */
export function textHash(text: string, seed: number): number {
  let low = 0xdeadbeef ^ seed;
  let high = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  return finished(low, high);
}

/** Hashes two hashes regardless of their order, so that a swapped name gets the same key. */
export function pairHash(a: number, b: number, seed: number): number {
  const small = Math.min(a, b);
  const big = Math.max(a, b);
  let low = Math.imul(seed ^ (small % TWO_32), 2654435761);
  let high = Math.imul(seed ^ Math.floor(small / TWO_32), 1597334677);
  low = Math.imul(low ^ (low >>> 15) ^ (big % TWO_32), 2246822507);
  high = Math.imul(high ^ (high >>> 13) ^ Math.floor(big / TWO_32), 3266489909);
  return finished(low, high);
}

const TWO_32 = 0x1_0000_0000;

function finished(low: number, high: number): number {
  let a = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  let b = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  a ^= Math.imul(b ^ (b >>> 15), 668265263);
  b ^= Math.imul(a ^ (a >>> 15), 374761393);
  return TWO_32 * (b & 0x1fffff) + (a >>> 0);
}
