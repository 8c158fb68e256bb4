import type { SourceCoverage } from '../../model/coverage.ts';
import type { ExposureList } from '../../model/exposure.ts';
import type { Evidence, Finding, NextAction, Reason, UsedAfterRevocation } from '../../model/finding.ts';
import type { FindingSums } from '../../model/finding-sums.ts';
import type { Instant } from '../../model/time.ts';

/** One account as a reader of the review sees it. */
export interface ReviewRow {
  readonly accountId: string;
  readonly app: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly team: string | null;
  readonly role: string | null;
  readonly finding: Finding;
  readonly also: readonly Finding[];
  readonly wouldBe: Finding | null;
  readonly reason: Reason;
  readonly notes: readonly Reason[];
  readonly confidence: number;
  readonly revokedAt: Instant | null;
  readonly revokedAtBasis: string | null;
  readonly usedAfterRevocation: UsedAfterRevocation;
  readonly lastLoginAt: Instant | null;
  readonly managerEmail: string | null;
  readonly dueAt: Instant | null;
  readonly deadline: string;
  readonly nextAction: NextAction;
  readonly nextStep: string;
  readonly evidence: readonly Evidence[];
}

export interface ReviewData {
  readonly generatedAt: Instant;
  readonly version: string;
  readonly evaluated: number;
  readonly byFinding: Readonly<Record<string, number>>;
  readonly inconclusiveByReason: Readonly<Record<string, number>>;
  /** Of all that match, also where `rows` was cut. */
  readonly sums: FindingSums;
  readonly exposure: ExposureList;
  readonly coverage: readonly SourceCoverage[];
  readonly warnings: readonly string[];
  /** Most pressing first. */
  readonly rows: readonly ReviewRow[];
  /** How many match; more than `rows` when the page was cut. */
  readonly total: number;
}
