import { html, type Markup } from '../html.ts';

/** For a form that came when the sign-in was over. */
export function renewView(link: string): Markup {
  return html`<div class="box" role="alert"><p>Your sign-in has to be renewed. Nothing was done.</p>
<p><a href="${link}">Sign in and go back to where you were</a>, then send it again.</p></div>`;
}

/** For somebody whom the organisation knows, and who may see nothing here. */
export function noRoleView({
  name,
  exit,
  formToken,
}: {
  readonly name: string;
  readonly exit: string;
  readonly formToken: string;
}): Markup {
  return html`<div class="box" role="alert"><p>You are signed in as <strong>${name}</strong>, and have none of the roles that this server knows: viewer, operator, approver, reviewer. Nothing was done.</p>
<p><strong>Next:</strong> Ask whoever administers this server for the role that you need. It counts here within five minutes.</p></div>
<form method="post" action="${exit}"><input type="hidden" name="form_token" value="${formToken}"><button>Sign out</button></form>`;
}

/** `issuer`: where the sign-in itself is ended; null: the issuer has no such place. */
export function signedOutView(back: string, issuer: string | null): Markup {
  return html`<p class="box" role="status">You are signed out of this page.</p>
${issuer === null ? null : html`<p><a href="${issuer}">Sign out at your organisation too</a>: the browser goes there by itself.</p>`}
<p><a href="${back}">Sign in again</a></p>`;
}
