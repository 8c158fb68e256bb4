import { ownerAnswer, ownerQuestion } from '../../answers/owner-answer.ts';
import { stateWithoutCode } from '../../app/statements/statement.ts';
import type { ReviewVerb } from '../../model/review.ts';
import { attestationAt, confirmAtTerminal } from '../decide.ts';
import { type CommonOptions, print, type Terminal } from '../terminal.ts';
import { missing } from './words.ts';

interface OwnerFlags extends CommonOptions {
  readonly decision?: ReviewVerb;
  readonly rationale?: string;
  readonly owner?: string;
  readonly deputy?: string;
}

/** Changes who answers for the application of a review, and nothing else. */
export async function changeOwner(
  terminal: Terminal,
  reviewId: string,
  items: readonly string[],
  flags: OwnerFlags,
): Promise<void> {
  if (items.length > 0 || flags.decision !== undefined)
    throw missing('Who answers for the application is changed alone, without items or --decision.');
  if (flags.rationale === undefined) throw missing('Why is it changed? --rationale is needed.');
  const { changeOwner: statement } = await import('../../app/reviews/change-owner.ts');
  const request = {
    reviewId,
    owner: flags.owner ?? null,
    deputy: flags.deputy ?? null,
    reason: flags.rationale,
  };
  const changed = await stateWithoutCode(await terminal.open(), statement, request, {
    attestation: attestationAt(terminal),
    session: null,
    ask: (draft) => confirmAtTerminal(terminal, ownerQuestion(draft)),
  });
  print(terminal, flags, ownerAnswer(changed));
}
