import type { Resource } from '../resource.ts';
import { resourceJson } from './resource-json.ts';

export const coverage: Resource = {
  uri: 'clari://coverage',
  name: 'coverage',
  title: 'What can be proven now',
  description:
    'What each imported source proves and cannot prove at this moment, and the command that would close each gap: the facts of get_coverage.',
  mimeType: 'application/json',
  async read(deps) {
    const [{ coverageReport }, { neverSignedInLines }] = await Promise.all([
      import('../app/lookups/coverage-report.ts'),
      import('../answers/coverage-answer.ts'),
    ]);
    const { sources, warnings, neverSignedIn } = await coverageReport(deps, true);
    return resourceJson({ sources, warnings: [...warnings, ...neverSignedInLines(neverSignedIn)] });
  },
};
