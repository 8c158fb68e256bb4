import { counted } from '../facts.ts';
import { percent } from '../finding-parts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { table } from '../table.ts';
import { plain } from '../words.ts';
import { figure, noFigure } from './figure.ts';
import { ordered } from './graph-layout.ts';
import { GLYPH, keySign, label, px } from './marks.ts';

/** An identity in a directory, or an account of an application. */
export interface GraphPoint {
  readonly id: string;
  readonly label: string;
  /** Directory or application. */
  readonly place: string;
  /** What decides about access: its status, and of an identity what it is entitled to. */
  readonly states: readonly string[];
  readonly href: string | null;
}

/** `linked` is taken; the others are what the account might have been joined with. */
export interface GraphLink {
  readonly kind: 'linked' | 'candidate' | 'near_miss' | 'same_person' | 'renamed';
  readonly from: string;
  readonly to: string;
  readonly rule: string | null;
  readonly confidence: number | null;
  /** Bits of evidence. */
  readonly weight: number | null;
  readonly whyNot: string | null;
}

export interface GraphPicture {
  readonly identities: readonly GraphPoint[];
  readonly accounts: readonly GraphPoint[];
  readonly links: readonly GraphLink[];
  /** The account that is asked about. */
  readonly about: string;
}

const MOST_IN_COLUMN = 15;

const SIZE = { box: 230, between: 270, line: 16, gap: 14, arc: 130, top: 26 };
const RIGHT = SIZE.box + SIZE.between;
const WIDTH = RIGHT + SIZE.box + SIZE.arc;

interface Box {
  readonly point: GraphPoint;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const STROKES: Readonly<Record<GraphLink['kind'], string>> = {
  linked: 'line-text',
  candidate: 'line-ask dashed',
  near_miss: 'line-dim dotted',
  same_person: 'line-bad dashed',
  renamed: 'line-ask dotted',
};

const WORDS: Readonly<Record<GraphLink['kind'], string>> = {
  linked: 'linked',
  candidate: 'candidate, not taken',
  near_miss: 'near miss, not taken',
  same_person: 'same person',
  renamed: 'maybe renamed',
};

/** Whose an account is: the directories' identities beside the accounts, and how each pair was judged. */
export function graphPicture(id: string, { identities, accounts, links, about }: GraphPicture): Markup {
  const title = 'Identities and accounts around this person';
  if (accounts.length === 0 && identities.length === 0)
    return noFigure(id, title, 'No account and no identity is known here.');
  const first = accounts.filter((one) => one.id === about);
  const shown = {
    left: identities.slice(0, MOST_IN_COLUMN),
    right: [...first, ...accounts.filter((one) => one.id !== about)].slice(0, MOST_IN_COLUMN),
  };
  const columns = ordered(shown.left, shown.right, links);
  const boxes = new Map(
    [...stacked(columns.left, 0), ...stacked(columns.right, RIGHT)].map((box) => [box.point.id, box]),
  );
  const height = Math.max(...[...boxes.values()].map(({ y, height: of }) => y + of)) + 8;
  const drawnLinks = links.filter(({ from, to }) => boxes.has(from) && boxes.has(to));
  const left = identities.length + accounts.length - boxes.size;
  const kinds = [...new Set(drawnLinks.map(({ kind }) => kind))];
  const names = new Map([...identities, ...accounts].map((one) => [one.id, one]));
  return figure({
    id,
    title,
    description: describe(identities.length, accounts.length, links),
    width: WIDTH,
    height,
    drawing: html`<text x="0" y="14" class="quiet">Identities in directories</text><text x="${RIGHT}" y="14" class="quiet">Accounts of applications</text>${drawnLinks.map((link) => line(link, boxes))}${[...boxes.values()].map((box) => drawnBox(box, box.point.id === about))}${words(drawnLinks, boxes)}`,
    key: kinds.map((kind) => keySign(html`<path d="M0 8H16" class="${STROKES[kind]}" stroke-width="2"/>`, WORDS[kind])),
    notes:
      left === 0
        ? []
        : [`${counted(left, 'more account or identity', 'more accounts and identities')} in the table only.`],
    table: linkTable(links, names),
  });
}

function stacked(points: readonly GraphPoint[], x: number): readonly Box[] {
  let y = SIZE.top;
  return points.map((point) => {
    const height = (2 + point.states.length) * SIZE.line + 8;
    const box = { point, x, y, height };
    y += height + SIZE.gap;
    return box;
  });
}

function drawnBox({ point, x, y, height }: Box, isAbout: boolean): Markup {
  const text = (content: string, at: number, className: string) =>
    label(content, { x: x + 8, y: y + 4 + at * SIZE.line, width: SIZE.box - 16, height: SIZE.line }, className);
  return html`<rect x="${x + 0.5}" y="${px(y)}" width="${SIZE.box - 1}" height="${height}" rx="4" class="ink-paper line-text" stroke-width="${isAbout ? 2.5 : 1}"/>${text(point.label, 0, 'strong')}${text(point.place, 1, 'quiet')}${point.states.map((state, at) => text(state, at + 2, ''))}`;
}

interface Curve {
  readonly path: string;
  /** A point of it. */
  at(part: number): readonly [number, number];
}

function curveOf({ from, to }: GraphLink, boxes: ReadonlyMap<string, Box>): Curve | null {
  const [one, other] = [boxes.get(from), boxes.get(to)];
  if (one === undefined || other === undefined) return null;
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  const [y1, y2] = [left.y + left.height / 2, right.y + right.height / 2];
  const isBeside = left.x === right.x;
  const x1 = left.x + SIZE.box;
  const x2 = isBeside ? x1 : right.x;
  const [c1, c2] = isBeside ? [x1 + 40, x1 + 40] : [x1 + SIZE.between / 2, x2 - SIZE.between / 2];
  return {
    path: `M${px(x1)} ${px(y1)}C${px(c1)} ${px(y1)} ${px(c2)} ${px(y2)} ${px(x2)} ${px(y2)}`,
    at(part) {
      const rest = 1 - part;
      const mixed = (a: number, b: number, c: number, d: number) =>
        rest ** 3 * a + 3 * rest ** 2 * part * b + 3 * rest * part ** 2 * c + part ** 3 * d;
      return [mixed(x1, c1, c2, x2), mixed(y1, y1, y2, y2)];
    },
  };
}

function line(link: GraphLink, boxes: ReadonlyMap<string, Box>): Content {
  const curve = curveOf(link, boxes);
  if (curve === null) return null;
  return html`<path d="${curve.path}" class="ink-none ${STROKES[link.kind]}" stroke-width="${link.kind === 'linked' ? 2 : 1.5}"><title>${weightWords(link)}</title></path>`;
}

/** Parts of a line at which its words may stand, best first. */
const PARTS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];

