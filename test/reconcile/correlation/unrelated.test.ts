import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Identity, identityRef } from '../../../src/model/identity.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlate } from '../../../src/reconcile/decide/correlate.ts';
import { accountOf, identityOf } from './people.ts';

const SETTINGS = { domainAliases: [['acme.com', 'acme.io']] };
const maybe = (...values: readonly string[]) => fc.constantFrom(null, ...values);

const fields = {
  email: maybe('jo@acme.com', 'jo@acme.io', 'jo+x@acme.com', 'sam@acme.com', 'sales@acme.com'),
  name: maybe('Jo Doe', 'Doe, Jo', 'Jo Roe', 'Sam Roe', 'Kim Lee'),
  employeeId: maybe('E1', 'E2', 'n/a'),
  crmId: maybe('c1', 'c2'),
};
const accounts = fc.record(fields).map(accountOf);
const people = fc
  .array(
    fc.record({
      ...fields,
      login: maybe('jo@acme.com', 'sam@acme.com', 'jo_acme.com#EXT#@x.onmicrosoft.com'),
      otherEmails: fc.subarray(['jo@acme.com', 'sam@acme.com', 'kim@acme.com']),
      directory: fc.constantFrom('okta', 'entra'),
    }),
    { maxLength: 7 },
  )
  .map((all) => all.map((one, index) => identityOf(`p${index}`, one)));
const strangers = fc.array(fc.nat({ max: 999 }), { maxLength: 40 }).map((all) =>
  all.map((n, index) =>
    identityOf(`s${index}`, {
      email: `stranger${n}@other.example`,
      name: `Stranger Number${n}`,
      employeeId: `S${n}`,
    }),
  ),
);

function answer(account: ReturnType<typeof accountOf>, identities: readonly Identity[]) {
  return correlate(account, buildCandidateIndex(identities), { link: null }, SETTINGS);
}

describe('for any people', () => {
  test('the order of identities never matters', () => {
    fc.assert(
      fc.property(
        accounts,
        people.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        (account, [all, shuffled]) => {
          expect(answer(account, shuffled)).toEqual(answer(account, all));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('unrelated people never change an answer', () => {
    fc.assert(
      fc.property(accounts, people, strangers, (account, all, others) => {
        expect(answer(account, [...others, ...all])).toEqual(answer(account, all));
      }),
      { numRuns: 500 },
    );
  });

  test('a link is one person, without conflicting ids, and never by name alone', () => {
    fc.assert(
      fc.property(accounts, people, (account, all) => {
        const { linked, rule, situation } = answer(account, all);
        expect(linked.length > 0).toBe(situation === 'linked');
        if (linked.length === 0) return;
        expect(['employee_id', 'crm_id', 'email', 'secondary_email', 'domain_alias']).toContain(rule);
        const { persons } = buildCandidateIndex(all);
        expect(new Set(linked.map((one) => persons.of(one.identity).personId)).size).toBe(1);
        for (const field of ['employee_id', 'crm_id']) {
          const outcomes = linked.flatMap((one) => one.comparisons.filter((other) => other.field === field));
          const said = new Set(outcomes.map((one) => one.outcome));
          expect(said.has('disagree') && !said.has('agree')).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('somebody else with the deciding identifier never leaves a winner', () => {
    fc.assert(
      fc.property(accounts, people, (account, all) => {
        const before = answer(account, all);
        const winner = before.linked[0];
        if (winner === undefined || before.rule !== 'email') return;
        const { email } = account.latest;
        const rival = identityOf('rival', { email, employeeId: 'RIVAL', directory: winner.identity.directory });
        expect(answer(account, [...all, rival]).situation).toBe('disputed');
        expect(answer(account, all).linked.map((one) => identityRef(one.identity))).toEqual(
          before.linked.map((one) => identityRef(one.identity)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
