import { html, type Markup } from '../html.ts';
import { area, type Fill, GLYPH, label, patterns } from './marks.ts';

export interface BarPart {
  readonly name: string;
  readonly amount: number;
  readonly fill: Fill;
}

/** One bar: its parts one after the other. */
export interface Bar {
  readonly name: string;
  readonly parts: readonly BarPart[];
}

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly drawing: Markup;
}

const SIZE = { width: 720, name: 230, row: 24, bar: 14, smallest: 2 };

/** Stacked bars on one scale, with the sum of each beside it. A part of one is seen beside a part of 10,000 too. */
export function bars(id: string, all: readonly Bar[]): Drawing {
  const most = Math.max(1, ...all.map(totalOf));
  const digits = `${most}`.length;
  const from = SIZE.name + 10;
  const room = SIZE.width - from - digits * GLYPH - 14;
  const drawn = all.map((bar, at) => {
    const y = at * SIZE.row + 4;
    let x = from;
    const parts = bar.parts
      .filter(({ amount }) => amount > 0)
      .map(({ name, amount, fill }) => {
        const width = Math.max(SIZE.smallest, (amount / most) * room);
        const part = area(id, fill, { x, y, width, height: SIZE.bar }, `${bar.name}, ${name}: ${amount}`);
        x += width + 1;
        return part;
      });
    return html`${label(bar.name, { x: 0, y: y - 1, width: SIZE.name, height: 18 }, 'end')}${parts}<text x="${Math.round(x + 6)}" y="${y + 12}" class="strong">${totalOf(bar)}</text>`;
  });
  return {
    // Smallest parts may add up to more than their share.
    width: SIZE.width + 40,
    height: all.length * SIZE.row + 6,
    drawing: html`${patterns(
      id,
      all.flatMap(({ parts }) => parts.map(({ fill }) => fill)),
    )}${drawn}`,
  };
}

export function totalOf({ parts }: Bar): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}
