import { type Content, html, type Markup } from './html.ts';

/** What a list was asked for, as its address has it: names may repeat. */
export type Asked = readonly (readonly [string, string])[];

/** An address with what is asked of it; empty values ask nothing. */
export function address(path: string, asked: Asked): string {
  const search = new URLSearchParams();
  for (const [name, value] of asked) if (value !== '') search.append(name, value);
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function askedOnce(asked: Asked, name: string): string {
  return asked.find(([one]) => one === name)?.[1] ?? '';
}

export function askedAll(asked: Asked, name: string): readonly string[] {
  return asked.filter(([one]) => one === name).map(([, value]) => value);
}

interface Page {
  readonly path: string;
  readonly asked: Asked;
  readonly shown: number;
  readonly total: number;
  readonly next: string | null;
}

/** How many are shown of how many, and the ways to the others. */
export function pager({ path, asked, shown, total, next }: Page): Content {
  const rest = asked.filter(([name]) => name !== 'cursor');
  const isFirst = rest.length === asked.length;
  return html`<p>${shown} of ${total} shown${isFirst ? null : ', after an earlier page'}.</p>
${isFirst && next === null ? null : html`<nav class="pages" aria-label="Pages">${isFirst ? null : html`<a href="${address(path, rest)}">First page</a>`}${next === null ? null : html`<a rel="next" href="${address(path, [...rest, ['cursor', next]])}">Next page</a>`}</nav>`}`;
}

/** A wide table that scrolls by itself, also with the keyboard. */
export function scrolled(label: string, body: Content): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${body}</div>`;
}
