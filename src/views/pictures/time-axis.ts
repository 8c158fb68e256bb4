import { DAY_MS, type Instant, instantFromMs } from '../../model/time.ts';
import { html, type Markup } from '../html.ts';
import { px } from './marks.ts';

/** Where moments lie in a drawing. */
export interface Axis {
  x(at: Instant): number;
  /** Lines through `height`, with their dates above. */
  drawn(height: number): Markup;
}

const MONTH = 30.44;
const YEAR = 365.25;
const STEPS = [1, 2, 7, 14, MONTH, 2 * MONTH, 3 * MONTH, 6 * MONTH, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR, 50 * YEAR];

const DATE_WIDTH = 72;

/** At least two days, so that the dates on it differ. */
export function timeAxis(first: Instant, last: Instant, { from, width }: { from: number; width: number }): Axis {
  const begin = Date.parse(first);
  const end = Math.max(Date.parse(last), begin + 2 * DAY_MS);
  const x = (ms: number) => from + ((Math.min(Math.max(ms, begin), end) - begin) / (end - begin)) * width;
  const most = Math.max(1, Math.floor(width / DATE_WIDTH));
  const step = STEPS.find((days) => (end - begin) / (days * DAY_MS) <= most) ?? 1_000 * YEAR;
  return {
    x: (at) => x(Date.parse(at)),
    drawn: (height) =>
      html`${ticks(begin, end, step).map((ms) => {
        const at = px(x(ms));
        return html`<path d="M${at} 18V${px(height)}" class="line-faint"/><text x="${at}" y="12" class="quiet mid">${instantFromMs(ms).slice(0, 10)}</text>`;
      })}`,
  };
}

/** Days of the calendar: midnights, firsts of months, firsts of years, in UTC. */
function ticks(begin: number, end: number, step: number): readonly number[] {
  const found: number[] = [];
  const months = Math.round(step / MONTH);
  const start = new Date(begin);
  if (months === 0) {
    const every = step * DAY_MS;
    for (let at = Math.ceil(begin / DAY_MS) * DAY_MS; at <= end; at += every) found.push(at);
    return found;
  }
  const firstMonth = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  for (let month = firstMonth; found.length < 60; month += months) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > end) return found;
    if (at >= begin) found.push(at);
  }
  return found;
}
