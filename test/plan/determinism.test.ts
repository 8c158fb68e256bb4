import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FINDINGS, NEXT_ACTIONS, REASONS } from '../../src/model/finding.ts';
import { quote } from '../../src/model/foreign.ts';
import { ENTITLEMENTS } from '../../src/model/identity.ts';
import { changedFacts } from '../../src/plan/changed-facts.ts';
import { factDigests } from '../../src/plan/fact-digests.ts';
import { identitiesOf, type OffboardingFacts } from '../../src/plan/facts.ts';
import { draftOffboarding } from '../../src/plan/offboarding.ts';
import { account, correlation, daysAgo, disputed, identity, sighting } from '../helpers/model-builders.ts';
import { copilotAccount, facts, gone, held, successor, textsOf } from './facts.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('<script>', '[a](b)', '`rm`', '\n# x'),
);
const anyIdentity = fc
  .record({
    directory: fc.oneof(fc.constantFrom('okta', 'entra'), anyText),
    identityId: anyText,
    entitlement: fc.constantFrom(...ENTITLEMENTS),
    assignment: fc.constantFrom('assigned' as const, 'unassigned' as const, null),
    login: anyText,
    managerEmail: fc.option(anyText),
  })
  .map(({ login, managerEmail, ...over }) => identity({ ...over, latest: { login, managerEmail } }));
const anyFacts = fc
  .record({
    people: fc.uniqueArray(anyIdentity, { maxLength: 4, selector: (one) => `${one.directory}/${one.identityId}` }),
    finding: fc.constantFrom(...FINDINGS),
    reason: fc.constantFrom(...REASONS),
    nextAction: fc.constantFrom(...NEXT_ACTIONS),
    // A sentence of ours, in which a name from outside stands quoted, as every verdict makes it.
    nextStep: anyText.map((name) => `Import ${quote(name)} again.`),
    situation: fc.constantFrom('linked' as const, 'duplicate' as const, 'disputed' as const),
    name: anyText,
    copilot: fc.constantFrom<OffboardingFacts['copilot']>(
      { known: 'unknown' },
      { known: 'none', asOf: daysAgo(1) },
      { known: 'listed', accounts: [copilotAccount(), copilotAccount({ accountId: 'c0' })] },
    ),
    app: fc.constantFrom('clari' as const, 'copilot' as const),
    named: fc.boolean(),
    email: anyText,
    source: anyText,
    directories: fc.option(fc.subarray(['okta', 'entra'])),
  })
  .map(({ people, situation, ...over }): OffboardingFacts => {
    const link =
      situation === 'disputed' ? disputed(people) : correlation(people, { situation, duplicateOf: [over.name] });
    return facts({
      account: account({
        app: over.app,
        latest: { email: over.email, name: over.name, exportId: over.name, crmId: over.source, role: over.name },
      }),
      correlation: link,
      verdict: { finding: over.finding, reason: over.reason, nextAction: over.nextAction, nextStep: over.nextStep },
      copilot: over.copilot,
      successor: over.named ? successor({ email: over.email }) : null,
      handover: over.named ? held(over.source, 1) : held(null),
      settings: { slaMs: 1000, directories: over.directories },
    });
  });

