import { type Content, html } from '../html.ts';

/** What an answer is not to be read without. */
export function warningsView(warnings: readonly string[]): Content {
  if (warnings.length === 0) return null;
  return html`<div class="box"><p><strong>Mind:</strong></p><ul>${warnings.map((one) => html`<li>${one}</li>`)}</ul></div>`;
}
