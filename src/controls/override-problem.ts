import type { ControlOverride, Framework } from '../model/control.ts';
import { EVIDENCE_PARTS, isPackSection } from '../model/control.ts';
import { isAhead } from '../model/day.ts';
import { EXCHANGE_FORMATS } from '../model/exchange-format.ts';
import type { Instant } from '../model/time.ts';
import { namedControls, partOf } from './overridden.ts';

/** What is wrong with an override, and what to do about it. `entry` counts from 1. */
interface ControlOverrideProblem {
  readonly entry: number;
  readonly what: string;
  readonly fix: string;
}

/** The first reason not to accept these overrides; null if there is none. */
export function controlOverrideProblem(
  overrides: readonly ControlOverride[],
  frameworks: readonly Framework[],
  now: Instant,
): ControlOverrideProblem | null {
  const seen = new Set<string>();
  for (const [index, override] of overrides.entries()) {
    const problem = problemOf(override, frameworks, seen, now);
    if (problem !== null) return { entry: index + 1, ...problem };
  }
  return null;
}

function problemOf(
  override: ControlOverride,
  frameworks: readonly Framework[],
  seen: Set<string>,
  now: Instant,
): Omit<ControlOverrideProblem, 'entry'> | null {
  const known = namedControls(frameworks);
  const named = known.get(override.control);
  if (named === undefined)
    return { what: 'names a control that does not exist', fix: `use one of these: ${[...known.keys()].join(', ')}` };
  const isOne = (override.section === undefined) !== (override.export === undefined);
  if (!isOne) return { what: 'must name either a section or an export', fix: 'write one of "section" and "export"' };
  const part = partOf(override);
  if (part === undefined || isPackSection(part) !== (override.section !== undefined)) return unknownPart(override);
  const key = `${override.control} ${part}`;
  if (seen.has(key))
    return { what: `repeats ${override.control} with ${part}`, fix: 'keep one entry for each control and part' };
  seen.add(key);
  const said = [override.shows, override.showsNot].filter((text) => text !== undefined).length;
  if (override.applies === false ? said !== 0 : said !== 2)
    return {
      what: 'must say both what the part shows and what it does not show, or that it does not apply',
      fix: 'write both "shows" and "does_not_show", or "applies": false and neither of them',
    };
  if (override.applies === false && named.control.evidence[part] === undefined)
    return {
      what: `takes ${part} away from ${override.control}, for which it is no evidence anyway`,
      fix: 'remove the entry',
    };
  if (isAhead(override.date, now))
    return { what: 'has a date in the future', fix: 'write the day on which it was known' };
  return null;
}

function unknownPart({ section }: ControlOverride): Omit<ControlOverrideProblem, 'entry'> {
  return section === undefined
    ? { what: 'names an export that does not exist', fix: `use one of these: ${EXCHANGE_FORMATS.join(', ')}` }
    : {
        what: 'names a section that does not exist',
        fix: `use one of these: ${EVIDENCE_PARTS.filter(isPackSection).join(', ')}`,
      };
}
