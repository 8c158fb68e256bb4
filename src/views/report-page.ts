import { FILTER_SCRIPT } from './filter-script.ts';
import { GROUP_SCRIPT } from './group-script.ts';
import { type Content, html } from './html.ts';
import { hashOf, verbatim } from './inline.ts';
import { SORT_SCRIPT } from './sort-script.ts';
import { STYLE } from './style.ts';
import { UNFOLD_SCRIPT } from './unfold-script.ts';

/** Groups listen before the filter speaks for the first time. */
const SCRIPT = `${SORT_SCRIPT}${GROUP_SCRIPT}${UNFOLD_SCRIPT}${FILTER_SCRIPT}`;

/**
 * Builds one self-contained document. Its content policy forbids every request and every script but ours, whatever a
 * cell holds.
 */
export function page(title: string, body: Content): string {
  const policy = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`.markup;
}
