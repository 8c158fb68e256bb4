import { describe, expect, test } from 'vitest';
import type { Account } from '../../../src/model/account.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { markDuplicates } from '../../../src/reconcile/decide/one-to-one.ts';
import { account, correlation, disputed, identity } from '../../helpers/model-builders.ts';

const jo = identity({ identityId: 'jo' });
const joEntra = identity({ directory: 'entra', identityId: 'jo' });
const sam = identity({ identityId: 'sam' });

interface Claim {
  readonly id: string;
  readonly owners: readonly Identity[];
  readonly over?: Partial<Pick<Account, 'app' | 'status'>>;
}

const CASES: readonly { name: string; claims: readonly Claim[]; duplicates: Readonly<Record<string, string[]>> }[] = [
  {
    name: 'two active accounts of one person name each other',
    claims: [
      { id: 'b', owners: [jo] },
      { id: 'a', owners: [jo] },
    ],
    duplicates: { a: ['b'], b: ['a'] },
  },
  {
    name: 'three name both others',
    claims: ['a', 'b', 'c'].map((id) => ({ id, owners: [jo] })),
    duplicates: { a: ['b', 'c'], b: ['a', 'c'], c: ['a', 'b'] },
  },
  {
    name: 'one person through different directories',
    claims: [
      { id: 'a', owners: [jo, joEntra] },
      { id: 'b', owners: [joEntra] },
    ],
    duplicates: { a: ['b'], b: ['a'] },
  },
  {
    name: 'an inactive account claims nobody',
    claims: [
      { id: 'a', owners: [jo] },
      { id: 'b', owners: [jo], over: { status: 'inactive' } },
    ],
    duplicates: {},
  },
  {
    name: 'an account of unknown status claims nobody',
    claims: [
      { id: 'a', owners: [jo] },
      { id: 'b', owners: [jo], over: { status: 'unknown' } },
    ],
    duplicates: {},
  },
  {
    name: 'the other app’s account is no duplicate',
    claims: [
      { id: 'a', owners: [jo] },
      { id: 'b', owners: [jo], over: { app: 'copilot' } },
    ],
    duplicates: {},
  },
  {
    name: 'different people',
    claims: [
      { id: 'a', owners: [jo] },
      { id: 'b', owners: [sam] },
    ],
    duplicates: {},
  },
];

describe('one person, one active account of an app', () => {
  test.each(CASES)('$name', ({ claims, duplicates }) => {
    const pairs = new Map(
      claims.map(({ id, owners, over }) => [
        id,
        { account: account({ accountId: id, ...over }), correlation: correlation(owners) },
      ]),
    );
    const marked = [...markDuplicates(pairs)];
    expect(
      Object.fromEntries(
        marked.filter(([, one]) => one.situation === 'duplicate').map(([id, one]) => [id, one.duplicateOf]),
      ),
    ).toEqual(duplicates);
  });

  test('candidates claim nobody', () => {
    const pairs = new Map(
      ['a', 'b'].map((id) => [id, { account: account({ accountId: id }), correlation: disputed([jo]) }]),
    );
    expect([...markDuplicates(pairs).values()].map((one) => one.situation)).toEqual(['disputed', 'disputed']);
  });
});
