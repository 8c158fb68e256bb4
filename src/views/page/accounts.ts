import * as z from 'zod';
import { ACCOUNT_STATUSES } from '../../model/account.ts';
import { FINDINGS } from '../../model/finding.ts';
import { day, findingBadge } from '../finding-parts.ts';
import { type Choice, choiceField, choices, filterForm, textField } from '../form.ts';
import { html, type Markup } from '../html.ts';
import { type Asked, askedOnce, pager, scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';
import { warningsView } from './warnings.ts';
import { placeOfAccount } from './work-items.ts';

const userRow = z.looseObject({
  account_id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  app: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  status: z.string(),
  status_raw: z.string().optional(),
  finding: z.string(),
  situation: z.string().optional(),
  last_login_at: z.string().optional(),
  as_of: z.string().optional(),
  used_after_revocation: z.string().optional(),
  identity: z
    .looseObject({
      directory: z.string(),
      identity_id: z.string(),
      login: z.string().optional(),
      status: z.string(),
      entitlement: z.string(),
      leaves_on: z.string().optional(),
    })
    .optional(),
});
export type UserRow = z.infer<typeof userRow>;

/** What is shown of `list_clari_users`. */
export const usersShape = z.looseObject({
  users: z.array(userRow),
  total: z.number(),
  next_cursor: z.string().nullable(),
  warnings: z.array(z.string()),
});

/** The filters of the tool, by their names. */
export const ACCOUNTS_ASKED = ['status', 'finding', 'query', 'role', 'team', 'app', 'limit', 'cursor'] as const;

export function accountsView(
  frame: Frame,
  { users, total, next_cursor: next, warnings }: z.infer<typeof usersShape>,
  asked: Asked,
  apps: readonly Choice[],
): Markup {
  const path = `${frame.base}/accounts`;
  return html`<p>All accounts that the imported exports show, by e-mail. A status is as of the export, not of this moment.</p>
${warningsView(warnings)}
${filters(frame, path, asked, apps)}
${users.length === 0 ? html`<p class="box">No account matches. <a href="${path}">All accounts</a></p>` : scrolled('Accounts', usersTable(frame, users))}
${pager({ path, asked, shown: users.length, total, next })}`;
}

function filters(frame: Frame, path: string, asked: Asked, apps: readonly Choice[]): Markup {
  const of = (name: string) => ({ value: askedOnce(asked, name) });
  return filterForm(
    frame,
    path,
    'Filter the accounts',
    html`${textField('Part of an e-mail, name or account id', 'query', { ...of('query'), type: 'search' })}
${choiceField('Status', 'status', choices(ACCOUNT_STATUSES, 'any'), of('status'))}
${choiceField('Finding', 'finding', choices(FINDINGS, 'any'), of('finding'))}
${choiceField('Application', 'app', [['', 'all'], ...apps], of('app'))}
${textField('Role', 'role', of('role'))}
${textField('Team', 'team', of('team'))}
${choiceField('On a page', 'limit', choices(PAGE_SIZES), { value: askedOnce(asked, 'limit') || '50' })}`,
  );
}

/** How many a page may show. */
export const PAGE_SIZES = ['50', '100', '200'] as const;

/** Also where several accounts are meant by one name. */
export function usersTable({ base }: Frame, users: readonly UserRow[]): Markup {
  return table(
    'One account a line.',
    [
      {
        head: 'Account',
        cell: (row) =>
          html`<a href="${base}${placeOfAccount(row.account_id)}">${row.email ?? row.name ?? row.account_id}</a>${row.email === undefined || row.name === undefined ? null : html` ${row.name}`}<br><span class="id">${row.account_id}</span>`,
      },
      { head: 'Application', cell: (row) => row.app ?? '' },
      {
        head: 'Status',
        cell: (row) =>
          html`${row.status}${row.as_of === undefined ? null : html`<br><span class="dim">as of ${when(row.as_of)}</span>`}`,
      },
      { head: 'Finding', cell: (row) => findingBadge(row.finding) },
      { head: 'Role', cell: (row) => row.role ?? '' },
      { head: 'Team', cell: (row) => row.team ?? '' },
      { head: 'Last login', cell: (row) => day(row.last_login_at) },
      { head: 'Belongs to', cell: owner },
    ],
    users,
  );
}

function owner({ identity, situation }: UserRow): Markup | string {
  if (identity === undefined) return situation === undefined ? '' : plain(situation);
  const { directory, identity_id: id, login, status, entitlement, leaves_on: leaves } = identity;
  return html`${login ?? id} <span class="dim">in ${directory}</span><br>${status}, ${plain(entitlement)}${leaves === undefined ? null : `, leaves on ${leaves}`}`;
}
