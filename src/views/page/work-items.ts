import * as z from 'zod';
import { type Content, html } from '../html.ts';
import { plain, when } from '../words.ts';

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

/** Where an item is done, below the base; null: the page has no place for it. */
export function placeOfItem({ id, kind, account_id: account }: WorkItemShown): string | null {
  switch (kind) {
    case 'plan':
    case 'step':
      return `/plans/${encodeURIComponent(id.split('/')[0] ?? id)}`;
    case 'review':
      return `/reviews/${encodeURIComponent(id)}`;
    case 'held_read':
      return '/reads';
    case 'link':
    case 'finding':
      return `/accounts/${encodeURIComponent(account ?? id)}`;
    default:
      return account === undefined ? null : `/accounts/${encodeURIComponent(account)}`;
  }
}

/** Items as a list: what, where it stands, what it waits for. */
export function workList(base: string, items: readonly WorkItemShown[]): Content {
  return html`<ul>${items.map((one) => {
    const place = placeOfItem(one);
    const title = html`${one.title} <span class="dim">(${plain(one.kind)} <span class="id">${one.id}</span>)</span>`;
    return html`<li>${place === null ? title : html`<a href="${base}${place}">${title}</a>`}: <strong>${plain(one.state)}</strong>. ${one.waits_for}${one.due_at === undefined ? null : ` Due ${when(one.due_at)}${one.deadline === undefined ? '' : ` (${one.deadline})`}.`}</li>`;
  })}</ul>`;
}
