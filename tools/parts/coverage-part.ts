import * as z from 'zod';
import type { SourceCoverage } from '../../src/model/coverage.ts';
import { bare } from '../../src/model/foreign.ts';
import { COMPLETENESS } from '../../src/model/snapshot.ts';

/** The short form that every list carries; `get_coverage` has the whole. */
export const coveragePart = z.object({
  source: z.string(),
  state: z.enum(['fresh', 'stale', 'missing']),
  as_of: z.string().nullable(),
  completeness: z.enum(COMPLETENESS).nullable(),
});

export function coverageOf(source: SourceCoverage): z.input<typeof coveragePart> {
  return {
    source: source.source,
    state: source.state,
    as_of: source.asOf,
    completeness: source.completeness,
  };
}

/** One line for text answers: `clari-users 2026-11-20 complete; directory:okta missing`. */
export function coverageLine(sources: readonly SourceCoverage[]): string {
  if (sources.length === 0) return 'Coverage: nothing was imported yet.';
  return `Coverage: ${sources
    .map((source) =>
      source.state === 'missing'
        ? `${bare(source.source)} missing`
        : `${bare(source.source)} ${source.asOf?.slice(0, 10)} ${source.completeness}${source.state === 'stale' ? ' STALE' : ''}`,
    )
    .join('; ')}.`;
}
