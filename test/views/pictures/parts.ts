import type { Markup } from '../../../src/views/html.ts';

const ESCAPED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function textOf(markup: string): string {
  return markup
    .replace(/<br>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => ESCAPED[sign] ?? sign)
    .trim();
}

/** The image itself, without its key and its table. */
function imageOf({ markup }: Markup): string {
  return (
    /<svg role="img"[\s\S]*?<\/figure>/.exec(markup)?.[0].split(/<ul class="key">|<p class="dim">|<details>/)[0] ?? ''
  );
}

/** What each area and line of the image says to whoever points at it. */
export function saidIn(picture: Markup): readonly string[] {
  return [...imageOf(picture).matchAll(/<title>([\s\S]*?)<\/title>/g)].map(([, text = '']) => textOf(text));
}

/** The texts that are drawn in the image. */
export function textsIn(picture: Markup): readonly string[] {
  return [...imageOf(picture).matchAll(/<text [^>]*>([\s\S]*?)<\/text>/g)].map(([, text = '']) => textOf(text));
}

/** The rows of the tables, the heads of the columns first. */
export function rowsOf({ markup }: Markup): readonly (readonly string[])[] {
  return [...markup.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => textOf(cell)),
  );
}

/** The rows by the heads of their columns. */
export function recordsOf(picture: Markup): readonly Readonly<Record<string, string>>[] {
  const [heads = [], ...rows] = rowsOf(picture);
  return rows.map((row) => Object.fromEntries(heads.map((head, at) => [head, row[at] ?? ''])));
}

/** Sentences beside the image. */
export function notesOf({ markup }: Markup): readonly string[] {
  return [...markup.matchAll(/<p(?: [^>]*)?>([\s\S]*?)<\/p>/g)].map(([, text = '']) => textOf(text));
}

export const HOSTILE = '<img src=x onerror="document.title=1">\u202eevitca\u2066 & \u0000';

/** What would take a reader in, or a browser. */
export function trapsIn({ markup }: Markup): readonly string[] {
  return markup.match(/<img|<script|\son\w+="|\sstyle="|(?![\n\t])[\p{Cc}\p{Cf}]/gu) ?? [];
}

/** A picture in a whole document; null: it has none of this id. */
export function figureIn(document: string, id: string): Markup | null {
  const [markup] = new RegExp(`<figure class="picture" id="${id}">[\\s\\S]*?</figure>`).exec(document) ?? [];
  return markup === undefined ? null : { markup };
}
