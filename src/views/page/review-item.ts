import { facts } from '../facts.ts';
import { evidenceList, findingBadge } from '../finding-parts.ts';
import { areaField, choiceField, type Fixed, textField } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';
import type { ItemShown } from './review-shape.ts';
import { placeOfAccount } from './work-items.ts';

const DECISIONS = [
  ['', 'not decided now'],
  ['keep', 'keep access'],
  ['revoke', 'revoke access'],
  ['change_role', 'change the role'],
  ['not_mine', 'not mine: hand it on'],
] as const;

const WORDS = new Map<string, string>(DECISIONS);

/** Why nobody, or only the fallback, reviews it. */
const GAPS: Readonly<Record<string, string>> = {
  no_owner: 'no person is known to own the account',
  no_manager: 'the directory names no manager',
  manager_unknown: 'the manager whom the directory names is not known',
  manager_is_leaver: 'the manager has left',
  own_account: 'the reviewer would decide on their own account',
  no_second_reviewer: 'nobody decides on this privileged role beside the reviewer',
  reviewer_left: 'a reviewer has left since it was opened',
};

/** One account that the review asks about, and the fields by which it is decided. */
export function itemView(frame: Frame, app: string, one: ItemShown, decides: boolean): Markup {
  const ordinal = ordinalOf(one);
  const who = one.email ?? one.account_id;
  return html`<fieldset class="item"><legend>${ordinal}. ${who}${one.name === undefined ? '' : ` (${one.name})`}</legend>
<p>${one.privileged ? html`<strong class="ask">Privileged role: two people have to agree.</strong> ` : null}<strong>${plain(one.standing)}</strong>${one.decision === undefined ? null : `: ${WORDS.get(one.decision) ?? plain(one.decision)}`}</p>
${one.news.length === 0 ? null : html`<div class="box"><p>This is another now than when the review was opened:</p><ul>${one.news.map((news) => html`<li>${news}</li>`)}</ul></div>`}
${facts([
  ['Account', accountOf(frame, app, one)],
  ['Role', one.role ?? 'not known'],
  ['Team', one.team ?? 'not known'],
  ['Found as', html`${findingBadge(one.finding)}: ${one.why}`],
  ['Last used', one.last_used_at === undefined ? 'not known' : when(one.last_used_at)],
  [
    'Since the last review',
    one.changed.length === 0 ? 'nothing changed' : one.changed.map((what) => changeText(one, what)).join('; '),
  ],
  ['Decided by', `${one.reviewer ?? 'nobody'}${one.privileged ? ` and ${one.second ?? 'no second person'}` : ''}`],
  ['Gaps', one.gaps.length === 0 ? null : one.gaps.map((gap) => GAPS[gap] ?? plain(gap)).join('; ')],
  [
    'Said so far',
    one.decided.length === 0 ? null : html`<ul>${one.decided.map((said) => html`<li>${said}</li>`)}</ul>`,
  ],
  ['Plan', planOf(frame, one)],
])}
<p class="dim">Suggestion, which decides nothing: ${one.suggestion.decision === undefined ? 'none' : (WORDS.get(one.suggestion.decision) ?? one.suggestion.decision)}. ${one.suggestion.why}</p>
${one.evidence.length === 0 ? null : html`<details><summary>Evidence when it was opened<span class="visually-hidden"> for ${who}</span></summary>${evidenceList(one.evidence)}</details>`}
${decides ? fields(ordinal) : null}</fieldset>`;
}

function changeText({ before }: ItemShown, what: string): string {
  const was = before[what];
  return `${plain(what)}${was === undefined ? '' : `, before: ${was}`}`;
}

function accountOf({ base, roles }: Frame, app: string, { account_id }: ItemShown): Markup {
  const id = html`<span class="id">${account_id}</span>`;
  // Whoever only reviews may not look at accounts beyond what the review shows.
  if (!roles.includes('viewer')) return id;
  return html`<a href="${base}${placeOfAccount(account_id, app)}">${id}</a>`;
}

function planOf({ base, roles }: Frame, { plan_id }: ItemShown): Content {
  if (plan_id === undefined) return null;
  if (!roles.includes('viewer')) return plan_id;
  return html`<a href="${base}/plans/${encodeURIComponent(plan_id)}">${plan_id}</a>`;
}

/** What a form with these items fixes: which item each row decides. */
export function rowsOf(items: readonly ItemShown[]): Fixed {
  return Object.fromEntries(items.map((one) => [`items.${ordinalOf(one)}.item_id~row`, one.item_id]));
}

function ordinalOf({ item_id }: ItemShown): string {
  return item_id.split('@', 1)[0] ?? '';
}

/** Nothing is preset: a row without a decision is not sent. */
function fields(ordinal: string): Markup {
  const of = (name: string) => `items.${ordinal}.${name}`;
  return html`<div class="fields">
${choiceField('Decision', of('decision'), DECISIONS)}
${areaField('Why', of('rationale'), { hint: 'needed to revoke, and to keep against the finding' })}
${textField('New role', of('role'), { longest: 256, hint: 'only to change it' })}
${textField('Who decides instead', of('to'), { longest: 320, hint: 'e-mail, only to hand it on' })}
</div>`;
}
