import { visible } from './visible.ts';

/** A status cell as it is compared: lower-case, single spaces for `_`, `-` and white space. */
export function statusWord(raw: string): string {
  return visible(raw)
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
