import type { Weights } from '../compare/weigh.ts';
import { type Comparer, type Contender, hasRule } from './contenders.ts';
import type { Decision, Evidence } from './decision.ts';
import type { MatchRule } from './rules.ts';
import { THRESHOLD } from './thresholds.ts';

interface Scored {
  readonly contender: Contender;
  readonly tenths: number;
  readonly anchor: Anchor | null;
  /** Something of theirs contradicts the account. */
  readonly isContradicted: boolean;
}

/** What stands in for an identifier. Names, cities and likenesses of addresses never do: they come from one another. */
type Anchor = Extract<MatchRule, 'near_employee_id' | 'birth_date'>;

const LEAST = { near_employee_id: THRESHOLD.nearId, birth_date: THRESHOLD.born } as const;
const SURE = 0.97;
const PROBABLE = 0.95;

/**
 * Without an identifier: independent evidence that together is as rare as one. The best person must have such an anchor
 * and a name with it, nothing against them, and nobody else near who has an anchor or an address too. Namesakes do not
 * count: else a link would come and go with strangers.
 */
export function decideByScore({ contenders, compare, isRole, droppedJoint, hasRivals }: Evidence): Decision {
  const [best, next] = contenders
    .map((contender) => scoreOf(contender, compare))
    .filter((one) => one.anchor !== null || hasRule(one.contender, 'plus_tag'))
    .sort((a, b) => b.tenths - a.tenths);
  if (best === undefined || best.anchor === null || best.isContradicted || best.tenths < LEAST[best.anchor] || isRole())
    return disputed('weak_rule', contenders);
  if (hasRivals(best.contender)) return disputed('employee_id_of_two_people', [best.contender]);
  if (droppedJoint) return disputed('too_many', contenders);
  if (next !== undefined && best.tenths - next.tenths < THRESHOLD.lead)
    return disputed('outscored_narrowly', [best.contender, next.contender]);
  const confidence = best.tenths >= THRESHOLD.definite ? SURE : PROBABLE;
  return { kind: 'linked', contender: best.contender, rule: best.anchor, confidence };
}

/** By the best of the person's identities; what contradicts any of them speaks against all. */
function scoreOf(contender: Contender, compare: Comparer): Scored {
  let best: Weights | null = null;
  let isContradicted = false;
  for (const identity of contender.person.identities) {
    const weights = compare.weights(identity);
    if (best === null || weights.total > best.total) best = weights;
    if (contradicts(weights)) isContradicted = true;
  }
  return { contender, tenths: best?.total ?? 0, anchor: best === null ? null : anchorOf(best), isContradicted };
}

/** Another id; two of one name whom their addresses number; a neighbour's id at another address. */
function contradicts({ crmId, employeeId, nearId, address, total }: Weights): boolean {
  if (crmId === 'disagree' || address.level === 'numbered') return true;
  if (employeeId !== 'disagree') return false;
  return nearId === null || (address.level === 'other' && total < THRESHOLD.definite);
}

function anchorOf({ nearId, birthDate, tenths }: Weights): Anchor | null {
  const named = Math.max(0, tenths.given_name) + Math.max(0, tenths.family_name);
  if (nearId !== null && named >= THRESHOLD.namedBy) return 'near_employee_id';
  return birthDate === 'agree' && named + Math.max(0, tenths.email) >= THRESHOLD.namedBy ? 'birth_date' : null;
}

function disputed(
  problem: Extract<Decision, { kind: 'disputed' }>['problem'],
  contenders: readonly Contender[],
): Decision {
  return { kind: 'disputed', problem, persons: new Set(contenders.map(({ person }) => person.personId)) };
}
