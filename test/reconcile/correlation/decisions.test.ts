import { describe, expect, test } from 'vitest';
import type { LinkDecision } from '../../../src/model/decision.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlate } from '../../../src/reconcile/decide/correlate.ts';
import { NOW } from '../../helpers/model-builders.ts';
import { accountOf, correlationOf, identityOf, inShort } from './people.ts';

function decided(identity: LinkDecision['identity']): LinkDecision {
  const attestation = { level: 'terminal_phrase', client: null } as const;
  return {
    accountId: 'u1',
    identity,
    decidedBy: 'Robin',
    decidedAt: NOW,
    reason: 'Asked the manager',
    attestation,
    counts: true,
  };
}

const jo = { email: 'jo@acme.com', name: 'Jo Doe' };
const sam = { email: 'sam@acme.com', name: 'Sam Roe' };

describe('a person’s decision', () => {
  test('links whatever the rules say', () => {
    const link = decided({ directory: 'okta', identityId: 'sam' });
    const correlation = correlationOf({ account: jo, people: { jo, sam }, link });
    expect(inShort(correlation)).toEqual({ situation: 'linked', rule: 'confirmed_by_person', who: ['sam'] });
    expect(correlation.confidence).toBe(1);
    expect(correlation.linked[0]?.comparisons.find((one) => one.field === 'email')?.outcome).toBe('disagree');
  });

  test('brings the other identities of the same person', () => {
    const link = decided({ directory: 'okta', identityId: 'sam' });
    const people = { sam: { ...sam, employeeId: 'E1' }, 'sam-entra': { directory: 'entra', employeeId: 'E1' } };
    expect(inShort(correlationOf({ account: jo, people, link })).who).toEqual(['sam', 'sam-entra']);
  });

  test('that nobody owns it is not re-decided by an exact address', () => {
    const correlation = correlationOf({ account: jo, people: { jo }, link: decided(null) });
    expect(inShort(correlation)).toEqual({ situation: 'unmatched', rule: 'confirmed_none', who: [] });
    expect(correlation.confidence).toBe(1);
  });

  test('for an identity that no read shows lets no rule name another', () => {
    const link = decided({ directory: 'okta', identityId: 'gone' });
    const correlation = correlationOf({ account: jo, people: { jo }, link });
    expect(inShort(correlation)).toEqual({ situation: 'disputed', rule: 'confirmed_by_person', who: ['jo'] });
    expect(correlation.candidates[0]?.whyNot).toContain('no read shows');
  });

  test('is found under a former reference of the identity', () => {
    const aliases = new Map([['okta/sam@acme.com', 'okta/sam']]);
    const index = buildCandidateIndex([identityOf('sam', sam)], { aliases });
    const link = decided({ directory: 'okta', identityId: 'sam@acme.com' });
    const correlation = correlate(accountOf(jo), index, { link }, { domainAliases: [] });
    expect(inShort(correlation).who).toEqual(['sam']);
  });
});
