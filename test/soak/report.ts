import type { Found } from './invariants.ts';
import { ACKNOWLEDGED_KINDS, type Journal } from './journal.ts';
import type { SoakOptions } from './options.ts';

/** One line of how far it is. */
export function progressLine(journal: Journal, minute: number): string {
  const calls = sum([...journal.calls.values()].flatMap((results) => [...results.values()].map(({ times }) => times)));
  const faults = sum([...journal.faults.values()]);
  return `${minute} min: ${calls} calls, ${faults} faults, ${journal.acknowledged.length} acknowledged, ${journal.violations.length} violations`;
}

/** Everything that was counted, as tables. */
export function reportOf(journal: Journal, found: Found, { seed, database }: SoakOptions): string {
  return [
    `Soak on ${database}, seed ${seed}`,
    '',
    table(
      ['call', 'result', 'times', 'as'],
      [...journal.calls]
        .toSorted(byName)
        .flatMap(([tool, results]) =>
          [...results]
            .toSorted(byName)
            .map(([result, { times, example }]) => [tool, result, times, example.slice(0, 160)]),
        ),
    ),
    table(
      ['fault', 'times'],
      [...journal.faults].toSorted(byName).map(([what, times]) => [what, times]),
    ),
    table(
      ['kept', 'acknowledged', 'found'],
      ACKNOWLEDGED_KINDS.map((kind) => [
        kind,
        journal.acknowledged.filter((one) => one.kind === kind).length,
        found.get(kind) ?? 0,
      ]),
    ),
    `${journal.violations.length} violations`,
    ...journal.violations.map((one) => `- ${one}`),
  ].join('\n');
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}
