import type { App } from '../model/app-profile.ts';
import type { Situation } from '../model/correlation.ts';
import type { Finding, Reason } from '../model/finding.ts';
import type { Filter, Kind } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';

/** One file of the sample company, with what the person who brings it says about it. */
export interface DemoFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly kind: Kind;
  /** The application beside Clari that it is about; null: Clari. */
  readonly app: App | null;
  readonly directory: string | null;
  readonly asOf: Instant;
  readonly complete: boolean;
  readonly filter: Filter | null;
}

/** The true verdict on one account, decided from its story. `reason` is null where several would be right. */
export interface DemoAnswer {
  readonly app: App;
  readonly email: string;
  readonly accountId: string;
  readonly finding: Finding;
  readonly reason: Reason | null;
  readonly situation: Situation;
  /** One sentence for a reader. */
  readonly why: string;
}

/** A deactivation that somebody reports between two imports, as they word it: it need not be true. */
export interface DemoClaim {
  readonly accountEmail: string;
  readonly performedBy: string;
  readonly performedAt: Instant;
  readonly ticket: string;
  readonly recordedAt: Instant;
  /** Name of the file after whose import it is recorded. */
  readonly afterFile: string;
}

/** What an administrator of the sample company would configure. */
export interface DemoSettings {
  readonly apps: readonly App[];
  readonly directories: readonly string[];
  /** As `CLARI_IDENTITY_DOMAIN_ALIASES` takes it. */
  readonly domainAliases: string;
  readonly seatPrice: { readonly amount: number; readonly currency: string };
}

/** The sample company: its files in the order a person would import them, and the key of true answers. */
export interface DemoOrganisation {
  readonly company: string;
  /** People in the directories and behind the accounts. */
  readonly people: number;
  readonly files: readonly DemoFile[];
  readonly settings: DemoSettings;
  /** Every account of the newest users export, and every one that earlier exports had; then those elsewhere. */
  readonly key: readonly DemoAnswer[];
  readonly claims: readonly DemoClaim[];
}
