import { html, type Markup } from '../html.ts';

/** What went wrong and what to do about it, as a page says it. */
export function messageView({ what, next }: { readonly what: string; readonly next: string | null }): Markup {
  return html`<div class="box" role="alert"><p>${what}</p>${next === null ? null : html`<p><strong>Next:</strong> ${next}</p>`}</div>`;
}

/** Something that takes a while; the page that has it loads again by itself. */
export function progressView(what: string, { done, total }: { readonly done: number; readonly total: number }): Markup {
  return html`<p role="status">${what}${total === 0 ? '' : `: ${Math.min(99, Math.floor((100 * done) / total))} %`}. The page loads again by itself.</p>
<progress max="${Math.max(1, total)}" value="${done}" aria-label="Progress"></progress>`;
}
