import { type FormFrame, postForm } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { hashOf, verbatim } from '../inline.ts';
import { STYLE } from '../style.ts';
import { PAGE_SCRIPT } from './script.ts';
import { PAGE_STYLE } from './style.ts';

/** What is the same on all pages of one visit. */
export interface Frame extends FormFrame {
  /** Before every address on the page: empty, or `/` and the secret part of a page on loopback. */
  readonly base: string;
  /** In a browser, or in a view of somebody's MCP host. */
  readonly place: 'page' | 'host';
  /** How the person is named; null: nobody has come in. */
  readonly who: string | null;
  readonly roles: readonly string[];
  /** How well it is known that they are here, in words. */
  readonly attests: string;
  /** Where they leave; null: nowhere. */
  readonly exit: string | null;
  readonly version: string;
  readonly readOnly: boolean;
}

const ALL_STYLE = `${STYLE}${PAGE_STYLE}`;

/** The hashes by which the policy of the page allows exactly our style and script. */
export const STYLE_HASH = hashOf(ALL_STYLE);
export const SCRIPT_HASH = hashOf(PAGE_SCRIPT);

const PLACES: readonly (readonly [string, string])[] = [
  ['/', 'Overview'],
  ['/findings', 'Findings'],
  ['/accounts', 'Accounts'],
  ['/work', 'Work'],
  ['/decisions', 'Decisions'],
  ['/reviews', 'Reviews'],
  ['/reads', 'Reads'],
];

interface Head {
  readonly title: string;
  /** The place in the menu that it belongs to. */
  readonly at?: string | null;
  /** Seconds until it loads again, or what a browser does instead. */
  readonly refresh?: number | string | null;
}

/** One page, complete without its script; in a view of a host, what stands between its own head and script. */
export function framed(frame: Frame, head: Head, body: Content): string {
  return frame.place === 'host' ? inHost(frame, head, body) : document(frame, head, body);
}

function inHost(frame: Frame, { title, at = null, refresh = null }: Head, body: Content): string {
  return html`<header>${menu(frame, at)}${search(frame)}</header>
<main id="content"${typeof refresh === 'number' ? html` data-refresh="${refresh}"` : null}>
<h1 tabindex="-1">${title}</h1>
${body}
</main>
<footer class="dim">${frame.who} (${frame.roles.join(', ')}). What you send here counts as ${frame.attests}.</footer>`
    .markup;
}

function document(frame: Frame, { title, at = null, refresh = null }: Head, body: Content): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
${refresh === null ? null : html`<meta http-equiv="refresh" content="${refresh}">`}
<title>${title} – Clari identity</title>
<style>${verbatim(ALL_STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
${frame.who === null ? null : menu(frame, at)}
${search(frame)}
${who(frame)}
</header>
<main id="content">
<h1>${title}</h1>
${body}
</main>
<footer class="dim">clari-identity-mcp ${frame.version}, unofficial. It changes nothing in Clari, Okta or Entra ID: people do.</footer>
<script>${verbatim(PAGE_SCRIPT)}</script>
</body>
</html>
`.markup;
}

function menu(frame: Frame, at: string | null): Markup {
  return html`<nav aria-label="Places"><ul>${placesOf(frame).map(([path, name]) => html`<li><a href="${frame.base}${path}"${at === path ? CURRENT : null}>${name}</a></li>`)}</ul></nav>`;
}

/** Whoever has nothing but the role of a reviewer is shown the places that have something for them. */
function placesOf({ roles, place }: Frame): typeof PLACES {
  const all = place === 'page' ? PLACES : PLACES.filter(([path]) => path !== OF_FILES);
  return roles.includes('viewer') ? all : all.filter(([path]) => OF_REVIEWERS.includes(path));
}

/** Files are brought in a browser only. */
const OF_FILES = '/reads';

const OF_REVIEWERS = ['/reviews', '/decisions'];

const CURRENT: Markup = { markup: ' aria-current="page"' };

/** For those who may look at everything. */
function search({ base, who: name, roles }: Frame): Content {
  if (name === null || !roles.includes('viewer')) return null;
  return html`<form method="get" action="${base}/find" class="find" role="search" aria-label="Find"><label><span class="visually-hidden">Account, e-mail, plan, review or record</span><input type="search" name="what" placeholder="Account, e-mail or id"></label><button>Find</button></form>`;
}

function who(frame: Frame): Content {
  const { who: name, roles, attests, exit, readOnly } = frame;
  if (name === null) return null;
  return html`<div class="who">
<span><strong>${name}</strong> (${roles.join(', ')})${readOnly ? ', this server only reads' : ''}<br><span class="dim">What you send here counts as ${attests}.</span></span>
${exit === null ? null : postForm(frame, exit, {}, html`<button>Leave</button>`, { className: '' })}
</div>`;
}
