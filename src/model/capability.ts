import type { Day } from './day.ts';
import type { Instant } from './time.ts';

/**
 * How far a statement about an application can be trusted, best first. `assumption`: no source says it; it is a careful guess.
 */
export type Confidence = 'first-party' | 'first-party-relayed' | 'third-party' | 'assumption';

export type CapabilityValue = boolean | number | string | readonly string[];

export interface CapabilitySource {
  readonly title: string;
  readonly url?: string;
}

/** Where a statement comes from. `read`: the day on which it was read, for a source without a date. */
export interface CapabilityOrigin {
  readonly source: CapabilitySource;
  readonly date: Day;
  readonly dateBasis: 'source' | 'read';
  readonly confidence: Confidence;
}

/** One thing that a surface of an application allows or does, as public material has it. */
export interface Capability extends CapabilityOrigin {
  readonly id: string;
  /** The question that `value` answers, worded to stay true for any value. */
  readonly statement: string;
  readonly value: CapabilityValue;
  readonly note?: string;
  /** The source that says otherwise. */
  readonly conflict?: string;
  /** What follows for somebody who closes or opens accounts. */
  readonly impact?: string;
}

/** A tenant's better knowledge of its own application; of Clari, where `app` is absent. */
export interface CapabilityOverride {
  readonly app?: string | undefined;
  readonly id: string;
  readonly value: CapabilityValue;
  readonly date: Day;
  readonly source?: string | undefined;
  readonly note?: string | undefined;
}

export interface PublishedCapability extends Capability {
  readonly tenantOverride: false;
  readonly old: boolean;
}

/** The tenant's own statement with the published one that it replaces, because a reviewer asks about the difference. */
export interface OverriddenCapability
  extends Pick<Capability, 'id' | 'statement' | 'value' | 'date' | 'source' | 'note'> {
  readonly tenantOverride: true;
  readonly confidence: 'tenant';
  readonly old: boolean;
  readonly published: Omit<Capability, 'id' | 'statement'>;
}

/** The statement in force. `old`: its date is too old to rely on without asking. */
export type CapabilityInForce = PublishedCapability | OverriddenCapability;

export interface CapabilityProfile {
  readonly app: string;
  readonly asOf: Instant;
  readonly oldAfterDays: number;
  readonly warnings: readonly string[];
  readonly capabilities: readonly CapabilityInForce[];
}
