import { describe, expect, test } from 'vitest';
import { compareNames } from '../../../src/reconcile/compare/compare-names.ts';
import { mayBeOneWord } from '../../../src/reconcile/normalise/lost-letters.ts';
import { parseName } from '../../../src/reconcile/normalise/names.ts';
import { correlationOf, inShort } from './people.ts';

const name = (text: string) => parseName({ name: text, givenName: null, familyName: null });

describe('letters that an export lost', () => {
  test.each([
    ['S?ren ?str?m', 'Søren Åström', 'near'],
    ['S\ufffdren \ufffdstr\ufffdm', 'Soeren Aastroem', 'near'],
    ['S?ren ?str?m', 'S?ren ?str?m', 'near'],
    ['S?ren ?str?m', 'Kai Lund', 'disagree'],
    ['???? ????', 'Kai Lund', 'missing'],
    ['Anna ?str?m', 'Anna Lund', 'near'],
    ['Anna Lund', 'Anna Lund', 'agree'],
  ])('%s and %s: %s', (a, b, outcome) => {
    expect(compareNames(name(a), name(b))).toBe(outcome);
    expect(compareNames(name(b), name(a))).toBe(outcome);
  });

  test('are no disagreement with an address, and find whoever wrote them out', () => {
    const people = { s: { email: 'x0042@corp.example', givenName: 'S?ren', familyName: '?str?m' } };
    expect(correlationOf({ account: { email: 'x0042@corp.example', name: 'Søren Åström' }, people })).toMatchObject({
      situation: 'linked',
      confidence: 0.98,
    });
    const byName = correlationOf({ account: { email: 'soren@clari.example', name: 'Søren Åström' }, people });
    expect(inShort(byName)).toEqual({ situation: 'disputed', rule: 'name', who: ['s'] });
  });

  test('cost nothing to whoever fills a field with them', () => {
    const many = '?'.repeat(5_000);
    expect(mayBeOneWord(`a${many}`, `b${many}`)).toBe(false);
    expect(compareNames(name(`a${many} b`), name(`a${many} c`))).not.toBe('agree');
  });
});
