import { type Content, html, type Markup } from './html.ts';
import { plain, when } from './words.ts';

/** Names and values; those of null are left out. */
export function facts(all: readonly (readonly [string, Content])[]): Markup | null {
  const known = all.filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return null;
  return html`<dl class="facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A fact of an answer as a reader sees it: times to the minute, yes and no, and null for nothing. */
export function factValue(value: string | number | boolean | null): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' && INSTANT.test(value) ? when(value) : String(value);
}

/** `last_sso_at` as a reader's name: `Last sso at`. */
export function factName(name: string): string {
  const text = plain(name);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** `1 item`, `2 items`. */
export function counted(number: number, one: string, more = `${one}s`): string {
  return `${number} ${number === 1 ? one : more}`;
}
