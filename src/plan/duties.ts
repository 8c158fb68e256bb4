import { type Actor, namesOf } from '../model/actor.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { quote } from '../model/foreign.ts';
import { folded } from './same-text.ts';

/** Who had a hand in a plan so far. */
export interface Duties {
  readonly drafters: readonly Actor[];
  readonly approvers: readonly Actor[];
  /** Names that people gave, as they wrote them. */
  readonly performers: readonly string[];
}

/** With separation of duties on: refuses with ERR_DUTIES, naming the rule, an approver who may not be one. */
export function checkApprover(isOn: boolean, approver: Actor, duties: Pick<Duties, 'drafters' | 'performers'>): void {
  if (!isOn) return;
  if (!approver.authenticated)
    throw refusal(
      'an unauthenticated actor does not approve',
      `${quote(approver.name)} acts through ${approver.via} and was not authenticated.`,
      'Approve through the HTTP server, signed in as somebody with the approver role.',
    );
  const own = names([approver]);
  if (names(duties.drafters).some((name) => own.includes(name)))
    throw refusal(
      'who drafts does not approve',
      `${quote(approver.name)} drafted this plan.`,
      'Ask somebody else to approve it.',
    );
  if (duties.performers.some((name) => own.includes(folded(name))))
    throw refusal(
      'who performs does not approve',
      `${quote(approver.name)} is recorded as having performed a step of this plan.`,
      'Ask somebody else to approve it.',
    );
}

/** The same for whoever performed a step. Names are compared as people write them: two spellings are two people. */
export function checkPerformer(isOn: boolean, performer: string, duties: Pick<Duties, 'drafters' | 'approvers'>): void {
  if (!isOn) return;
  if (names(duties.drafters).includes(folded(performer)))
    throw refusal(
      'who drafts does not perform',
      `${quote(performer)} drafted this plan.`,
      'Have somebody else do the work, or record who really did it.',
    );
  if (names(duties.approvers).includes(folded(performer)))
    throw refusal(
      'who approves does not perform',
      `${quote(performer)} approved this plan.`,
      'Have somebody else do the work, or record who really did it.',
    );
}

function names(actors: readonly Actor[]): readonly string[] {
  return actors.flatMap(namesOf).map(folded);
}

function refusal(rule: string, why: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_DUTIES',
    `Separation of duties: ${rule}. ${why} Nothing was recorded.`,
    `${remedy} The rule is switched on by CLARI_IDENTITY_SEPARATION_OF_DUTIES.`,
  );
}
