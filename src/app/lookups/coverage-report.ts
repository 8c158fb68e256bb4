import { evaluate } from '../../evaluation/index.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import type { Deps } from '../deps.ts';
import { type OpenQuestion, openQuestions } from '../imports/open-questions.ts';
import type { NeverSignedIn } from '../plans/never-signed-in.ts';
import { type AtAGlance, atAGlance } from './at-a-glance.ts';
import { coverageWarnings, currentCoverage } from './current-coverage.ts';

export interface CoverageReport {
  readonly sources: readonly SourceCoverage[];
  readonly warnings: readonly string[];
  /** People who are assigned to Clari and have no account; null unless requested in detail. */
  readonly neverSignedIn: NeverSignedIn | null;
  readonly glance: AtAGlance;
  /** What keeps accounts from a verdict, and what settles it; empty unless requested in detail. */
  readonly questions: readonly OpenQuestion[];
}

/** What can be proven now, for the tool and the resource alike. Who never signed in takes a walk through all identities. */
export async function coverageReport(deps: Deps, detailed: boolean, peopleMost?: number): Promise<CoverageReport> {
  const sources = await deps.store.read((reader) => currentCoverage(deps, reader));
  const { neverSignedIn, questions } = detailed
    ? await inDetail(deps, peopleMost)
    : { neverSignedIn: null, questions: [] };
  const glance = await atAGlance(deps);
  return { sources, warnings: coverageWarnings(sources), glance, neverSignedIn, questions };
}

async function inDetail(
  deps: Deps,
  peopleMost: number | undefined,
): Promise<Pick<CoverageReport, 'neverSignedIn' | 'questions'>> {
  const { neverSignedIn } = await import('../plans/never-signed-in.ts');
  await evaluate(deps);
  return deps.store.read(async (reader) => ({
    neverSignedIn: await neverSignedIn(reader, deps, peopleMost),
    questions: await openQuestions(reader, deps.settings),
  }));
}
