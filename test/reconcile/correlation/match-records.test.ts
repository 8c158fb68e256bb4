import { describe, expect, test } from 'vitest';
import type { MatchRecord } from '../../../src/model/match-record.ts';
import { BLANK, rowsOfMatch } from '../../helpers/match-record.ts';

function person(id: string, over: Partial<MatchRecord> = {}): MatchRecord {
  return { ...BLANK, id, ...over };
}

describe('two plain lists', () => {
  test('one row per linked account, per candidate, or one none', () => {
    const rows = rowsOfMatch(
      [
        person('a1', { email: 'jo@acme.com' }),
        person('a2', { name: 'Sam Roe' }),
        person('a3', { email: 'nobody@acme.com' }),
      ],
      [
        person('i1', { login: 'JO@acme.com' }),
        person('i2', { name: 'Sam Roe' }),
        person('i3', { givenName: 'Sam', familyName: 'Roe' }),
      ],
      { domainAliases: [] },
    );
    expect(rows).toEqual([
      { accountId: 'a1', identityId: 'i1', decision: 'linked', confidence: 0.98, rule: 'email' },
      { accountId: 'a2', identityId: 'i2', decision: 'candidate', confidence: 0.4, rule: 'name' },
      { accountId: 'a2', identityId: 'i3', decision: 'candidate', confidence: 0.4, rule: 'name' },
      { accountId: 'a3', identityId: null, decision: 'none', confidence: 0, rule: null },
    ]);
  });

  test('the login and the further addresses of an account count too', () => {
    const identities = [person('i1', { email: 'jo@acme.com', name: 'Jo Doe' })];
    const rows = rowsOfMatch(
      [
        person('a1', { login: 'jo@acme.com' }),
        person('a2', { otherEmails: ['jo@acme.com'], name: 'Jo Doe' }),
        person('a3', { otherEmails: ['jo@acme.com'], name: 'Sam Roe' }),
      ],
      identities,
      { domainAliases: [] },
    );
    expect(rows.map(({ decision, rule }) => [decision, rule])).toEqual([
      ['linked', 'email'],
      ['linked', 'secondary_email'],
      ['candidate', 'secondary_email'],
    ]);
  });
});
