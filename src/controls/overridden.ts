import type { Control, ControlOverride, EvidencePart, Framework } from '../model/control.ts';
import { EVIDENCE_PARTS } from '../model/control.ts';

/** The control and the part that an override is about. */
export interface Overridden {
  readonly framework: Framework;
  readonly control: Control;
  readonly part: EvidencePart;
}

/** How an override names a control: `soc2:CC6.2`. */
export function controlName(framework: Framework, control: Control): string {
  return `${framework.id}:${control.id}`;
}

/** Every control by its name. */
export function namedControls(frameworks: readonly Framework[]): ReadonlyMap<string, Omit<Overridden, 'part'>> {
  return new Map(
    frameworks.flatMap((framework) =>
      framework.controls.map((control) => [controlName(framework, control), { framework, control }] as const),
    ),
  );
}

/** The part that an override names; undefined: it names none, or none that exists. */
export function partOf({ section, export: format }: ControlOverride): EvidencePart | undefined {
  return EVIDENCE_PARTS.find((part) => part === (section ?? format));
}
