import { expect, test } from 'vitest';
import { isSharedByMost } from '../../../src/reconcile/guards/shared.ts';
import { areStrangers, type Meeting } from '../../../src/reconcile/guards/strangers.ts';

const MEETINGS: readonly (readonly [string, Partial<Meeting>, boolean])[] = [
  ['nobody is found', { accounts: 12 }, true],
  ['one of a hundred is found', { accounts: 100, joined: 1 }, true],
  ['three accounts, none of them found', { accounts: 3 }, true],
  ['two accounts', { accounts: 2 }, false],
  ['no account has a domain of this directory', { accounts: 0 }, false],
  ['a fifth is found', { accounts: 100, joined: 20 }, false],
  ['a list of contractors beside the directory that has the accounts', { accounts: 100, elsewhere: 95 }, false],
  ['all are found', { accounts: 100, joined: 100 }, false],
];

test.each(MEETINGS)('%s', (_name, over, expected) => {
  expect(areStrangers({ accounts: 0, joined: 0, elsewhere: 0, sameName: 0, ...over })).toBe(expected);
});

test.each([
  ['one department for all', 40, 40, true],
  ['three people, one id', 3, 3, true],
  ['two people, one id', 2, 2, false],
  ['a few share one', 40, 6, false],
  ['half of them share one', 40, 20, false],
] as const)('shared: %s', (_name, people, sharing, expected) => {
  expect(isSharedByMost({ people, sharing, values: 1 })).toBe(expected);
});
