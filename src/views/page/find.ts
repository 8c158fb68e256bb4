import { html, type Markup } from '../html.ts';
import { address, scrolled } from '../pager.ts';
import { type UserRow, usersTable } from './accounts.ts';
import type { Frame } from './frame.ts';

interface Found {
  /** Those called exactly so. */
  readonly exact: readonly UserRow[];
  /** Those whose e-mail, name or id has it in it. */
  readonly near: readonly UserRow[];
  readonly total: number;
}

/** Nobody, or more than one, is called so. */
export function findView(frame: Frame, what: string, { exact, near, total }: Found): Markup {
  const list = `${frame.base}/accounts`;
  if (what === '')
    return html`<p>Type the id or the whole e-mail of an account, or the id of a plan, a review, a record or a decision, into the field at the top.</p>`;
  if (exact.length > 1)
    return html`<p>${exact.length} accounts are called <strong>${what}</strong>. Which one is meant?</p>${scrolled('Accounts', usersTable(frame, exact))}`;
  if (near.length === 0)
    return html`<p class="box">Nothing is called <strong>${what}</strong>.</p><p><a href="${list}">All accounts</a></p>`;
  return html`<p class="box">Nothing is called exactly <strong>${what}</strong>. ${total === 1 ? 'One account has' : `${total} accounts have`} it in the e-mail, name or id:</p>
${scrolled('Accounts', usersTable(frame, near))}
${total > near.length ? html`<p><a href="${address(list, [['query', what]])}">All ${total}</a></p>` : null}`;
}
