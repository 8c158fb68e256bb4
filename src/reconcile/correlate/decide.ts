import { nameAgrees, outcomeOf } from './compare.ts';
import { type Comparer, type Contender, hasRule } from './contenders.ts';
import type { MatchRule } from './rules.ts';

/** Why nobody is certain. */
export type Problem =
  | 'several_people'
  | 'identifiers_point_apart'
  | 'ids_conflict'
  | 'employee_id_of_two_people'
  | 'nothing_else_agrees'
  | 'name_does_not_agree'
  | 'role_mailbox'
  | 'too_many'
  | 'weak_rule';

export type Decision =
  | {
      readonly kind: 'linked';
      readonly contender: Contender;
      readonly rule: MatchRule;
      readonly confidence: number;
    }
  | { readonly kind: 'disputed'; readonly problem: Problem; readonly persons: ReadonlySet<string> }
  | { readonly kind: 'unmatched' };

export interface Evidence {
  readonly contenders: readonly Contender[];
  readonly compare: Comparer;
  readonly isRole: boolean;
  readonly droppedStrong: boolean;
  readonly hasRivals: (contender: Contender) => boolean;
}

const IDENTIFIERS = ['employee_id', 'crm_id', 'email'] as const;
const ADDRESS_RULES = ['email', 'secondary_email', 'domain_alias', 'plus_tag'] as const;

/**
 * Decides on comparisons: the place of a scored matcher, which would weigh the same evidence.
 * A winner must be the only person at the deciding rule and have nothing against them.
 */
export function decide(evidence: Evidence): Decision {
  const { contenders } = evidence;
  if (contenders.length === 0) return { kind: 'unmatched' };
  const rule = IDENTIFIERS.find((identifier) => contenders.some((contender) => hasRule(contender, identifier)));
  return rule === undefined ? decideByWeakAddress(evidence) : decideByIdentifier(rule, evidence);
}

function decideByIdentifier(rule: (typeof IDENTIFIERS)[number], evidence: Evidence): Decision {
  const { contenders } = evidence;
  const [winner, ...others] = contenders.filter((contender) => hasRule(contender, rule));
  if (winner === undefined) return { kind: 'unmatched' };
  if (others.length > 0) return disputed('several_people', [winner, ...others]);
  for (const identifier of IDENTIFIERS) {
    const pointed = contenders.filter((contender) => hasRule(contender, identifier));
    if (pointed.length > 0 && !pointed.includes(winner))
      return disputed('identifiers_point_apart', [winner, ...pointed]);
  }
  const problem = objection(winner, evidence);
  if (problem !== null) return disputed(problem, [winner]);
  if (rule !== 'email') {
    // Employee numbers are reused, and CRM users renamed to their successors.
    const stranger =
      !ADDRESS_RULES.some((other) => hasRule(winner, other)) && nameStanding(winner, evidence) === 'other';
    return stranger ? disputed('nothing_else_agrees', [winner]) : linked(winner, rule, 0.99);
  }
  return linked(winner, rule, EMAIL_CONFIDENCE[nameStanding(winner, evidence)]);
}

/** A departed person's address often becomes the alias of a manager: it needs a name that agrees. */
function decideByWeakAddress(evidence: Evidence): Decision {
  const { contenders } = evidence;
  const pointed = contenders.filter(
    (contender) => hasRule(contender, 'secondary_email') || hasRule(contender, 'domain_alias'),
  );
  const [winner, ...others] = pointed;
  if (winner === undefined) return disputed('weak_rule', contenders);
  if (others.length > 0) return disputed('several_people', pointed);
  const problem = objection(winner, evidence);
  if (problem !== null) return disputed(problem, [winner]);
  if (evidence.isRole) return disputed('role_mailbox', [winner]);
  if (!winner.person.identities.some((identity) => nameAgrees(evidence.compare.fields(identity))))
    return disputed('name_does_not_agree', [winner]);
  return linked(winner, hasRule(winner, 'secondary_email') ? 'secondary_email' : 'domain_alias', 0.93);
}

/** What speaks against a person whatever the rule. */
function objection(winner: Contender, evidence: Evidence): Problem | null {
  if (evidence.droppedStrong) return 'too_many';
  if (contradictsIds(winner, evidence.compare)) return 'ids_conflict';
  return evidence.hasRivals(winner) ? 'employee_id_of_two_people' : null;
}

/** An id that one of the person's identities shares is theirs, whatever an older identity says. */
function contradictsIds(contender: Contender, compare: Comparer): boolean {
  const { identities } = contender.person;
  if (!identities.some(compare.idsConflict)) return false;
  const all = identities.map(compare.fields);
  return (['employee_id', 'crm_id'] as const).some((field) => {
    const outcomes = all.map((comparisons) => outcomeOf(comparisons, field));
    return outcomes.includes('disagree') && !outcomes.includes('agree');
  });
}

type NameStanding = 'same' | 'other' | 'open';
const EMAIL_CONFIDENCE: Readonly<Record<NameStanding, number>> = { same: 0.99, open: 0.98, other: 0.9 };

function nameStanding(contender: Contender, { compare }: Evidence): NameStanding {
  const all = contender.person.identities.map(compare.fields);
  const same = all.some(
    (comparisons) =>
      outcomeOf(comparisons, 'name') === 'agree' ||
      (outcomeOf(comparisons, 'given_name') === 'agree' && outcomeOf(comparisons, 'family_name') === 'agree'),
  );
  if (same) return 'same';
  const outcomes = all.map((comparisons) => outcomeOf(comparisons, 'name'));
  return outcomes.includes('disagree') && !outcomes.includes('near') ? 'other' : 'open';
}

function linked(contender: Contender, rule: MatchRule, confidence: number): Decision {
  return { kind: 'linked', contender, rule, confidence };
}

function disputed(problem: Problem, contenders: readonly Contender[]): Decision {
  return { kind: 'disputed', problem, persons: new Set(contenders.map(({ person }) => person.personId)) };
}
