import { createHash } from 'node:crypto';
import type { Markup } from './html.ts';

/** Our own style or script, unescaped: escaping would break it and its hash. */
export function verbatim(text: string): Markup {
  return { markup: text };
}

/** What a content policy says to allow exactly this style or script. */
export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
