import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../../src/model/account.ts';
import { markRenamesByOwner } from '../../../src/reconcile/decide/renames-by-owner.ts';
import { account, correlation, daysAgo, identity, sighting } from '../../helpers/model-builders.ts';

const jo = correlation([identity({ identityId: 'jo' })]);
const sam = correlation([identity({ identityId: 'sam' })]);
const gone = [sighting(daysAgo(5), 'active'), sighting(daysAgo(3), 'absent'), sighting(daysAgo(1), 'absent')];

interface Case {
  readonly name: string;
  readonly old?: readonly Sighting[];
  readonly fresh: readonly Sighting[];
  readonly owner?: typeof jo;
  readonly renamed: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'the owner has a new one from the read that lacks it',
    fresh: [sighting(daysAgo(3), 'active')],
    renamed: ['new'],
  },
  { name: 'the new one came later', fresh: [sighting(daysAgo(2), 'active')], renamed: [] },
  { name: 'the other one was there before', fresh: [sighting(daysAgo(5), 'active')], renamed: [] },
  { name: 'another owner', fresh: [sighting(daysAgo(3), 'active')], owner: sam, renamed: [] },
  {
    name: 'it was closed before it vanished',
    old: [sighting(daysAgo(5), 'inactive'), sighting(daysAgo(3), 'absent')],
    fresh: [sighting(daysAgo(3), 'active')],
    renamed: [],
  },
  {
    name: 'it is shown again',
    old: [...gone, sighting(daysAgo(0), 'active')],
    fresh: [sighting(daysAgo(3), 'active')],
    renamed: [],
  },
];

describe('an account that vanished when its owner got another', () => {
  test.each(CASES)('$name', ({ old = gone, fresh, owner = jo, renamed }) => {
    const pairs = new Map([
      ['old', { account: account({ accountId: 'old', sightings: old }), correlation: jo }],
      ['new', { account: account({ accountId: 'new', sightings: fresh }), correlation: owner }],
    ]);
    expect(markRenamesByOwner(pairs).get('old')?.maybeRenamedTo).toEqual(renamed);
  });
});
