import { type Content, html, type Markup } from '../html.ts';
import type { Tone } from '../words.ts';

/** How an area is filled, so that it differs from others without its colour too. */
export interface Fill {
  readonly tone: Tone;
  readonly pattern: 'solid' | 'stripes' | 'dots' | 'bars';
}

/** A length in a drawing, to a tenth. */
export function px(length: number): number {
  return Math.round(length * 10) / 10;
}

/** The patterns that these fills need; stands once in a drawing. */
export function patterns(id: string, fills: readonly Fill[]): Markup | null {
  const needed = new Map(
    fills.filter(({ pattern }) => pattern !== 'solid').map((fill) => [`${fill.tone} ${fill.pattern}`, fill]),
  );
  if (needed.size === 0) return null;
  return html`<defs>${[...needed.values()].map((fill) => html`<pattern id="${patternId(id, fill)}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="ink-paper"/>${ink(fill)}</pattern>`)}</defs>`;
}

function ink({ tone, pattern }: Fill): Content {
  switch (pattern) {
    case 'stripes':
      return html`<path d="M-1 5L1 7M-1 -1L7 7M5 -1L7 1" class="line-${tone}" stroke-width="2"/>`;
    case 'dots':
      return html`<circle cx="3" cy="3" r="1.9" class="ink-${tone}"/>`;
    case 'bars':
      return html`<path d="M1.5 0V6" class="line-${tone}" stroke-width="2"/>`;
    case 'solid':
      return null;
    default:
      return pattern satisfies never;
  }
}

function patternId(id: string, { tone, pattern }: Fill): string {
  return `${id}-${tone}-${pattern}`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An area with an outline; `says` is shown to whoever points at it. */
export function area(id: string, fill: Fill, { x, y, width, height }: Box, says: string | null = null): Markup {
  const title = says === null ? null : html`<title>${says}</title>`;
  const place = html`x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"`;
  return fill.pattern === 'solid'
    ? html`<rect ${place} class="ink-${fill.tone} line-${fill.tone}">${title}</rect>`
    : html`<rect ${place} fill="url(#${patternId(id, fill)})" class="line-${fill.tone}">${title}</rect>`;
}

/** A fill with its meaning, for the key of a picture. */
export function keyArea(id: string, fill: Fill, meaning: Content): Markup {
  return html`<svg width="16" height="12" aria-hidden="true">${area(id, fill, { x: 0.5, y: 0.5, width: 15, height: 11 })}</svg>${meaning}`;
}

export function keySign(sign: Markup, meaning: Content): Markup {
  return html`<svg width="16" height="16" aria-hidden="true">${sign}</svg>${meaning}`;
}

const MARKS = /(\p{M}{2})\p{M}+/gu;

/** A text as long as fits: what is cut off ends in dots, and nothing of it is drawn beside its place. */
export function label(text: string, { x, y, width, height }: Box, className = ''): Markup {
  const most = Math.max(1, Math.floor(width / GLYPH));
  const signs = [...text.normalize('NFC').replace(MARKS, '$1')];
  const shown = signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : signs.join('');
  // Of a text that may be wider than its place, the beginning has to be seen.
  const isLong = signs.length > most * 0.8;
  const isEnd = className.split(' ').includes('end') && !isLong;
  // An inner drawing cuts off whatever is wider than letters are.
  return html`<svg x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"><text x="${isEnd ? px(width) : 0}" y="${px(height * 0.72)}" class="${isEnd ? className : className.replace(/\bend\b/, '')}">${shown}</text></svg>`;
}

/** About what a letter is wide. */
export const GLYPH = 7.2;
