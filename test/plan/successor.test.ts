import { describe, expect, test } from 'vitest';
import { ClariIdentityError } from '../../src/model/errors.ts';
import { draftOffboarding } from '../../src/plan/offboarding.ts';
import { checkSuccessor, type SuccessorFacts } from '../../src/plan/successor.ts';
import { type KnownAccount, successorFacts } from '../../src/plan/successor-facts.ts';
import { account, correlation, disputed, identity } from '../helpers/model-builders.ts';
import { facts, gone, successor, verdict } from './facts.ts';

const CLARI = { id: 'clari', name: 'Clari' };
const leaver = { accountId: 'u1' };

describe('who may take over', () => {
  const accepted: readonly (readonly [string, Partial<SuccessorFacts>, readonly string[]])[] = [
    ['entitled, with an active account', {}, []],
    ['exempt but entitled', { finding: 'exempt', reasons: ['exempted'] }, []],
    [
      'active, and no source speaks of the assignment',
      { finding: 'inconclusive', reasons: ['assignment_unknown'], entitlement: 'unknown' },
      ['No source shows that the successor "sam@acme.com" is assigned to Clari'],
    ],
    [
      'active, where nobody needs an assignment',
      { finding: 'inconclusive', reasons: ['assignment_not_required'], entitlement: 'unknown' },
      ['No source shows'],
    ],
    [
      'active, while single sign-on is switched off for all',
      { finding: 'inconclusive', reasons: ['app_disabled'], entitlement: 'app_disabled' },
      ['No source shows'],
    ],
    [
      'with two accounts',
      { finding: 'duplicate_account', reasons: ['two_active_accounts_one_identity'] },
      ['has a second Clari account'],
    ],
  ];
  test.each(accepted)('%s', (_, over, doubts) => {
    const given = checkSuccessor(successor(over), leaver, CLARI);
    expect(given).toHaveLength(doubts.length);
    doubts.forEach((doubt, index) => {
      expect(given[index]).toContain(doubt);
    });
  });
});

