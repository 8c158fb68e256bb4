import type { Exposure } from '../../model/exposure.ts';
import type { Instant } from '../../model/time.ts';
import { counted } from '../facts.ts';
import { type Content, html, type Markup } from '../html.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import { type Course, courseOf } from './exposure-course.ts';
import { figure, noFigure } from './figure.ts';
import { area, type Fill, keyArea, keySign, label, patterns, px } from './marks.ts';
import { type Axis, timeAxis } from './time-axis.ts';

export interface ExposurePicture {
  readonly title: string;
  readonly now: Instant;
  /** As they are to stand below one another. */
  readonly rows: readonly Exposure[];
  /** Accounts that belong here too and are not in `rows`. */
  readonly more: number;
  /** Accounts that are not in `rows`, and of which no time is known at which access ended. */
  readonly unknown: number;
  /** Where the others stand: ends a sentence. */
  readonly listed: string;
  readonly link: (one: Exposure) => string | null;
  /** What is said of none. */
  readonly none: string;
}

/** As many as fit on a page of paper. */
const MOST = 30;

const SIZE = { name: 230, from: 242, width: 400, words: 290, row: 24, top: 24, bar: 12 };
const WIDTH = SIZE.from + SIZE.width + 12 + SIZE.words;

const OPEN: Fill = { tone: 'bad', pattern: 'solid' };
const STATED: Fill = { tone: 'ask', pattern: 'stripes' };

interface Row {
  readonly one: Exposure;
  readonly course: Course;
}

/** One bar an account: open since its person's access ended, stated to be closed, proven to be. */
export function exposurePicture(id: string, picture: ExposurePicture): Markup {
  const { title, now, rows, link } = picture;
  if (rows.length === 0) return noFigure(id, title, picture.none);
  const shown = rows.slice(0, MOST).map((one) => ({ one, course: courseOf(one, now) }));
  const moments = shown.flatMap(({ one, course }) =>
    course.stretches.length === 0
      ? []
      : [one.endedAt ?? now, ...(one.dueAt === null ? [] : [one.dueAt]), course.provenAt ?? now],
  );
  const axis = timeAxis(moments.reduce(earlier, now), moments.reduce(later, now), SIZE);
  const height = SIZE.top + shown.length * SIZE.row + 20;
  return figure({
    id,
    title,
    description: describe(shown, now),
    width: WIDTH,
    height,
    drawing: html`${patterns(id, [STATED])}${axis.drawn(height - 18)}${shown.map((row, at) => drawnRow(id, axis, row, at))}${nowLine(axis, now, height)}`,
    key: keyOf(id),
    notes: notesOf(picture, shown.length),
    table: exposureTable(shown, link),
  });
}

function drawnRow(id: string, axis: Axis, { one, course }: Row, at: number): Markup {
  const y = SIZE.top + at * SIZE.row;
  const middle = y + SIZE.bar / 2 + 2;
  const { statedAt, refutedAt, provenAt, usedAt } = course;
  const bars = course.stretches.map(({ kind, from, to }) => {
    const x = axis.x(from);
    const width = Math.max(1.5, axis.x(to) - x);
    const says = `${nameOf(one)}, ${kind === 'open' ? 'open' : 'stated closed'}: ${when(from)} to ${when(to)}`;
    return area(id, kind === 'open' ? OPEN : STATED, { x, y: y + 2, width, height: SIZE.bar }, says);
  });
  const sign = (moment: Instant | null, drawn: (x: number, y: number) => Markup) =>
    moment === null || course.stretches.length === 0 ? null : drawn(axis.x(moment), middle);
  return html`${label(nameOf(one), { x: 0, y, width: SIZE.name, height: 18 }, 'end')}${bars}${sign(one.dueAt, dueSign)}${sign(statedAt, statedSign)}${sign(refutedAt, refutedSign)}${sign(provenAt, provenSign)}${sign(usedAt, usedSign)}${label(course.words, { x: WIDTH - SIZE.words, y, width: SIZE.words, height: 18 }, 'quiet')}`;
}

function nowLine(axis: Axis, now: Instant, height: number): Markup {
  const x = px(axis.x(now));
  return html`<path d="M${x} 18V${height - 16}" class="line-text dashed"/><text x="${x}" y="${height - 4}" class="mid">now</text>`;
}

