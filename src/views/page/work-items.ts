import * as z from 'zod';
import { deadline } from '../finding-parts.ts';
import { type Content, html } from '../html.ts';
import { address } from '../pager.ts';
import { plain } from '../words.ts';

/** What is shown of an item of `list_work`. */
export const workItem = z.looseObject({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  account_id: z.string().optional(),
  app: z.string().optional(),
  email: z.string().optional(),
  title: z.string(),
  waits_for: z.string(),
  due_at: z.string().optional(),
  deadline: z.string().optional(),
});
export type WorkItemShown = z.infer<typeof workItem>;

/** The page of an account, below the base. An id alone may be one of several applications. */
export function placeOfAccount(accountId: string, app?: string): string {
  return address(`/accounts/${encodeURIComponent(accountId)}`, [['app', app]]);
}

/** Where an item is done, below the base; null: the page has no place for it. */
export function placeOfItem({ id, kind, account_id: account, app }: WorkItemShown): string | null {
  const [plan = '', step] = id.split('/');
  switch (kind) {
    case 'plan':
      return `/plans/${encodeURIComponent(id)}`;
    case 'step':
      return `${address(`/plans/${encodeURIComponent(plan)}`, [['step', step]])}#step`;
    case 'review':
      return `/reviews/${encodeURIComponent(id)}`;
    case 'held_read':
      return '/reads';
    case 'link':
    case 'finding':
      return placeOfAccount(account ?? id, app);
    default:
      return account === undefined ? null : placeOfAccount(account, app);
  }
}

/** Its title, leading to where it is done. */
export function itemLink(base: string, item: WorkItemShown): Content {
  const place = placeOfItem(item);
  return place === null ? item.title : html`<a href="${base}${place}">${item.title}</a>`;
}

/** Items as a list: what, where it stands, what it waits for. */
export function workList(base: string, items: readonly WorkItemShown[]): Content {
  return html`<ul>${items.map((one) => html`<li>${itemLink(base, one)} <span class="dim">(${plain(one.kind)} <span class="id">${one.id}</span>)</span>: <strong>${plain(one.state)}</strong>. ${one.waits_for}${one.due_at === undefined ? null : html` Due ${deadline(one.deadline, one.due_at)}.`}</li>`)}</ul>`;
}
