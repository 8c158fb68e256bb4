import type { Instant } from './time.ts';

/** One open opportunity that the person owns, as the newest opportunities file shows it. */
export interface HeldOpportunity {
  readonly opportunityId: string | null;
  readonly name: string | null;
  readonly accountName: string | null;
  readonly stage: string | null;
  /** As the file writes it. */
  readonly amountRaw: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly closeDate: Instant | null;
  /** False: no column says whether it is closed, so it may be. */
  readonly certainlyOpen: boolean;
}

/** `currency` is null if the file does not say which. Amounts are never added across currencies. */
export interface CurrencyTotal {
  readonly currency: string | null;
  readonly amount: number;
  readonly opportunities: number;
  /** Number of those whose amount is blank or not understood, so that the sum lacks them. */
  readonly withoutAmount: number;
}

/** A forecast that the person submits to, with their newest value of each kind. */
export interface HeldForecast {
  readonly field: string;
  readonly period: string;
  readonly dataType: string;
  readonly valueRaw: string | null;
  readonly currency: string | null;
}

/** The work that has to be handed over, and its sources. Null parts: no such file was read. */
export interface Handover {
  readonly opportunities: readonly HeldOpportunity[];
  readonly totals: readonly CurrencyTotal[];
  readonly opportunitiesFrom: HandoverSource | null;
  /** Number of rows whose owner's name fits the person and somebody else; they are assigned to neither. */
  readonly ambiguousOwnerRows: number;
  readonly forecasts: readonly HeldForecast[];
  readonly forecastsFrom: HandoverSource | null;
  /** Rows beyond those kept; counted, not hidden. */
  readonly dropped: number;
}

export interface HandoverSource {
  readonly fileName: string;
  readonly asOf: Instant;
  readonly complete: boolean;
  /** Older than the configured limit. */
  readonly stale: boolean;
}
