import { type Content, html, type Markup } from './html.ts';

/** What every form of one visit needs. */
export interface FormFrame {
  readonly base: string;
  readonly formToken: string;
}

const CHECKED: Markup = html` checked`;
const SELECTED: Markup = html` selected`;
const REQUIRED: Markup = html` required`;

/** `value` and what a reader sees of it. */
export type Choice = readonly [value: string, name: string];

export function hidden(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/** A form whose answer shows what it would do; nothing is recorded by sending it. */
export function deciding(
  { base, formToken }: FormFrame,
  tool: string,
  fixed: Readonly<Record<string, string>>,
  body: Content,
): Markup {
  return html`<form method="post" action="${base}/decisions" class="act">
${hidden('form_token', formToken)}${hidden('tool', tool)}${Object.entries(fixed).map(([name, value]) => hidden(name, value))}
${body}
</form>`;
}

export function button(text: string): Markup {
  return html`<div class="buttons"><button class="go">${text}</button></div>`;
}

interface Field {
  readonly name: string;
  readonly label: Content;
  readonly value?: string | undefined;
  readonly isRequired?: boolean;
}

/** `kind`: `datetime-local` is named with `~utc`, and its label says so. */
export function input({
  name,
  label,
  value = '',
  isRequired = false,
  kind = 'text',
  bounds = {},
}: Field & {
  readonly kind?: 'text' | 'search' | 'number' | 'date' | 'datetime-local';
  readonly bounds?: { readonly min?: string; readonly max?: string };
}): Markup {
  const { min, max } = bounds;
  return html`<label>${label} <input type="${kind}" name="${name}" value="${value}"${min === undefined ? null : html` min="${min}"`}${max === undefined ? null : html` max="${max}"`}${isRequired ? REQUIRED : null}></label>`;
}

export function textArea({ name, label, value = '', isRequired = false }: Field): Markup {
  return html`<label>${label} <textarea name="${name}" rows="3"${isRequired ? REQUIRED : null}>${value}</textarea></label>`;
}

/** `none`: what is seen of no choice; null: one has to be chosen. */
export function select({
  name,
  label,
  value = '',
  choices,
  none,
}: Omit<Field, 'isRequired'> & { readonly choices: readonly Choice[]; readonly none: string | null }): Markup {
  const all = none === null ? choices : [['', none] as const, ...choices];
  const named = html` name="${name}"`;
  return html`<label>${label} <select${named}>${all.map(([one, text]) => html`<option value="${one}"${one === value ? SELECTED : null}>${text}</option>`)}</select></label>`;
}

export function checkbox({
  name,
  label,
  value = 'true',
  isChecked,
}: Omit<Field, 'isRequired'> & { readonly isChecked: boolean }): Markup {
  return html`<label class="check"><input type="checkbox" name="${name}" value="${value}"${isChecked ? CHECKED : null}> ${label}</label>`;
}