describe('any facts', () => {
  test('the same facts give the same plan, whenever and in whatever order they were found', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { draftedAt: _, ...plan } = draftOffboarding(given);
        const again = draftOffboarding({
          ...structuredClone(given),
          draftedAt: '2027-01-01T00:00:00.000Z',
          identities: given.identities.toReversed(),
          copilot:
            given.copilot.known === 'listed'
              ? { known: 'listed', accounts: given.copilot.accounts.toReversed() }
              : given.copilot,
        });
        expect(again).toEqual({ ...plan, draftedAt: '2027-01-01T00:00:00.000Z' });
        expect(plan.planId).toBe(`plan_${plan.planHash.slice(0, 16)}`);
        expect(plan.planHash).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });

  test('every step comes after what it waits for, under a name of its own', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { steps } = draftOffboarding(given);
        expect(new Set(steps.map((step) => step.stepId)).size).toBe(steps.length);
        expect(steps.map((step) => step.order)).toEqual(steps.map((_, index) => index + 1));
        for (const [index, step] of steps.entries()) {
          const before = steps.slice(0, index).map((one) => one.stepId);
          for (const needed of step.dependsOn) expect(before).toContain(needed);
          if (step.action === 'remove_idp_access') expect(step.dependsOn).toEqual([]);
        }
      }),
    );
  });

  test('no name, address or id carries markup, a line break or a hidden character into the text', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        for (const text of textsOf(draftOffboarding(given))) {
          // The commands and menu names that we write ourselves.
          const data = text
            .replace(/`(?:clari-identity-mcp|POST) [\w ./-]+`/g, '')
            .replace('"Admin > Users" or "Settings > Users"', '');
          expect(data).not.toMatch(/[<>&`[\]\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });
});

describe('which facts changed', () => {
  const base = facts();
  const digests = (given: OffboardingFacts) => draftOffboarding(given).factDigests ?? {};
  const cases: readonly (readonly [string, OffboardingFacts, readonly string[]])[] = [
    ['only the time of drafting', { ...base, draftedAt: '2027-01-01T00:00:00.000Z' }, []],
    ['another role', facts({ account: account({ latest: { role: 'Manager' } }) }), ['account']],
    [
      'a newer export that says the same',
      facts({ account: account({ sightings: [...account().sightings, sighting(daysAgo(0), 'active')] }) }),
      ['account_readings'],
    ],
    ['another status', facts({ account: { ...account(), status: 'inactive' } }), ['account_status']],
    ['another verdict', facts({ verdict: { finding: 'ok' } }), ['verdict']],
    [
      'newer evidence',
      facts({ verdict: { evidence: [{ source: 'okta', observedAt: null, fact: 'x' }] } }),
      ['verdict_evidence'],
    ],
    ['another rule', facts({ correlation: correlation([gone], { rule: 'employee_id' }) }), ['link']],
    ['another confidence', facts({ correlation: correlation([gone], { confidence: 0.9 }) }), ['link_evidence']],
    [
      'access that came back',
      { ...base, identities: identitiesOf(correlation([identity()])) },
      ['entitlements', 'identity_readings'],
    ],
    [
      'another directory read',
      { ...base, identities: [{ identity: { ...gone, asOf: daysAgo(0) }, assignedThrough: 'unknown', groups: [] }] },
      ['identity_readings'],
    ],
    ['a group', { ...base, identities: [{ identity: gone, assignedThrough: 'group', groups: [] }] }, ['entitlements']],
    ['Copilot', facts({ copilot: { known: 'listed', accounts: [copilotAccount()] } }), ['copilot', 'copilot_readings']],
    ['the successor', facts({ successor: null }), ['successor', 'successor_readings']],
    ['the opportunities', facts({ handover: held('opportunities.csv', 4) }), ['opportunities']],
    ['a newer list of them', facts({ handover: held('newer.csv', 3) }), ['handover_sources']],
    ['the ticket', facts({ ticket: 'IT-2' }), ['ticket']],
    ['the deadline', facts({ dueAt: daysAgo(0) }), ['due_at']],
    ['the scope', facts({ settings: { slaMs: 86_400_000, directories: ['okta'] } }), ['settings']],
  ];
  test.each(cases)('%s', (_, given, names) => {
    expect(changedFacts(digests(base), digests(given))).toEqual(names);
    expect(draftOffboarding(given).planHash === draftOffboarding(base).planHash).toBe(names.length === 0);
  });

  // What a profile says is in no plan of Clari.
  test.each(paths(base).filter(([fact]) => fact !== 'draftedAt' && fact !== 'profile'))('the leaf %s', (...path) => {
    expect(changedFacts(factDigests(base), factDigests(withOther(base, path)))).not.toEqual([]);
  });
});

function paths(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]];
  return Object.entries(value).flatMap(([key, member]) => paths(member, [...at, key]));
}

/** The facts with another value of the same type in one leaf. */
function withOther(given: OffboardingFacts, path: readonly string[]): OffboardingFacts {
  const copy = structuredClone(given);
  let place: object = copy;
  for (const key of path.slice(0, -1)) place = Object(Reflect.get(place, key));
  const key = path.at(-1) ?? '';
  const old: unknown = Reflect.get(place, key);
  Reflect.set(place, key, typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : 'another');
  return copy;
}
