import type { RowProblem } from '../../model/observation.ts';
import type { Reading, SnapshotHead } from '../../model/snapshot.ts';
import type { Detection, SourceSummary } from '../../sources/source.ts';
import type { ConfirmOutcome } from '../statements/asking.ts';
import type { BroughtBy } from './brought-by.ts';

/** Against the read before it; `removed` only where this read proves absence. */
export interface Changes {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Active in the read before; not so, or proven gone, in this one. */
  readonly noLongerActive: number;
}

export const NO_CHANGES: Changes = { added: 0, removed: 0, changed: 0, noLongerActive: 0 };

export interface ImportResult {
  readonly status: 'imported' | 'unchanged' | 'dry_run';
  readonly snapshotId: string | null;
  /** Whose word it is, or would be. */
  readonly by: BroughtBy;
  readonly head: SnapshotHead;
  readonly detection: Detection;
  readonly rows: number;
  readonly accepted: number;
  readonly refused: number;
  readonly rejected: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
  /** How its columns were read; null: it is JSON, or was imported before that was kept. */
  readonly reading: Reading | null;
  /** Up to three rows as they were read; none of a file that was imported before. */
  readonly samples: SourceSummary['samples'];
  readonly changes: Changes;
  /** E-mail or id of accounts whose recorded deactivation this read confirms or contradicts. */
  readonly verified: readonly string[];
  readonly contradicted: readonly string[];
  readonly message: string;
}

/** What a person is shown of a read before it counts as theirs. */
export interface ReadQuestion
  extends Pick<
    ImportResult,
    'head' | 'rows' | 'accepted' | 'refused' | 'reading' | 'samples' | 'changes' | 'verified' | 'contradicted'
  > {
  readonly mapping: Readonly<Record<string, string>>;
  /** What guards say against it, which agreeing accepts. */
  readonly guards: readonly string[];
  /** Reads whose place it takes. */
  readonly replaces: readonly string[];
}

export type AskAboutRead = (question: ReadQuestion) => Promise<ConfirmOutcome>;
