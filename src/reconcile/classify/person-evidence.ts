import type { Evidence } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import { enteredName } from './app-words.ts';
import type { Case } from './case.ts';
import { identityEvidence } from './identity-evidence.ts';

/** What every linked identity says, and why some statements do not count. */
export function personEvidence(c: Case): readonly Evidence[] {
  return c.correlation.linked.flatMap(({ identity }) =>
    identityEvidence(identity, enteredName(c), remark(identity, c)),
  );
}

function remark(identity: Identity, c: Case): string | null {
  const { coverage, person } = c;
  if (coverage.notAccepted.has(identity.directory))
    return 'This directory was first named by a tool call and nobody accepted it: shown, not counted.';
  if (!coverage.scope.includes(identity.directory))
    return `This directory does not govern ${enteredName(c)}: shown, not counted.`;
  if (!person.speaking.includes(identity)) return 'A guest: what its home directory says counts.';
  return null;
}
