import type { Case, ClassifyInput } from './case.ts';
import { caseShape } from './case-shape.ts';
import { decide, type Judgement } from './decide.ts';
import { ownPremises } from './own-premises.ts';
import { premisesOf } from './premises.ts';
import { timing } from './timing.ts';
import { work } from './work.ts';

/** Decides on an account, and keeps the account to explain the verdict. */
export function openCase(input: ClassifyInput): { readonly c: Case; readonly judgement: Judgement } {
  const { account, correlation } = input;
  const judgement = decide(premisesOf(caseShape(account, correlation), ownPremises(input), input));
  const speaking = judgement.speaking.flatMap((at) => correlation.linked[at]?.identity ?? []);
  return {
    c: {
      ...input,
      person: { speaking },
      timing: timing(account, { leaning: judgement.leaning, speaking }),
      work: work(input),
    },
    judgement,
  };
}
