import { html, type Markup } from '../html.ts';

/** What went wrong and what to do about it, as a page says it. */
export function messageView({ what, next }: { readonly what: string; readonly next: string | null }): Markup {
  return html`<div class="box" role="alert"><p>${what}</p>${next === null ? null : html`<p><strong>Next:</strong> ${next}</p>`}</div>`;
}
