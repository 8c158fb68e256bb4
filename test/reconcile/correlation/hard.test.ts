import { describe, expect, test } from 'vitest';
import { buildCandidateIndex, MOST_CANDIDATES } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlate } from '../../../src/reconcile/decide/correlate.ts';
import { markDuplicates } from '../../../src/reconcile/decide/one-to-one.ts';
import { accountTraits } from '../../../src/reconcile/normalise/traits.ts';
import { account, correlation, identity } from '../../helpers/model-builders.ts';
import { accountOf, identityOf, inShort } from './people.ts';

const MANY = 5_000;
const SETTINGS = { domainAliases: [] };

function many<T>(make: (index: number) => T): T[] {
  return Array.from({ length: MANY }, (_, index) => make(index));
}

describe('hard cases stay cheap and honest', () => {
  test('thousands of one name: a few candidates, the rest counted, for every account', () => {
    const index = buildCandidateIndex(
      many((n) => identityOf(`p${n}`, { email: `p${n}@acme.com`, name: 'John Smith' })),
    );
    let comparisons = 0;
    const counted = {
      ...index,
      traitsOf: (one: Parameters<typeof index.traitsOf>[0]) => {
        comparisons += 1;
        return index.traitsOf(one);
      },
    };
    for (let n = 0; n < MANY; n += 1) {
      const found = correlate(
        accountOf({ email: `x${n}@y.example`, name: 'Smith, John' }),
        counted,
        { link: null },
        SETTINGS,
      );
      expect(found.candidates).toHaveLength(3);
      expect(found.candidatesDropped).toBe(MANY - 3);
    }
    // What a high-fan-in identity costs grows with the accounts, not with accounts times identities.
    expect(comparisons).toBeLessThanOrEqual(MANY * MOST_CANDIDATES * 3);
  });

  test('an exact address finds its owner among thousands of the same name', () => {
    const index = buildCandidateIndex(
      many((n) => identityOf(`p${n}`, { email: `p${n}@acme.com`, name: 'John Smith' })),
    );
    for (const n of [0, 4_321, MANY - 1]) {
      const found = correlate(
        accountOf({ email: `p${n}@acme.com`, name: 'John Smith' }),
        index,
        { link: null },
        SETTINGS,
      );
      expect(inShort(found)).toEqual({ situation: 'linked', rule: 'email', who: [`p${n}`] });
    }
  });

  test('an identity with 500 aliases', () => {
    const otherEmails = Array.from({ length: 500 }, (_, n) => `alias${n}@acme.com`);
    const index = buildCandidateIndex([identityOf('jo', { email: 'jo@acme.com', name: 'Jo Doe', otherEmails })]);
    for (const email of otherEmails) {
      const found = correlate(accountOf({ email, name: 'Jo Doe' }), index, { link: null }, SETTINGS);
      expect(inShort(found)).toEqual({ situation: 'linked', rule: 'secondary_email', who: ['jo'] });
    }
  });

  test('one address of thousands is nobody’s', () => {
    const index = buildCandidateIndex(many((n) => identityOf(`p${n}`, { email: 'all@acme.com' })));
    const found = correlate(accountOf({ email: 'all@acme.com' }), index, { link: null }, SETTINGS);
    expect(found).toMatchObject({ situation: 'disputed', candidatesDropped: MANY - 3 });
  });

  test('candidates that were left out keep an identifier from deciding', () => {
    const others = many((n) => identityOf(`p${n}`, { email: `p${n}@acme.com`, otherEmails: ['jo@acme.com'] }));
    const index = buildCandidateIndex([...others, identityOf('a', { employeeId: 'E1' })]);
    const row = { employeeId: 'E1', email: 'jo@acme.com' };
    expect(index.candidates(accountTraits(accountOf(row).latest, SETTINGS))).toMatchObject({
      dropped: MANY + 1 - MOST_CANDIDATES,
      droppedStrong: true,
    });
    expect(correlate(accountOf(row), index, { link: null }, SETTINGS).situation).toBe('disputed');
  });

  test('thousands of accounts of one person name some others each', () => {
    const jo = correlation([identity()]);
    const pairs = new Map(
      many((n) => [`u${n}`, { account: account({ accountId: `u${n}` }), correlation: jo }] as const),
    );
    const marked = markDuplicates(pairs);
    expect(marked.get('u4999')?.duplicateOf).toHaveLength(10);
    expect(marked.get('u4999')?.duplicateOf).not.toContain('u4999');
  });
});
