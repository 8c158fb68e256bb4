import { type Content, html, type Markup } from './html.ts';

/** What a list is filtered by; an empty part does not filter. */
export type Query = Readonly<Record<string, string | null | undefined>>;

/** An address with a question. */
export function address(path: string, query: Query): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value);
  const text = asked.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The way to the next page of a list, and back to its first one. */
export function listPages(
  path: string,
  query: Query,
  { by, at, next }: { readonly by: string; readonly at: string | null; readonly next: string | null },
): Content {
  if (at === null && next === null) return null;
  return html`<nav class="pages" aria-label="Pages of this list">
${at === null ? null : html`<a href="${address(path, { ...query, [by]: null })}">First page</a>`}
${next === null ? null : html`<a href="${address(path, { ...query, [by]: next })}" rel="next">Next page</a>`}
</nav>`;
}

/** What narrows a list: sent by a GET, at once where there is a script. */
export function filterForm(path: string, fields: Content): Markup {
  return html`<form class="filter" method="get" action="${path}" data-filter>${fields}<button>Show</button></form>`;
}

/** A wide table that scrolls by itself on a narrow screen, by keys as well. */
export function scrolling(label: string, content: Content): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`;
}
