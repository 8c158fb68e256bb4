import { type Content, html, type Markup } from '../html.ts';
import { scrolled } from '../pager.ts';

/** A picture and the same facts as words and as a table. */
export interface Figure {
  /** Begins every id in it: another one for each picture of a document. */
  readonly id: string;
  readonly title: string;
  /** What it shows, for whoever does not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: Content;
  /** What its signs mean. */
  readonly key: readonly Content[];
  /** What it leaves out, in sentences. */
  readonly notes: readonly string[];
  readonly table: Markup;
}

/** A wide picture scrolls by itself; nothing in it can be reached but by its table, because it is one image. */
export function figure({ id, title, description, width, height, drawing, key, notes, table }: Figure): Markup {
  const drawn = html`<svg role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
${drawing}
</svg>`;
  return html`<figure class="picture" id="${id}">
<figcaption>${title}</figcaption>
${scrolled(title, drawn)}
${key.length === 0 ? null : html`<ul class="key">${key.map((one) => html`<li>${one}</li>`)}</ul>`}
${notes.map((one) => html`<p class="dim">${one}</p>`)}
<details><summary>As a table<span class="visually-hidden">: ${title}</span></summary>${scrolled(`${title}, as a table`, table)}</details>
</figure>`;
}

/** What stands in the place of a picture of nothing. */
export function noFigure(id: string, title: string, why: string): Markup {
  return html`<figure class="picture" id="${id}"><figcaption>${title}</figcaption><p>${why}</p></figure>`;
}
