import { join } from 'node:path';
import * as z from 'zod';
import { controlMap, controlOverrideProblem, FRAMEWORKS } from '../../controls/index.ts';
import type { ControlEvidence, ControlMap, ControlOverride, EvidencePart } from '../../model/control.ts';
import type { Deps } from '../deps.ts';
import { overrideDate, overridesIn, overrideText } from './override-file.ts';

const FILE = 'controls.json';

const override = z
  .strictObject(
    {
      control: z.string('"control" must be a text such as soc2:CC6.2'),
      section: z.string('"section" must be the name of a section of the pack').optional(),
      export: z.string('"export" must be the name of an export').optional(),
      applies: z.boolean('"applies" must be true or false').optional(),
      shows: overrideText('"shows"', 500).optional(),
      does_not_show: overrideText('"does_not_show"', 500).optional(),
      date: overrideDate,
      source: overrideText('"source"', 300).optional(),
      note: overrideText('"note"', 1000).optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? 'has a field other than "control", "section", "export", "applies", "shows", "does_not_show", "date", "source" and "note"'
          : 'must be an object with "control", "section" or "export", and "date"',
    },
  )
  .transform(({ does_not_show: showsNot, ...same }): ControlOverride => ({ ...same, showsNot }));

const overrides = z.array(override, 'the file must be a list of entries');

/**
 * Which part of the pack and which export is evidence for which control, overridden by this tenant's own statements in
 * `controls.json` in the data folder, if that file exists.
 */
export async function currentControls({ home, clock }: Pick<Deps, 'home' | 'clock'>): Promise<ControlMap> {
  const own = await overridesIn<ControlOverride>({
    path: join(home, FILE),
    entries: overrides,
    smaller: 'Keep only the entries that override something: one for each control and part.',
    correct: EXAMPLE,
    problem: (entries) => controlOverrideProblem(entries, FRAMEWORKS, clock()),
  });
  return controlMap(FRAMEWORKS, own, clock());
}

/** The controls for which one part is evidence now. */
export async function evidenceOf(
  deps: Pick<Deps, 'home' | 'clock'>,
  part: EvidencePart,
): Promise<readonly ControlEvidence[]> {
  const { evidence } = await currentControls(deps);
  return evidence.filter((one) => one.part === part && one.showing !== null);
}

const EXAMPLE =
  'Correct the file, for example: [{"control": "soc2:CC6.2", "section": "leavers", "applies": false, "date": "2026-11-20", "source": "our auditor"}].';
