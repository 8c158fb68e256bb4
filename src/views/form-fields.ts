import { type Content, html, type Markup } from './html.ts';

interface Field {
  readonly value?: string | null;
  readonly required?: boolean;
  /** Said below the label. */
  readonly hint?: Content;
}

const REQUIRED: Markup = { markup: ' required' };
const SELECTED: Markup = { markup: ' selected' };

export function hiddenField(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

export function textField(
  label: string,
  name: string,
  {
    value = null,
    required = false,
    hint = null,
    type = 'text',
    longest = 200,
  }: Field & { readonly type?: 'text' | 'email' | 'date' | 'datetime-local'; readonly longest?: number } = {},
): Markup {
  const most = type === 'text' || type === 'email' ? html` maxlength="${longest}"` : null;
  return html`<label>${label}${hinted(hint)} <input type="${type}" name="${name}" value="${value}"${most} autocomplete="off"${required ? REQUIRED : null}></label>`;
}

export function areaField(
  label: string,
  name: string,
  {
    value = null,
    required = false,
    hint = null,
    longest = 2_000,
    rows = 2,
  }: Field & {
    readonly longest?: number;
    readonly rows?: number;
  } = {},
): Markup {
  return html`<label>${label}${hinted(hint)} <textarea name="${name}" rows="${rows}" maxlength="${longest}"${required ? REQUIRED : null}>${value}</textarea></label>`;
}

/** One of several; of `[value, words]` each. */
export function choiceField(
  label: string,
  name: string,
  options: readonly (readonly [string, string])[],
  { value = null, hint = null }: Field = {},
): Markup {
  return html`<label>${label}${hinted(hint)} <select name="${name}">${options.map(([one, words]) => html`<option value="${one}"${one === (value ?? '') ? SELECTED : null}>${words}</option>`)}</select></label>`;
}

/** A form whose effect is shown before it is decided. */
export function decisionForm(
  { base, formToken }: { readonly base: string; readonly formToken: string },
  tool: string,
  label: string,
  fields: Content,
  className = 'act',
): Markup {
  return html`<form method="post" action="${base}/decisions" class="${className}">
${hiddenField('tool', tool)}${hiddenField('form_token', formToken)}
${fields}
<div class="buttons"><button class="go">${label}</button></div>
</form>`;
}

/** A form that is out of the way until somebody wants it. */
export function unfolding(summary: string, content: Content): Markup {
  return html`<details class="act"><summary>${summary}</summary>${content}</details>`;
}

function hinted(hint: Content): Content {
  return hint === null ? null : html` <span class="dim">${hint}</span>`;
}
