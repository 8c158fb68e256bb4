import type { CapabilityOrigin, CapabilitySource, Confidence } from './capability.ts';
import type { Day } from './day.ts';
import { EXCHANGE_FORMATS } from './exchange-format.ts';

/** Frameworks whose controls are known, in the order in which they are shown. */
export const FRAMEWORK_IDS = ['soc2', 'iso27001', 'nist-800-53', 'pci-dss', 'hipaa', 'sox'] as const;
export type FrameworkId = (typeof FRAMEWORK_IDS)[number];

/** Sections of the evidence pack, in the order of its page. */
export const PACK_SECTIONS = [
  'population',
  'leavers',
  'records',
  'decisions',
  'links',
  'plans',
  'steps',
  'reviews',
  'review_items',
  'review_decisions',
  'history',
  'reads',
  'coverage',
  'checkpoints',
] as const;
export type PackSection = (typeof PACK_SECTIONS)[number];

/** All that may be evidence for a control: sections of the pack, and exports for other systems. */
export const EVIDENCE_PARTS = [...PACK_SECTIONS, ...EXCHANGE_FORMATS] as const;
export type EvidencePart = (typeof EVIDENCE_PARTS)[number];

/** What a part shows of a control, and what it leaves open, in our own words. */
export interface Showing {
  readonly shows: string;
  readonly showsNot: string;
}

/** One control of a framework. Its origin is that of `asks`; the standard itself decides what it asks. */
export interface Control extends CapabilityOrigin {
  /** As the framework numbers it: `CC6.2`. */
  readonly id: string;
  /** In our own words, never those of the standard. */
  readonly asks: string;
  readonly evidence: Readonly<Partial<Record<EvidencePart, Showing>>>;
}

export interface Framework {
  readonly id: FrameworkId;
  readonly name: string;
  /** `2022`, `v4.0.1`. */
  readonly version: string;
  readonly controls: readonly Control[];
}

/** A tenant's own word on what one part is evidence for, as its auditor takes it. */
export interface ControlOverride {
  /** `soc2:CC6.2` */
  readonly control: string;
  readonly section?: string | undefined;
  readonly export?: string | undefined;
  readonly applies?: boolean | undefined;
  readonly shows?: string | undefined;
  readonly showsNot?: string | undefined;
  readonly date: Day;
  readonly source?: string | undefined;
  readonly note?: string | undefined;
}

/** What one part shows of one control, as it counts now. */
export interface ControlEvidence {
  readonly framework: FrameworkId;
  readonly frameworkName: string;
  readonly frameworkVersion: string;
  readonly control: string;
  readonly asks: string;
  readonly part: EvidencePart;
  /** Null: the tenant states that this part is no evidence for the control. */
  readonly showing: Showing | null;
  readonly tenantOverride: boolean;
  readonly source: CapabilitySource;
  readonly date: Day;
  readonly dateBasis: CapabilityOrigin['dateBasis'];
  readonly confidence: Confidence | 'tenant';
  /** Its date is too old to rely on without asking. */
  readonly old: boolean;
  readonly note: string | null;
  /** What a tenant's own word replaced; null: nothing. */
  readonly published: (Showing & CapabilityOrigin) | null;
}

export interface ControlMap {
  readonly frameworks: readonly Framework[];
  readonly evidence: readonly ControlEvidence[];
}

export function isPackSection(part: EvidencePart): part is PackSection {
  return PACK_SECTIONS.some((section) => section === part);
}
