import type { Instant } from './time.ts';

/** How far a statement about Clari can be trusted, best first. `assumption`: nobody says so; it is our careful guess. */
export type Confidence = 'first-party' | 'first-party-relayed' | 'third-party' | 'assumption';

export type CapabilityValue = boolean | number | string | readonly string[];

export interface CapabilitySource {
  readonly title: string;
  readonly url?: string;
}

/** A date as `YYYY-MM-DD`. */
export type Day = string;

/** Where a statement comes from. `read`: the source bears no date, so this is the day on which it was read. */
export interface CapabilityOrigin {
  readonly source: CapabilitySource;
  readonly date: Day;
  readonly dateBasis: 'source' | 'read';
  readonly confidence: Confidence;
}

/** One thing that a surface of Clari allows or does, as public material has it. */
export interface Capability extends CapabilityOrigin {
  readonly id: string;
  /** What `value` answers; worded so that it stays true whatever the value is. */
  readonly statement: string;
  readonly value: CapabilityValue;
  readonly note?: string;
  /** Who says otherwise. */
  readonly conflict?: string;
  /** What follows for somebody who closes or opens accounts. */
  readonly impact?: string;
}

/** What a tenant knows better about its own Clari. */
export interface CapabilityOverride {
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

/** The tenant's own word, with what it replaced: the difference is what a reviewer asks about. */
export interface OverriddenCapability
  extends Pick<Capability, 'id' | 'statement' | 'value' | 'date' | 'source' | 'note'> {
  readonly tenantOverride: true;
  readonly confidence: 'tenant';
  readonly old: boolean;
  readonly published: Omit<Capability, 'id' | 'statement'>;
}

/** What counts. `old`: its date is too far back to rely on it unasked. */
export type CapabilityInForce = PublishedCapability | OverriddenCapability;

export interface CapabilityProfile {
  readonly app: 'clari';
  readonly asOf: Instant;
  readonly oldAfterDays: number;
  readonly warnings: readonly string[];
  readonly capabilities: readonly CapabilityInForce[];
}
