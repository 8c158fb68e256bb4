import { html } from '../html.ts';
import { hashOf, verbatim } from '../inline.ts';
import { PAGE_STYLE } from '../page/style.ts';
import { STYLE } from '../style.ts';
import { HOST_SCRIPT } from './script.ts';
import { HOST_STYLE } from './style.ts';

const ALL_STYLE = `${STYLE}${PAGE_STYLE}${HOST_STYLE}`;

/**
 * The document of a view: one file without any data, that asks the server through its host for what to show. Its own
 * policy is narrower than that of hosts: no request, and no script but ours, whatever is put into it.
 */
export function hostShell(title: string, version: string): string {
  const policy = `default-src 'none'; style-src ${hashOf(ALL_STYLE)}; script-src ${hashOf(HOST_SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${verbatim(ALL_STYLE)}</style>
</head>
<body data-version="${version}">
<div id="bar"><button type="button" id="wide" hidden>Full screen</button></div>
<p id="said" class="box" role="alert" hidden></p>
<p id="anew" hidden><button type="button">Begin again</button></p>
<p id="heard" class="visually-hidden" role="status"></p>
<div id="shown"><main><h1>${title}</h1><p role="status">Waiting for the result…</p></main></div>
<script>${verbatim(HOST_SCRIPT)}</script>
</body>
</html>
`.markup;
}
