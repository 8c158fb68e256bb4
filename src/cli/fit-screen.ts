import type { Part, Screen } from '../answers/screen.ts';

/** What a terminal shows without scrolling. */
export const SCREEN_LINES = 24;
/** Where nobody knows how wide it will be read: what goes through a pipe often ends before eyes all the same. */
const WIDTH = 100;
const EXAMPLES_MOST = 3;

/** How many lines of a terminal a text takes. It breaks long ones itself: a command stays one line, and can be copied. */
export function linesOf(text: string, width: number | null): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width ?? WIDTH))), 0);
}

/**
 * As much of a screen as fits: the parts in their order, and examples for them in turn, the first parts first. How many
 * there are is said in each head, and `more` says how the rest is seen.
 */
export function fitScreen(
  { top, parts, tail }: Screen,
  more: string | null,
  width: number | null,
  room: number = SCREEN_LINES,
): string {
  const end = more === null ? tail : [...tail, more];
  const text = (shown: readonly Part[], rest: readonly string[], counts: readonly number[]) =>
    [...top, ...shown.flatMap((part, at) => partLines(part, counts[at] ?? 0)), ...rest, ...end].join('\n');
  const fits = (one: string) => linesOf(one, width) <= room;
  for (let shown = parts.length; shown > 0; shown -= 1) {
    const kept = parts.slice(0, shown);
    const rest = shown === parts.length ? [] : [`and ${parts.length - shown} more of these lines`];
    const counts = kept.map(() => 0);
    if (!fits(text(kept, rest, counts)) && shown > 1) continue;
    for (let most = 1; most <= EXAMPLES_MOST; most += 1)
      for (const at of kept.keys()) {
        const before = counts[at] ?? 0;
        counts[at] = most;
        if (!fits(text(kept, rest, counts))) counts[at] = before;
      }
    return text(kept, rest, counts);
  }
  return text([], [], []);
}

function partLines({ head, examples, total = examples.length }: Part, most: number): readonly string[] {
  const shown = examples.slice(0, most);
  const rest = total - shown.length;
  return [
    head,
    ...shown.map((one) => `  ${one}`),
    // Fewer than usual: room is short, and the head has said how many there are.
    ...(rest > 0 && shown.length === EXAMPLES_MOST ? [`  and ${rest} more`] : []),
  ];
}
