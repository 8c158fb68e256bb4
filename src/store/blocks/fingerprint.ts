/**
 * 53 bits that tell values apart: enough to see that a row changed or that a key is new, cheap enough for a million of
 * them. Where two that are different must never count as one, somebody looks at the values themselves.
 */
export function fingerprint(values: readonly unknown[], from = 0, to = values.length): number {
  let a = 0x2545f491;
  let b = 0x9e3779b1;
  for (let at = from; at < to; at += 1) {
    const value = values[at];
    const text = typeof value === 'string' ? value : String(value);
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, 0x7feb352d);
      b = Math.imul(b ^ code, 0x2c1b3c6d);
      b ^= b >>> 15;
    }
    // No character has it: where a value ends, and whether it was text.
    const end = typeof value === 'string' ? 0x10001 : 0x10003;
    a = Math.imul(a ^ end ^ (a >>> 13), 0x846ca68b);
    b = Math.imul(b ^ end ^ (b >>> 16), 0x297a2d39);
  }
  a ^= a >>> 16;
  b ^= b >>> 15;
  return (a >>> 0) * 0x200000 + (b >>> 11);
}