describe('who may not, and by which rule', () => {
  const refused: readonly (readonly [string, Partial<SuccessorFacts>, string])[] = [
    ['the account itself', { accountId: 'u1' }, 'the very account'],
    ['a second account of the leaver', { isSamePerson: true }, 'another account of the person'],
    ['perhaps the leaver', { isSamePerson: null }, 'not certain that the successor is somebody else'],
    ['no account', { accountId: null, app: null, accountStatus: null }, 'none of theirs is known'],
    ['a Copilot account', { app: 'copilot' }, 'Clari Copilot account'],
    ['an inactive account', { accountStatus: 'inactive' }, 'theirs is inactive'],
    ['an account gone from the export', { accountStatus: 'absent' }, 'theirs is absent'],
    ['an account of unknown status', { accountStatus: 'unknown' }, 'whether theirs is active is unknown'],
    ['no word on the account', { accountStatus: null }, 'whether theirs is active is unknown'],
    ['recorded as deactivated', { finding: 'awaiting_verification' }, 'being closed (awaiting_verification)'],
    ['recorded as deactivated, yet active', { finding: 'contradicted' }, 'being closed (contradicted)'],
    ['closed and active again', { finding: 'reappeared' }, 'being closed (reappeared)'],
    ['a leaver', { finding: 'leaver_active', entitlement: 'deactivated' }, 'a leaver, or on leave'],
    ['deleted', { entitlement: 'deleted' }, 'a leaver, or on leave'],
    ['suspended', { finding: 'leaver_active', entitlement: 'suspended' }, 'a leaver, or on leave'],
    ['an exempt leaver', { finding: 'exempt', entitlement: 'deactivated' }, 'a leaver, or on leave'],
    ['without the assignment', { finding: 'unassigned_active', entitlement: 'unassigned' }, 'not assigned to Clari'],
    ['an orphaned account', { finding: 'orphaned', identityActive: null, entitlement: 'unknown' }, 'is orphaned'],
    ['an identity that can not sign in', { identityActive: false }, 'no directory shows an active identity'],
    ['no identity in scope', { finding: 'exempt', identityActive: null, entitlement: 'unknown' }, 'is unknown'],
    ['an account whose owner is disputed', { finding: 'needs_review' }, 'not certain who owns'],
    ['no verdict', { finding: null }, 'is unknown'],
    [
      'a stale export',
      { finding: 'inconclusive', reasons: ['users_export_stale'] },
      'inconclusive (users_export_stale)',
    ],
    ['a stale directory', { finding: 'inconclusive', reasons: ['directory_stale'] }, 'inconclusive (directory_stale)'],
    [
      'an unknown assignment and a stale directory',
      { finding: 'inconclusive', reasons: ['assignment_unknown', 'directory_stale'] },
      'inconclusive (assignment_unknown, directory_stale)',
    ],
    ['a pre-hire', { finding: 'inconclusive', reasons: ['pre_hire'] }, 'inconclusive (pre_hire)'],
  ];
  test.each(refused)('%s', (_, over, rule) => {
    const named = successor({ nextStep: 'Read okta again', ...over });
    const error = refusal(() => checkSuccessor(named, leaver, CLARI));
    expect(error.code).toBe('ERR_ARGUMENT');
    expect(error.message).toContain(rule);
    expect(error.message).toContain('"sam@acme.com"');
    expect(error.remedy).toMatch(/\. Or name another successor, or none\.$/);
  });

  test('what would settle an inconclusive one is said', () => {
    const named = successor({ finding: 'inconclusive', reasons: ['directory_stale'], nextStep: 'Read okta again.' });
    expect(refusal(() => checkSuccessor(named, leaver, CLARI)).remedy).toMatch(/^Read okta again\. Or/);
  });

  test('an address with markup stays data', () => {
    const named = successor({ email: '<b>`x`</b>@acme.com', accountStatus: 'inactive' });
    expect(refusal(() => checkSuccessor(named, leaver, CLARI)).message).not.toMatch(/[<`]/);
  });

  test('no plan is drafted with somebody who may not', () => {
    expect(() => draftOffboarding(facts({ successor: successor({ accountStatus: 'inactive' }) }))).toThrow('inactive');
  });
});

function refusal(act: () => unknown): ClariIdentityError {
  try {
    act();
  } catch (error) {
    if (error instanceof ClariIdentityError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('what is known of a named successor', () => {
  const jo: KnownAccount = { account: account(), correlation: correlation([gone]), verdict: verdict() };
  const samIdentity = identity({ identityId: '00u2', latest: { email: 'sam@acme.com', employeeId: 'E2' } });
  const samAccount = account({ accountId: 'u2', latest: { email: 'sam@acme.com', exportId: 'u2' } });
  const sam: KnownAccount = {
    account: samAccount,
    correlation: correlation([samIdentity]),
    verdict: verdict({ finding: 'ok', reason: 'entitled' }),
  };

  test('somebody else, entitled', () => {
    expect(successorFacts(sam, jo, null)).toMatchObject({
      email: 'sam@acme.com',
      accountId: 'u2',
      accountStatus: 'active',
      identityActive: true,
      entitlement: 'assigned',
      isSamePerson: false,
    });
  });

  test('an identity out of scope says nothing', () => {
    expect(successorFacts(sam, jo, ['entra'])).toMatchObject({ identityActive: null, entitlement: 'unknown' });
  });

  test('one identity that can sign in is enough', () => {
    const both = correlation([identity({ directory: 'entra', entitlement: 'deactivated' }), samIdentity]);
    expect(successorFacts({ ...sam, correlation: both }, jo, null)).toMatchObject({
      identityActive: true,
      entitlement: 'assigned',
    });
  });

  test('an identity that is gone can not sign in', () => {
    const deleted = correlation([identity({ identityId: '00u2', entitlement: 'deleted' })]);
    expect(successorFacts({ ...sam, correlation: deleted }, jo, null)).toMatchObject({ identityActive: false });
  });

  const withEmployee = identity({ identityId: 'x', directory: 'entra', latest: { employeeId: 'E2' } });
  const same: readonly (readonly [string, KnownAccount, KnownAccount, boolean | null])[] = [
    ['one account', jo, jo, true],
    ['one address', { ...sam, account: account({ accountId: 'u9' }) }, jo, true],
    ['one identity', { ...sam, correlation: correlation([gone]) }, jo, true],
    ['one employee id', sam, { ...jo, correlation: correlation([withEmployee]) }, true],
    ['named as its duplicate', { ...sam, correlation: correlation([samIdentity], { duplicateOf: ['u1'] }) }, jo, true],
    ['names it as a duplicate', sam, { ...jo, correlation: correlation([gone], { duplicateOf: ['u2'] }) }, true],
    ['a candidate of the leaver', sam, { ...jo, correlation: disputed([samIdentity, gone]) }, null],
    ['the leaver is a candidate', { ...sam, correlation: disputed([gone]) }, jo, null],
    ['candidates that were not kept', sam, { ...jo, correlation: { ...disputed([gone]), candidatesDropped: 2 } }, null],
    ['candidates of other people', sam, { ...jo, correlation: disputed([gone]) }, false],
    ['nobody is known to own the leaving account', sam, { ...jo, correlation: correlation() }, false],
  ];
  test.each(same)('same person: %s', (_, named, other, outcome) => {
    expect(successorFacts(named, other, null).isSamePerson).toBe(outcome);
  });
});
