import type {
  Control,
  ControlEvidence,
  ControlMap,
  ControlOverride,
  EvidencePart,
  Framework,
} from '../model/control.ts';
import { EVIDENCE_PARTS } from '../model/control.ts';
import { isOld } from '../model/day.ts';
import type { Instant } from '../model/time.ts';
import { controlName, partOf } from './overridden.ts';

/**
 * What each part is evidence for now: the tenant's own statement before the published one. A part that the tenant takes
 * away stays listed, so that a reader sees that it was taken away.
 */
export function controlMap(
  frameworks: readonly Framework[],
  overrides: readonly ControlOverride[],
  now: Instant,
): ControlMap {
  const own = new Map(overrides.map((override) => [`${override.control} ${partOf(override) ?? ''}`, override]));
  const evidence = frameworks.flatMap((framework) =>
    framework.controls.flatMap((control) =>
      EVIDENCE_PARTS.flatMap((part) => {
        const override = own.get(`${controlName(framework, control)} ${part}`);
        const found = inForce(framework, control, part, override, now);
        return found === null ? [] : [found];
      }),
    ),
  );
  return { frameworks, evidence };
}

function inForce(
  framework: Framework,
  control: Control,
  part: EvidencePart,
  own: ControlOverride | undefined,
  now: Instant,
): ControlEvidence | null {
  const { source, date, dateBasis, confidence } = control;
  const published = control.evidence[part];
  const about = {
    framework: framework.id,
    frameworkName: framework.name,
    frameworkVersion: framework.version,
    control: control.id,
    asks: control.asks,
    part,
  };
  if (own !== undefined)
    return {
      ...about,
      showing:
        own.shows === undefined || own.showsNot === undefined ? null : { shows: own.shows, showsNot: own.showsNot },
      tenantOverride: true,
      source: { title: own.source ?? 'stated by this tenant' },
      date: own.date,
      dateBasis: 'source',
      confidence: 'tenant',
      old: isOld(own.date, now),
      note: own.note ?? null,
      published: published === undefined ? null : { ...published, source, date, dateBasis, confidence },
    };
  if (published === undefined) return null;
  return {
    ...about,
    showing: published,
    tenantOverride: false,
    source,
    date,
    dateBasis,
    confidence,
    old: isOld(date, now),
    note: null,
    published: null,
  };
}
