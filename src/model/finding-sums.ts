import type { Finding } from './finding.ts';

/** How many accounts of a team have which finding. `other`: all teams beyond the largest ones, as one. */
export interface TeamSum {
  readonly kind: 'team' | 'other' | 'none';
  /** As the accounts have it; null: of no one team. */
  readonly team: string | null;
  readonly finding: Finding;
  readonly accounts: number;
}

export interface ReasonSum {
  readonly reason: string;
  readonly finding: Finding;
  readonly accounts: number;
}

/** The accounts of one question in numbers. */
export interface FindingSums {
  readonly teams: readonly TeamSum[];
  /** How many teams `other` stands for. */
  readonly otherTeams: number;
  readonly reasons: readonly ReasonSum[];
}
