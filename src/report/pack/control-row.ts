import * as z from 'zod';
import { type ControlMap, isPackSection } from '../../model/control.ts';

/**
 * What one section of the pack shows of one control. Names are plain texts, so that a pack stays readable for versions
 * that know other controls.
 */
export const controlRow = z.strictObject({
  framework: z.string(),
  framework_name: z.string(),
  framework_version: z.string(),
  control: z.string(),
  asks: z.string(),
  section: z.string(),
  /** False: the organisation states that the section is no evidence for the control. */
  applies: z.boolean(),
  shows: z.string().nullable(),
  does_not_show: z.string().nullable(),
  source: z.string(),
  url: z.string().nullable(),
  date: z.string(),
  /** `read`: the day on which it was read, for a source without a date. */
  date_basis: z.string(),
  confidence: z.string(),
  old: z.boolean(),
  tenant_override: z.boolean(),
  note: z.string().nullable(),
  published_shows: z.string().nullable(),
  published_does_not_show: z.string().nullable(),
  published_source: z.string().nullable(),
  published_date: z.string().nullable(),
});
type ControlRow = z.infer<typeof controlRow>;

export function controlRowsOf({ evidence }: ControlMap): readonly ControlRow[] {
  return evidence
    .filter(({ part }) => isPackSection(part))
    .map((one) => ({
      framework: one.framework,
      framework_name: one.frameworkName,
      framework_version: one.frameworkVersion,
      control: one.control,
      asks: one.asks,
      section: one.part,
      applies: one.showing !== null,
      shows: one.showing?.shows ?? null,
      does_not_show: one.showing?.showsNot ?? null,
      source: one.source.title,
      url: one.source.url ?? null,
      date: one.date,
      date_basis: one.dateBasis,
      confidence: one.confidence,
      old: one.old,
      tenant_override: one.tenantOverride,
      note: one.note,
      published_shows: one.published?.shows ?? null,
      published_does_not_show: one.published?.showsNot ?? null,
      published_source: one.published?.source.title ?? null,
      published_date: one.published?.date ?? null,
    }));
}
