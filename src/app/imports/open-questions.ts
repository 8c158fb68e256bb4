import { judgedPage } from '../../evaluation/index.ts';
import type { Finding, Reason } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';
import type { StoreReader } from '../../store/store.ts';

/** Accounts without a conclusion, or that a person must look at, grouped by one reason, with what would settle it. */
export interface OpenQuestion {
  readonly finding: Finding;
  readonly reason: Reason;
  readonly accounts: number;
  /** The step for the first of them; those of the others differ only in names or in the directory. */
  readonly nextStep: string;
}

const OPEN = ['needs_review', 'inconclusive'] as const satisfies readonly Finding[];

/** Most accounts first. */
export async function openQuestions(reader: StoreReader, settings: Settings): Promise<readonly OpenQuestion[]> {
  const questions: OpenQuestion[] = [];
  for (const finding of OPEN) {
    const counts = new Map<string, number>();
    for (const { reason, count } of await reader.judgedCounts({ findings: [finding] }))
      counts.set(reason, (counts.get(reason) ?? 0) + count);
    for (const [reason, accounts] of [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
      const filter = { findings: [finding], reasons: [reason] };
      const [first] = (await judgedPage(reader, settings, filter, 'severity', null, 1)).rows;
      if (first !== undefined)
        questions.push({ finding, reason: first.verdict.reason, accounts, nextStep: first.verdict.nextStep });
    }
  }
  return questions;
}

export function questionLines(questions: readonly OpenQuestion[]): readonly string[] {
  return questions.map(
    ({ finding, reason, accounts, nextStep }) =>
      `${finding}, ${reason}: ${accounts} account${accounts === 1 ? '' : 's'}\n    settle with: ${nextStep}`,
  );
}
