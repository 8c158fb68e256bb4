import { type Comparer, type Contender, hasRule } from './contenders.ts';
import type { Decision, Evidence, Problem } from './decision.ts';
import { mayHaveMovedOn, movedOn } from './moved-on.ts';
import type { MatchRule } from './rules.ts';
import { decideByScore } from './score.ts';

/** Of an id that agrees while the name does not. */
export const DOUBTFUL_ID = 0.85;

/** Of an id in two spellings, and the name. */
const OTHER_SPELLING = 0.95;

const IDENTIFIERS = ['employee_id', 'crm_id', 'sso_name', 'email'] as const;
const ADDRESS_RULES = ['email', 'secondary_email', 'domain_alias', 'plus_tag'] as const;

/**
 * Identifiers decide first, then an address with a name, then evidence that together is as rare as an identifier.
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
  const standing = nameStanding(winner, evidence);
  if (rule === 'sso_name' && standing === 'other') {
    // Whom sign-on sends there, and whose address and name it is: two people, and nobody knows which.
    const named = contenders.filter((contender) => hasRule(contender, 'email'));
    if (named.length > 1) return disputed('several_people', named);
  }
  if (rule === 'employee_id' || rule === 'crm_id') {
    // Employee numbers are reused, and CRM users renamed to their successors.
    if (standing !== 'other' || ADDRESS_RULES.some((other) => hasRule(winner, other)))
      return linked(winner, rule, isOtherSpelling(winner, rule, evidence) ? OTHER_SPELLING : 0.99);
    return isStranger(winner, rule, evidence)
      ? disputed('nothing_else_agrees', [winner])
      : linked(winner, rule, DOUBTFUL_ID);
  }
  return whereItIs(winner, 'primary', evidence) ?? linked(winner, rule, EMAIL_CONFIDENCE[standing]);
}

/** Null: nothing says that the address was passed on. What is not whole is no answer yet. */
function whereItIs(winner: Contender, holding: 'primary' | 'further', evidence: Evidence): Decision | null {
  if (!evidence.isWhole)
    return mayHaveMovedOn(winner, holding, evidence) ? disputed('address_moved_on', [winner]) : null;
  const concerned = movedOn(winner, holding, evidence);
  return concerned === null ? null : disputed('address_moved_on', concerned);
}

/** A departed person's address often becomes the alias of a manager: it needs a name that agrees. */
function decideByWeakAddress(evidence: Evidence): Decision {
  const { contenders } = evidence;
  const pointed = contenders.filter(
    (contender) => hasRule(contender, 'secondary_email') || hasRule(contender, 'domain_alias'),
  );
  const [winner, ...others] = pointed;
  if (winner === undefined) return decideByScore(evidence);
  if (others.length > 0) return disputed('several_people', pointed);
  const problem = objection(winner, evidence);
  if (problem !== null) return disputed(problem, [winner]);
  if (evidence.isRole()) return disputed('role_mailbox', [winner]);
  const moved = whereItIs(winner, 'further', evidence);
  if (moved !== null) return moved;
  if (!winner.person.identities.some((identity) => nameAgrees(evidence.compare.names(identity))))
    return disputed('name_does_not_agree', [winner]);
  return linked(winner, hasRule(winner, 'secondary_email') ? 'secondary_email' : 'domain_alias', 0.93);
}

/** What speaks against a person whatever the rule. */
function objection(winner: Contender, evidence: Evidence): Problem | null {
  if (evidence.droppedStrong) return 'too_many';
  if (contradictsIds(winner, evidence.compare)) return 'ids_conflict';
  return evidence.hasRivals(winner) ? 'employee_id_of_two_people' : null;
}

function isOtherSpelling({ matches }: Contender, rule: MatchRule, { compare }: Evidence): boolean {
  return (
    rule === 'employee_id' &&
    matches.every(({ identity, rules }) => !rules.has(rule) || compare.id(identity, rule) !== 'agree')
  );
}

/** Another name, and another address or an id so short that it may have been given twice. */
function isStranger({ person: { identities } }: Contender, rule: MatchRule, evidence: Evidence): boolean {
  const { compare } = evidence;
  return identities.every((identity) => {
    const { names, address } = compare.weights(identity);
    if (address.level !== 'missing') return true;
    return names.given === 'other' && names.family === 'other' && !(rule === 'employee_id' && evidence.hasLongId);
  });
}

/** An id that one of the person's identities shares is theirs, whatever an older identity says. */
function contradictsIds({ person: { identities } }: Contender, compare: Comparer): boolean {
  return (['employee_id', 'crm_id'] as const).some((field) => {
    const outcomes = identities.map((identity) => compare.id(identity, field));
    return outcomes.includes('disagree') && !outcomes.includes('agree');
  });
}

/** A given, a family or the whole name agrees. */
function nameAgrees(names: ReturnType<Comparer['names']>): boolean {
  return names.whole === 'agree' || names.given === 'agree' || names.family === 'agree';
}

type NameStanding = 'same' | 'other' | 'open';
export const EMAIL_CONFIDENCE: Readonly<Record<NameStanding, number>> = { same: 0.99, open: 0.98, other: 0.9 };

function nameStanding(contender: Contender, { compare }: Evidence): NameStanding {
  const all = contender.person.identities.map((identity) => compare.names(identity));
  if (all.some(({ whole, given, family }) => whole === 'agree' || (given === 'agree' && family === 'agree')))
    return 'same';
  const outcomes = all.map(({ whole }) => whole);
  return outcomes.includes('disagree') && !outcomes.includes('near') ? 'other' : 'open';
}

function linked(contender: Contender, rule: MatchRule, confidence: number): Decision {
  return { kind: 'linked', contender, rule, confidence };
}

function disputed(problem: Problem, contenders: readonly Contender[]): Decision {
  return { kind: 'disputed', problem, persons: new Set(contenders.map(({ person }) => person.personId)) };
}
