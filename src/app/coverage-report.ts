import type { SourceCoverage } from '../model/coverage.ts';
import { coverageWarnings, currentCoverage } from './current-coverage.ts';
import type { Deps } from './deps.ts';
import { evaluate } from './evaluate.ts';

export interface CoverageReport {
  readonly sources: readonly SourceCoverage[];
  readonly warnings: readonly string[];
  /** People who are assigned to Clari and have no account; part of the warnings too. */
  readonly neverSignedIn: readonly string[];
}

/** What can be proven now, for the tool and the resource alike. Who never signed in takes a walk through all identities. */
export async function coverageReport(deps: Deps, detailed: boolean): Promise<CoverageReport> {
  const sources = await deps.store.read((reader) => currentCoverage(deps, reader));
  const neverSignedIn = detailed ? await whoNeverSignedIn(deps) : [];
  return { sources, warnings: [...coverageWarnings(sources), ...neverSignedIn], neverSignedIn };
}

async function whoNeverSignedIn(deps: Deps): Promise<readonly string[]> {
  const { neverSignedIn, neverSignedInLines } = await import('./plans/never-signed-in.ts');
  await evaluate(deps);
  return neverSignedInLines(await deps.store.read((reader) => neverSignedIn(reader, deps)));
}
