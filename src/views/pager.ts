import { type Content, html, type Markup } from './html.ts';

/** What a list was asked for, as its address has it: names may repeat. */
export type Asked = readonly (readonly [string, string])[];

/** An address with what is asked of it; empty values ask nothing. */
export function address(path: string, asked: readonly (readonly [string, string | null | undefined])[]): string {
  const search = new URLSearchParams();
  for (const [name, value] of asked) if (value) search.append(name, value);
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function askedOnce(asked: Asked, name: string): string {
  return asked.find(([one]) => one === name)?.[1] ?? '';
}

export function askedAll(asked: Asked, name: string): readonly string[] {
  return asked.filter(([one]) => one === name).map(([, value]) => value);
}

/** All that is asked but one name. */
export function askedBut(asked: Asked, name: string): Asked {
  return asked.filter(([one]) => one !== name);
}

interface Page {
  readonly path: string;
  readonly asked: Asked;
  readonly shown: number;
  /** Null: not known. */
  readonly total: number | null;
  readonly next: string | null;
  /** What of the address says where a page begins. */
  readonly by?: 'cursor' | 'skip';
}

/** How many are shown of how many, and the ways to the others. */
export function pager({ path, asked, shown, total, next, by = 'cursor' }: Page): Content {
  const rest = askedBut(asked, by);
  const isFirst = askedOnce(asked, by) === '';
  return html`<p class="shown">${shown}${total === null ? null : ` of ${total}`} shown${isFirst ? null : ', after an earlier page'}.</p>
${isFirst && next === null ? null : html`<nav class="pages" aria-label="Pages">${isFirst ? null : html`<a href="${address(path, rest)}">First page</a>`}${next === null ? null : html`<a rel="next" href="${address(path, [...rest, [by, next]])}">Next page</a>`}</nav>`}`;
}

/** A wide table that scrolls by itself, also with the keyboard. */
export function scrolled(label: string, body: Content): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${body}</div>`;
}
