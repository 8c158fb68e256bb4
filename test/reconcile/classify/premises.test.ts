import { describe, expect, expectTypeOf, test } from 'vitest';
import { caseShape } from '../../../src/reconcile/classify/case-shape.ts';
import { coverageFacts } from '../../../src/reconcile/classify/coverage-facts.ts';
import { decide } from '../../../src/reconcile/classify/decide.ts';
import { ownPremises, textOf } from '../../../src/reconcile/classify/own-premises.ts';
import { type Premises, premisesOf } from '../../../src/reconcile/classify/premises.ts';
import type { Weighed } from '../../../src/reconcile/classify/weighed.ts';
import { account, correlation, fullReads, identity, NOW, settings } from '../../helpers/model-builders.ts';

describe('what a rule is given', () => {
  test('has no value that is an account’s or an identity’s own', () => {
    expectTypeOf<Weighed>().toExtend<Premises>();
    expectTypeOf<Extract<keyof Premises['account'], 'accountId' | 'latest' | 'acts' | 'lastActed'>>().toBeNever();
    expectTypeOf<
      Extract<
        keyof Premises['linked'][number],
        'identityId' | 'latest' | 'revokedAt' | 'revokedAtDateOnly' | 'revokedBy' | 'ssoName' | 'lastSsoAt'
      >
    >().toBeNever();
    expectTypeOf<Extract<keyof Premises['settings'], 'slaMs' | 'seatPrice'>>().toBeNever();
  });

  test('is the text of the key, and that decides as the account itself does', () => {
    const ground = { coverage: coverageFacts(fullReads(), new Map(), settings(), NOW), settings: settings(), now: NOW };
    const one = account({ maybeRenamedTo: ['u2'] });
    const link = correlation([identity({ entitlement: 'deactivated', revokedAt: '2026-11-10T08:00:00.000Z' })]);
    const shape = caseShape(one, link);
    const own = ownPremises({
      account: one,
      correlation: link,
      records: [],
      exemption: null,
      duplicates: [],
      ...ground,
    });
    const [{ confidence: _one, gaps: before, ...decided }, { confidence: _other, gaps: after, ...again }] = [
      decide(premisesOf(shape, own, ground)),
      decide(premisesOf(JSON.parse(JSON.stringify(shape)), JSON.parse(textOf(own)), ground)),
    ];
    expect(again).toEqual(decided);
    expect(after.map((one) => one.reason)).toEqual(before.map((one) => one.reason));
    expect(decided.finding).toBe('leaver_active');
  });
});
