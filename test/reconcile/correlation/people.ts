import type { Correlation } from '../../../src/model/correlation.ts';
import type { LinkDecision } from '../../../src/model/decision.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { AccountObservation, IdentityObservation } from '../../../src/model/observation.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlate } from '../../../src/reconcile/decide/correlate.ts';
import { account, identity } from '../../helpers/model-builders.ts';

export type AccountFields = Partial<AccountObservation>;
/** `okta` unless said otherwise. */
export type IdentityFields = Partial<IdentityObservation>;

const NOTHING = { email: null, name: null };

/** An account that says only what is given. */
export function accountOf(fields: AccountFields) {
  return account({ latest: { ...NOTHING, exportId: null, ...fields } });
}

/** An identity that says only what is given. */
export function identityOf(identityId: string, fields: IdentityFields): Identity {
  const directory = fields.directory ?? 'okta';
  return identity({ directory, identityId, latest: { ...NOTHING, login: null, ...fields } });
}

export function identitiesOf(people: Readonly<Record<string, IdentityFields>>): Identity[] {
  return Object.entries(people).map(([id, fields]) => identityOf(id, fields));
}

interface Question {
  readonly account: AccountFields;
  readonly people: Readonly<Record<string, IdentityFields>>;
  readonly domainAliases?: readonly (readonly string[])[];
  readonly link?: LinkDecision | null;
}

export function correlationOf({ account: fields, people, domainAliases = [], link = null }: Question): Correlation {
  const index = buildCandidateIndex(identitiesOf(people));
  return correlate(accountOf(fields), index, { link }, { domainAliases });
}

/** Shorthand of an answer: situation, deciding rule, and who. */
export function inShort({ situation, rule, linked, candidates }: Correlation) {
  return { situation, rule, who: [...linked, ...candidates].map(({ identity: { identityId } }) => identityId) };
}
