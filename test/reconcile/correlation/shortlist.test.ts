import { describe, expect, test } from 'vitest';
import { correlationOf, type IdentityFields, inShort } from './people.ts';

describe('candidates', () => {
  test('are at most three, best first, the rest is counted', () => {
    const people = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, { name: 'Jo Doe' }] as const));
    const correlation = correlationOf({
      account: { email: 'jo+clari@acme.com', name: 'Jo Doe' },
      people: { ...people, z: { email: 'jo@acme.com' } },
    });
    expect(inShort(correlation).who).toEqual(['z', 'a', 'b']);
    expect(correlation.candidates.map((one) => one.confidence)).toEqual([0.6, 0.4, 0.4]);
    expect(correlation.candidatesDropped).toBe(2);
    expect(correlation).toMatchObject({ rule: 'plus_tag', confidence: 0.6 });
  });

  test('show every person before a second identity of one', () => {
    const one = { email: 'team@acme.com', employeeId: 'E1' };
    const people: Record<string, IdentityFields> = {
      'one-a': one,
      'one-b': { ...one, directory: 'entra' },
      'one-c': { ...one, directory: 'ldap' },
      two: { email: 'team@acme.com', employeeId: 'E2' },
    };
    expect(inShort(correlationOf({ account: { email: 'team@acme.com' }, people })).who).toContain('two');
  });

  test('a conflicting id puts a candidate behind', () => {
    const correlation = correlationOf({
      account: { email: 'jo+x@acme.com', name: 'Jo Doe', employeeId: 'E1' },
      people: { tagged: { email: 'jo@acme.com', employeeId: 'E2' }, named: { name: 'Jo Doe' } },
    });
    expect(inShort(correlation).who).toEqual(['named', 'tagged']);
  });

  test('show both sides of every field that one of them states, and what it weighs', () => {
    const [candidate] = correlationOf({
      account: { email: 'jo+x@acme.com', name: 'Jo Doe', employeeId: 'E1' },
      people: { jo: { email: 'jo@acme.com', givenName: 'Jo', familyName: 'Doe' } },
    }).candidates;
    expect(candidate?.comparisons).toEqual([
      { field: 'employee_id', outcome: 'missing', account: 'E1', identity: null, weight: 0 },
      { field: 'email', outcome: 'near', account: 'jo+x@acme.com', identity: 'jo@acme.com', weight: 12 },
      { field: 'name', outcome: 'agree', account: 'Jo Doe', identity: 'Jo Doe', weight: 0 },
      { field: 'given_name', outcome: 'agree', account: null, identity: 'Jo', weight: 5 },
      { field: 'family_name', outcome: 'agree', account: null, identity: 'Doe', weight: 7.5 },
    ]);
  });
});
