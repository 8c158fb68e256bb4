/**
 * Markup that may be written into a page unescaped. Only the `html` tag makes it, so text from outside is always
 * escaped.
 */
export interface Markup {
  readonly markup: string;
}

export type Content = string | number | null | Markup | readonly Content[];

/**
 * Builds markup: every value between the fixed parts is escaped, for element content and quoted attributes alike; null
 * is empty.
 */
export function html(fixed: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { markup: fixed.reduce((text, part, at) => `${text}${rendered(values[at - 1] ?? null)}${part}`) };
}

function rendered(value: Content): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(rendered).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Signs that turn, hide or break what stands around them. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu;

function escaped(text: string): string {
  return text.replace(UNSEEN, '').replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