/** Words on the lines, each where it covers no other. */
function words(links: readonly GraphLink[], boxes: ReadonlyMap<string, Box>): Content {
  const taken: { x: number; y: number; width: number }[] = [];
  return links.map((link) => {
    const curve = curveOf(link, boxes);
    if (curve === null) return null;
    const text = weightWords(link);
    const width = text.length * GLYPH;
    const isFree = ([x, y]: readonly [number, number]) =>
      taken.every((one) => Math.abs(one.y - y) > 15 || Math.abs(one.x - x) > (one.width + width) / 2);
    const isBeside = boxes.get(link.from)?.x === boxes.get(link.to)?.x;
    const points = isBeside ? [curve.at(0.5)] : PARTS.map((part) => curve.at(part));
    const [x, y] = points.find(isFree) ?? curve.at(0.5);
    taken.push({ x, y, width });
    return html`<text x="${px(isBeside ? x + 4 : x)}" y="${px(y + 4)}" class="halo${isBeside ? '' : ' mid'}">${text}</text>`;
  });
}

/** `98 %, 24.1 bits`; what was not taken has that word. */
function weightWords({ kind, confidence, weight }: GraphLink): string {
  const amounts = [
    ...(confidence === null ? [] : [percent(confidence)]),
    ...(weight === null ? [] : [`${bits(weight)} bits`]),
  ].join(', ');
  if (kind === 'linked') return amounts === '' ? WORDS.linked : amounts;
  return amounts === '' ? WORDS[kind] : `${kind === 'candidate' ? 'candidate' : 'near miss'}: ${amounts}`;
}

function bits(weight: number): number {
  return Math.round(weight * 10) / 10;
}

function describe(identities: number, accounts: number, links: readonly GraphLink[]): string {
  const of = (kind: GraphLink['kind']) => links.filter((one) => one.kind === kind).length;
  return `${counted(identities, 'identity', 'identities')} in directories beside ${counted(accounts, 'account')}: ${counted(of('linked'), 'link')}, ${counted(of('candidate'), 'candidate')} and ${counted(of('near_miss'), 'near miss', 'near misses')} that were not taken.`;
}

function linkTable(links: readonly GraphLink[], names: ReadonlyMap<string, GraphPoint>): Markup {
  const joined = new Set(links.flatMap(({ from, to }) => [from, to]));
  const alone = [...names.values()].filter(({ id }) => !joined.has(id));
  const named = (id: string | null): Content => {
    const point = id === null ? undefined : names.get(id);
    if (point === undefined) return id;
    const text = point.href === null ? point.label : html`<a href="${point.href}">${point.label}</a>`;
    return html`${text}<br><span class="dim">${[point.place, ...point.states].join('; ')}</span>`;
  };
  const rows: readonly { from: string; to: string | null; link: GraphLink | null }[] = [
    ...links.map((link) => ({ from: link.from, to: link.to, link })),
    ...alone.map(({ id }) => ({ from: id, to: null, link: null })),
  ];
  return table(
    'Each pair, and each that stands alone.',
    [
      { head: 'From', cell: ({ from }) => named(from) },
      { head: 'To', cell: ({ to }) => named(to) },
      { head: 'Judged as', cell: ({ link }) => (link === null ? 'joined with nobody' : WORDS[link.kind]) },
      { head: 'By', cell: ({ link }) => (link === null || link.rule === null ? '' : plain(link.rule)) },
      {
        head: 'How sure',
        cell: ({ link }) => (link === null || link.confidence === null ? '' : percent(link.confidence)),
        numeric: true,
      },
      {
        head: 'Bits',
        cell: ({ link }) => (link === null || link.weight === null ? '' : bits(link.weight)),
        numeric: true,
      },
      { head: 'Why not', cell: ({ link }) => link?.whyNot ?? '' },
    ],
    rows,
  );
}
