import { type Content, html, type Markup } from './html.ts';
import { plain } from './words.ts';

/** What a form sends without asking for it; absent values are left out. */
export type Fixed = Readonly<Record<string, string | undefined>>;

/** What every form of one visit needs. */
export interface FormFrame {
  readonly base: string;
  /** What a form is recognised by when it comes back. `path`: where it is sent to, below the base. */
  formToken(path: string, fixed: Fixed): string;
}

/** `value` and what a reader sees of it. */
export type Choice = readonly [value: string, name: string];

interface Field {
  readonly value?: string | null | undefined;
  readonly required?: boolean;
  /** Said beside the label. */
  readonly hint?: Content;
}

const CHECKED: Markup = html` checked`;
const SELECTED: Markup = html` selected`;
const REQUIRED: Markup = html` required`;

export function hiddenField(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/** `name` ends in `~utc` where a time is typed; its label or hint says so. */
export function textField(
  label: Content,
  name: string,
  {
    value = null,
    required = false,
    hint = null,
    type = 'text',
    longest = 200,
    min,
    max,
  }: Field & {
    readonly type?: 'text' | 'search' | 'email' | 'number' | 'date' | 'datetime-local';
    readonly longest?: number;
    readonly min?: string;
    readonly max?: string;
  } = {},
): Markup {
  const most = type === 'text' || type === 'search' || type === 'email' ? html` maxlength="${longest}"` : null;
  return html`<label>${label}${hinted(hint)} <input type="${type}" name="${name}" value="${value}"${most}${min === undefined ? null : html` min="${min}"`}${max === undefined ? null : html` max="${max}"`} autocomplete="off"${required ? REQUIRED : null}></label>`;
}

export function areaField(
  label: Content,
  name: string,
  {
    value = null,
    required = false,
    hint = null,
    longest = 2_000,
    rows = 2,
  }: Field & { readonly longest?: number; readonly rows?: number } = {},
): Markup {
  return html`<label>${label}${hinted(hint)} <textarea name="${name}" rows="${rows}" maxlength="${longest}"${required ? REQUIRED : null}>${value}</textarea></label>`;
}

/** Names as choices; `none`: what is seen of no choice, where none has to be made. */
export function choices(
  names: readonly string[],
  none: string | null = null,
  shown: (name: string) => string = plain,
): readonly Choice[] {
  return [...(none === null ? [] : [['', none] as const]), ...names.map((one) => [one, shown(one)] as const)];
}

/** One of several; `several`: any number of them, so many seen at once. */
export function choiceField(
  label: Content,
  name: string,
  all: readonly Choice[],
  { value, hint = null, several }: Omit<Field, 'required'> & { readonly several?: number } = {},
): Markup {
  const chosen = several === undefined ? (value ?? '') : null;
  // Apart from its element, because `select` and a word looks like SQL to the check that only the store has any.
  const named = html` name="${name}"${several === undefined ? null : html` multiple size="${several}"`}`;
  return html`<label>${label}${hinted(hint)} <select${named}>${all.map(([one, text]) => html`<option value="${one}"${one === chosen ? SELECTED : null}>${text}</option>`)}</select></label>`;
}

export function checkField(
  label: Content,
  name: string,
  { value = 'true', isChecked = false }: { readonly value?: string; readonly isChecked?: boolean } = {},
): Markup {
  return html`<label class="check"><input type="checkbox" name="${name}" value="${value}"${isChecked ? CHECKED : null}> ${label}</label>`;
}

function hinted(hint: Content): Content {
  return hint === null ? null : html` <span class="dim">${hint}</span>`;
}

const FILES: Markup = html` enctype="multipart/form-data"`;

/** A form that is sent by a POST, which is taken from this visit alone. */
export function postForm(
  frame: FormFrame,
  path: string,
  fixed: Fixed,
  content: Content,
  { className = 'act', files = false }: { readonly className?: string; readonly files?: boolean } = {},
): Markup {
  return html`<form method="post" action="${frame.base}${path}"${files ? FILES : null} class="${className}">
${hiddenField('form_token', frame.formToken(path, fixed))}${Object.entries(fixed).map(([name, value]) => (value === undefined ? null : hiddenField(name, value)))}
${content}
</form>`;
}

/**
 * A form whose effect is shown before it is decided: nothing is recorded by sending it. `button`: the words of its one
 * button, or several of its own. `fixed`: what is not asked.
 */
export function decisionForm(
  frame: FormFrame,
  tool: string,
  fixed: Fixed,
  fields: Content,
  button: string | readonly Markup[],
  className = 'act',
): Markup {
  return postForm(
    frame,
    '/decisions',
    { tool, ...fixed },
    html`${fields}
${buttons(typeof button === 'string' ? goButton(button) : button)}`,
    { className },
  );
}

/** The button that sends a form. */
export function goButton(text: string): Markup {
  return html`<button class="go">${text}</button>`;
}

export function buttons(all: Content): Markup {
  return html`<div class="buttons">${all}</div>`;
}

/**
 * What narrows a list: sent by a GET, at once where there is a script. In a view of a host, which is small, it is out of
 * the way until somebody wants it.
 */
export function filterForm(
  { place }: { readonly place: 'page' | 'host' },
  path: string,
  label: string,
  fields: Content,
): Markup {
  const form = html`<form class="filter" method="get" action="${path}" data-filter role="search" aria-label="${label}">
${fields}
${buttons(html`<button>Show</button> <a href="${path}">No filter</a>`)}
</form>`;
  return place === 'page' ? form : html`<details><summary>${label}</summary>${form}</details>`;
}

/** A form that is out of the way until somebody wants it. */
export function unfolding(summary: string, content: Content): Markup {
  return html`<details class="act"><summary>${summary}</summary>${content}</details>`;
}
