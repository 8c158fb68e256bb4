import '../../helpers/property-seed.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Identity, identityRef } from '../../../src/model/identity.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlate } from '../../../src/reconcile/decide/correlate.ts';
import { accountTraits } from '../../../src/reconcile/normalise/traits.ts';
import { IdentityPool } from '../../../src/reconcile/state/lean-identity.ts';
import { accountOf, identityOf } from './people.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 50) * 40;
const SETTINGS = [{ domainAliases: [] }, { domainAliases: [['acme.com', 'acme.io']] }];
const EMAILS = [1, 2, 3, 4, 5].map((at) => `jo${at}@acme.com`);
const FURTHER = ['jo1@acme.io', 'jo2+x@acme.com', 'sales@acme.com', ...EMAILS];
const NAMES = [
  'Jo Doe',
  'Doe, Jo',
  'Jo Roe',
  'Jörg Müller',
  'J?rg M?ller',
  'Jo Doe (Ext)',
  'Jo',
  'Dr. Jo Anna Doe',
  '田中',
];
/** Mostly nothing, or the more there is of it the rarer an account is plain. */
const rarely = (...values: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constantFrom(...values));

const person = fc.record({
  email: fc.constantFrom(...FURTHER),
  name: fc.constantFrom(null, ...NAMES),
  login: rarely('jo1@acme.com', 'jo2@acme.com', 'jo_acme.com#EXT#@x.onmicrosoft.com'),
  otherEmails: fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, fc.subarray(FURTHER, { maxLength: 2 })),
  employeeId: rarely('E1', 'E2', 'n/a'),
  crmId: rarely('c1', 'c2'),
  directory: fc.constantFrom('okta', 'entra'),
  ssoName: rarely('jo1@acme.com', 'jo2@acme.com'),
});
// Sometimes so many share one id that it is none.
const people = fc.oneof(
  { weight: 5, arbitrary: fc.array(person, { minLength: 1, maxLength: 3 }) },
  fc.array(
    person.map((one) => ({ ...one, employeeId: 'E1' })),
    { minLength: 9, maxLength: 12 },
  ),
);
/** Of the first of them, but for what differs. */
const accounts = fc.record({
  differs: fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    fc.record({ email: fc.constantFrom(...FURTHER), name: fc.constantFrom(null, ...NAMES) }, { requiredKeys: [] }),
  ),
  employeeId: rarely('E1', 'E2'),
  crmId: rarely('c1', 'c2'),
});

test('the sole bearer of an address and a name is whom the rules find, by the same rule and with the same evidence', () => {
  let shortcuts = 0;
  fc.assert(
    fc.property(accounts, people, fc.constantFrom(...SETTINGS), ({ differs, ...ids }, all, settings) => {
      const identities = all.map(({ ssoName, ...one }, at): Identity => ({ ...identityOf(`p${at}`, one), ssoName }));
      const [{ email, name } = { email: null, name: null }] = all;
      const account = accountOf({ email, name, ...differs, ...ids });
      const index = buildCandidateIndex(identities);
      if (index.soleBearer(accountTraits(account.latest, settings)) !== null) shortcuts += 1;
      const quick = correlate(account, index, { link: null }, settings);
      const whole = correlate(account, { ...index, soleBearer: () => null }, { link: null }, settings);
      expect(quick).toEqual(whole);
    }),
    { numRuns: RUNS },
  );
  expect(shortcuts).toBeGreaterThan(RUNS / 50);
});

test('a handle of a pool says of its identity what the identity says', () => {
  const ids = fc.oneof(
    fc.stringMatching(/^[\w@.+-]{1,40}$/),
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, fc.nat(), person), { maxLength: 6 }), (all) => {
      const pool = new IdentityPool();
      const known = all.map(([id, line, { ssoName, ...one }]): Identity => {
        const made = identityOf(id, { ...one, line });
        return { ...made, ssoName };
      });
      const handles = known.map((one) => pool.add(one));
      for (const [at, handle] of handles.entries()) {
        const one = known[at];
        expect([identityRef(handle), handle.line]).toEqual([one && identityRef(one), one?.latest.line]);
      }
    }),
  );
});
