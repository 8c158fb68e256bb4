import { buttons, postForm } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Frame } from './frame.ts';
import { messageView, progressView } from './message.ts';

/** A decision as a person sees it before and after they made it. */
export type DecisionShown =
  | {
      readonly kind: 'asks';
      readonly message: string;
      readonly statement: string;
      readonly ticket: string;
      readonly changed: boolean;
      /** Why it will be shown and decide nothing; null: it counts. */
      readonly below: string | null;
      /** What has to be typed; null: a person who signed in need not type. */
      readonly phrase: string | null;
      /** Whether what was typed before was something else. */
      readonly mistyped: boolean;
    }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly text: string; readonly links: readonly Link[] }
  | { readonly kind: 'refused'; readonly what: string; readonly next: string | null }
  | { readonly kind: 'declined' };

export interface Link {
  readonly path: string;
  readonly name: string;
}

export interface DecisionHead {
  readonly id: string;
  /** Of the tool: what is being decided. */
  readonly title: string;
  /** Who prepared it, in words. */
  readonly preparedBy: string;
}

/** What waits for the person who looks. */
export function decisionsView({ base }: Frame, waiting: readonly DecisionHead[]): Markup {
  if (waiting.length === 0) return html`<p>Nothing that you or an assistant prepared waits for your answer.</p>`;
  return html`<p>Prepared, and waiting for your answer. Nothing of it is recorded yet.</p>
<ul>${waiting.map(({ id, title, preparedBy }) => html`<li><a href="${base}/decisions/${id}">${title}</a> <span class="dim">${preparedBy}</span></li>`)}</ul>`;
}

export function decisionView(frame: Frame, head: DecisionHead, shown: DecisionShown): Markup {
  return html`<p class="dim">${head.preparedBy}</p>
${body(frame, head, shown)}
<p><a href="${frame.base}${frame.roles.includes('viewer') ? '/work' : '/reviews'}">What else waits</a></p>`;
}

function body(frame: Frame, head: DecisionHead, shown: DecisionShown): Content {
  switch (shown.kind) {
    case 'asks':
      return question(frame, head, shown);
    case 'running':
      return progressView('This is being carried out', shown);
    case 'done':
      return html`<p class="box" role="status"><strong>Done.</strong></p>
<pre>${shown.text}</pre>
${shown.links.length === 0 ? null : html`<ul>${shown.links.map(({ path, name }) => html`<li><a href="${frame.base}${path}">${name}</a></li>`)}</ul>`}`;
    case 'refused':
      return messageView(shown);
    case 'declined':
      return html`<p class="box" role="status">It was declined. Nothing was recorded.</p>`;
    default:
      return shown satisfies never;
  }
}

function question(
  frame: Frame,
  { id }: DecisionHead,
  { message, statement, ticket, changed, below, phrase, mistyped }: Extract<DecisionShown, { readonly kind: 'asks' }>,
): Markup {
  return html`${changed ? html`<p class="box" role="alert">What you agreed to is not what would be recorded now: the facts changed meanwhile. Nothing was recorded. This is what it is now:</p>` : null}
${mistyped ? html`<p class="box" role="alert">What was typed is not the phrase below. Nothing was recorded.</p>` : null}
${below === null ? null : html`<p class="box"><strong>It would decide nothing.</strong> ${below}</p>`}
<pre>${message}</pre>
${postForm(
  frame,
  `/decisions/${id}`,
  { ticket },
  html`<p>${statement}.</p>
${phrase === null ? null : html`<label>To confirm, type <code>${phrase}</code> <input type="text" name="phrase" autocomplete="off" autocapitalize="off" spellcheck="false"></label>`}
${buttons(html`<button class="go" name="answer" value="yes">Confirm</button><button name="answer" value="no">Decline</button>`)}`,
)}`;
}
