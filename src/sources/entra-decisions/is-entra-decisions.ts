import type { FileInput } from '../source.ts';

const HEAD_BYTES = 65_536;
const OPENS = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*[[{]/;
/** Keys that stand together in nothing else that is imported. */
const KEYS = ['accessReviewId', 'decision', 'principal'];

/** Whether a file begins like the decisions of a Microsoft Entra access review. It reads the beginning alone. */
export async function isEntraDecisions(input: FileInput): Promise<boolean> {
  for await (const bytes of input.open()) {
    // Without its zero bytes, UTF-16 shows the same names: PowerShell writes files so.
    const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1').replaceAll('\0', '');
    return OPENS.test(head) && hasEntraKeys((key) => head.includes(`"${key}"`));
  }
  return false;
}

export function hasEntraKeys(has: (key: string) => boolean): boolean {
  return KEYS.every(has);
}
