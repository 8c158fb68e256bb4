import { type Content, html, type Markup } from './html.ts';

/** What is known of one thing, a name and a value each; what is null is left out. */
export function factsList(facts: readonly (readonly [string, Content])[]): Markup {
  const known = facts.filter(([, value]) => value !== null);
  return html`<dl class="facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** `1 item`, `2 items`. */
export function counted(number: number, one: string, more = `${one}s`): string {
  return `${number} ${number === 1 ? one : more}`;
}