function dueSign(x: number, y: number): Markup {
  return html`<path d="M${px(x)} ${px(y - 9)}V${px(y + 9)}" class="line-text" stroke-width="2"/>`;
}

function statedSign(x: number, y: number): Markup {
  return html`<path d="M${px(x)} ${px(y - 6)}l5 6l-5 6l-5 -6z" class="ink-paper line-text" stroke-width="1.5"/>`;
}

function provenSign(x: number, y: number): Markup {
  return html`<circle cx="${px(x)}" cy="${px(y)}" r="5" class="ink-fine line-paper"/>`;
}

function refutedSign(x: number, y: number): Markup {
  return html`<circle cx="${px(x)}" cy="${px(y)}" r="6" class="ink-paper line-text"/><path d="M${px(x - 3)} ${px(y - 3)}l6 6m0 -6l-6 6" class="line-text" stroke-width="1.5"/>`;
}

function usedSign(x: number, y: number): Markup {
  return html`<path d="M${px(x)} ${px(y - 7)}l6 11h-12z" class="ink-paper line-bad" stroke-width="2"/>`;
}

function keyOf(id: string): readonly Content[] {
  return [
    keyArea(id, OPEN, 'open after access had ended'),
    keyArea(id, STATED, 'stated to be closed, not proven'),
    keySign(statedSign(8, 8), 'closing stated by a person'),
    keySign(provenSign(8, 8), 'a read shows it closed'),
    keySign(refutedSign(8, 8), 'statement that does not hold'),
    keySign(usedSign(8, 9), 'last use, after access had ended'),
    keySign(dueSign(8, 8), 'to be closed by then'),
  ];
}

function notesOf({ rows, more, unknown, listed }: ExposurePicture, shown: number): readonly string[] {
  const left = rows.length - shown + more;
  return [
    ...(left === 0 ? [] : [`${counted(left, 'more account')} ${left === 1 ? 'is' : 'are'} ${listed}.`]),
    ...(unknown === 0
      ? []
      : [
          `Of ${counted(unknown, 'further account')} no time is known at which access ended: nothing is drawn of them.`,
        ]),
  ];
}

function describe(rows: readonly Row[], now: Instant): string {
  const longest = rows.reduce<Row | null>(
    (most, row) => ((row.course.days ?? -1) > (most?.course.days ?? -1) ? row : most),
    null,
  );
  return `${counted(rows.length, 'account')} over time, as of ${when(now)}.${longest === null ? '' : ` Longest: ${nameOf(longest.one)}, ${longest.course.words}.`}`;
}

function exposureTable(rows: readonly Row[], link: ExposurePicture['link']): Markup {
  const moment = (at: Instant | null) => (at === null ? '' : when(at));
  return table<Row>(
    'The same accounts in words.',
    [
      { head: 'Account', cell: ({ one }) => linked(one, link(one)), sort: ({ one }) => nameOf(one) },
      {
        head: 'Access ended',
        cell: ({ one }) => when(one.endedAt),
        sort: ({ one }) => one.endedAt ?? '',
      },
      {
        head: 'Stated closed',
        cell: ({ one: { stated } }) =>
          stated === null
            ? ''
            : html`${when(stated.at)}<br><span class="dim">${stated.counts ? '' : 'not attested, '}${plain(stated.state)}</span>`,
        sort: ({ one }) => one.stated?.at ?? '',
      },
      { head: 'Shown closed by a read', cell: ({ course }) => moment(course.provenAt) },
      {
        head: 'Used after',
        cell: ({ one, course }) => (course.usedAt === null ? one.usedAfter : when(course.usedAt)),
      },
      { head: 'Close by', cell: ({ one }) => moment(one.dueAt) },
      { head: 'Days open', cell: ({ course }) => course.days ?? 'unknown', numeric: true },
      { head: 'Where it stands', cell: ({ course }) => course.words },
    ],
    rows,
  );
}

function linked(one: Exposure, href: string | null): Content {
  const name = href === null ? nameOf(one) : html`<a href="${href}">${nameOf(one)}</a>`;
  return html`${name}<br><span class="id">${one.accountId}</span>${one.app === 'clari' ? null : ` ${one.app}`}`;
}

function nameOf({ email, name, accountId }: Exposure): string {
  return email ?? name ?? accountId;
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
