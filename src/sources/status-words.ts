import { headerKey } from './header.ts';
import { visible } from './text.ts';

/** A status cell as it is compared: lower-case, single spaces for `_`, `-` and white space. */
export function statusWord(raw: string): string {
  return visible(raw)
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

const OPPOSITE = /inactive|deactivat|disabled|suspended|blocked|blockcredential|deleted|terminated|notactive/;
const YES = new Set(['true', 'yes', '1']);
const NO = new Set(['false', 'no', '0']);

/** Whether a header asks the opposite of "is it active?", as `Disabled` or `Block credential` do. */
export function asksOpposite(header: string): boolean {
  return OPPOSITE.test(headerKey(header));
}

/** What `yes` or `no` under an opposite header says of being active; null for every other word, which is not turned round. */
export function oppositeFlag(word: string): boolean | null {
  if (YES.has(word)) return false;
  return NO.has(word) ? true : null;
}
