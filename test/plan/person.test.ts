import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkProfile, SHIPPED_PROFILES } from '../../src/apps/index.ts';
import type { AppProfile } from '../../src/model/app-profile.ts';
import { FINDINGS } from '../../src/model/finding.ts';
import { ENTITLEMENTS } from '../../src/model/identity.ts';
import type { OffboardingFacts } from '../../src/plan/facts.ts';
import { draftOffboarding } from '../../src/plan/offboarding.ts';
import { draftPersonOffboarding, type PersonFacts } from '../../src/plan/person-offboarding.ts';
import { account, identity } from '../helpers/model-builders.ts';
import { facts, gone, stepOf, successor } from './facts.ts';

const shipped = (id: string) => {
  const profile = SHIPPED_PROFILES.find((one) => one.id === id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return profile;
};

function of(profile: AppProfile, over: Parameters<typeof facts>[0] = {}, id = 'u1'): OffboardingFacts {
  const accountId = profile.id === 'clari' ? id : `${profile.id}:${id}`;
  return facts({
    successor: null,
    ...over,
    profile,
    account: account({ accountId, app: profile.id, latest: { app: profile.id, exportId: id } }),
  });
}

const NAMES = ['keys', 'records', 'files'] as const;
/** Profiles whose steps bear the same names and wait for each other in any way that a file may say. */
const anyProfile = (id: string) =>
  fc
    .record({
      steps: fc.array(fc.subarray(['hand_over_work', ...NAMES]), { minLength: 3, maxLength: 3 }),
      before: fc.integer({ min: 0, max: 3 }),
      scim: fc.boolean(),
    })
    .map(({ steps, before, scim }) => {
      const all = steps.map((after, at) => ({
        id: NAMES[at] ?? '',
        title: 'Do it',
        instructions: ['Do it'],
        proof: 'It',
        after: after.filter((name) => name === 'hand_over_work' || NAMES.slice(0, at).some((one) => one === name)),
      }));
      const deactivation = { before: all.slice(0, before), after: all.slice(before), ask_scim_first: scim };
      return checkProfile({ id, name: id.toUpperCase(), deactivation }, `${id}.json`);
    });
const anyApp = fc.oneof(fc.constantFrom(...SHIPPED_PROFILES), anyProfile('one'), anyProfile('two'));
const anyPerson = fc
  .uniqueArray(
    fc.record({
      profile: anyApp,
      id: fc.constantFrom('u1', 'u2'),
      finding: fc.constantFrom(...FINDINGS),
      entitlement: fc.constantFrom(...ENTITLEMENTS),
    }),
    { minLength: 1, maxLength: 8, selector: ({ profile, id }) => `${profile.id}:${id}` },
  )
  .map((all) => {
    // One profile for an application, whichever of its accounts it is.
    const profiles = new Map(all.map(({ profile }) => [profile.id, profile]));
    return all.map(({ profile, id, finding, entitlement }) =>
      of(
        profiles.get(profile.id) ?? profile,
        { verdict: { finding }, person: [identity({ entitlement }), identity({ directory: 'entra', entitlement })] },
        id,
      ),
    );
  });

function plan(accounts: readonly OffboardingFacts[], notCovered: PersonFacts['notCovered'] = []) {
  const [first, ...rest] = accounts;
  if (first === undefined) throw new Error('nobody');
  return draftPersonOffboarding({ accounts: [first, ...rest], notCovered });
}

test('no steps wait for each other, whatever the profiles of several applications say', () => {
  fc.assert(
    fc.property(anyPerson, (accounts) => {
      const { steps, person } = plan(accounts);
      const ids = steps.map((step) => step.stepId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [at, step] of steps.entries()) {
        for (const id of step.dependsOn) {
          expect(ids.indexOf(id)).toBeGreaterThanOrEqual(0);
          expect(ids.indexOf(id)).toBeLessThan(at);
          const before = steps[ids.indexOf(id)];
          // Of another application a step waits for the handover alone.
          if (before?.app !== step.app) expect(before?.action).toBe('hand_over_work');
        }
        if (step.action === 'remove_idp_access') expect(step.dependsOn).toEqual([]);
      }
      const closed = steps.filter(
        (one) => one.settledBy.kind === 'account_closed' && one.action !== 'verify_by_export',
      );
      for (const one of person?.accounts ?? [])
        expect(
          closed.filter(
            ({ settledBy }) => settledBy.kind === 'account_closed' && settledBy.accounts.includes(one.accountId),
          ),
        ).toHaveLength(1);
    }),
  );
});

test('the deadline is that of the account that is due first', () => {
  const [early, late] = ['2026-11-01T00:00:00.000Z', '2026-11-05T00:00:00.000Z'] as const;
  const six = of(shipped('6sense'), { verdict: { revokedAt: early } });
  const clari = of(shipped('clari'), { verdict: { revokedAt: late }, successor: successor() });
  expect(plan([clari, six]).dueAt).toBe(draftOffboarding(six).dueAt);
  expect(plan([clari]).dueAt).toBe(draftOffboarding(clari).dueAt);
});

test('what one account of the person says is said of its application, what all say once', () => {
  const used = of(shipped('clari'), { verdict: { usedAfterRevocation: 'yes' }, person: [gone] });
  const { risks } = plan([used, of(shipped('6sense')), of(shipped('salesloft'))]);
  expect(risks.filter((risk) => risk.includes('used after its access'))).toEqual([
    expect.stringMatching(/^Clari: The account was used/),
  ]);
});

test('an account that is closed adds no closing step, and is listed', () => {
  const closed = of(shipped('6sense'), { verdict: { finding: 'inactive', reason: 'account_inactive' } });
  const { person, steps } = plan([of(shipped('clari')), closed]);
  expect(person?.accounts.map((one) => one.app)).toEqual(['clari']);
  expect(person?.notCovered).toMatchObject([{ accountId: '6sense:u1', reason: 'inactive' }]);
  expect(steps.filter((step) => step.app === '6sense')).toEqual([]);
});

test('what is not covered is a fact of the plan', () => {
  const accounts = [of(shipped('clari'))];
  const listed = { app: '6sense', accountId: null, reason: 'no_list', why: 'No list.' } as const;
  expect(plan(accounts, [listed]).planHash).not.toBe(plan(accounts).planHash);
});

test('the plan of one account stays what it was: its steps name no application', () => {
  const one = draftOffboarding(of(shipped('clari'), { successor: successor() }));
  expect(one.person).toBeUndefined();
  expect(one.steps.every((step) => !('app' in step))).toBe(true);
  expect(stepOf(one, 'deactivate_account').stepId).toBe('deactivate_account');
});
