import '../helpers/property-seed.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { randomFrom } from '../../src/demo/random.ts';
import type { Correlation } from '../../src/model/correlation.ts';
import type { MatchRecord } from '../../src/model/match-record.ts';
import { buildCandidateIndex } from '../../src/reconcile/candidates/candidate-index.ts';
import { claimOf, yieldNearIds } from '../../src/reconcile/candidates/yield-near-ids.ts';
import { correlateFields } from '../../src/reconcile/decide/correlate.ts';
import { ListedIdentity } from '../../src/reconcile/decide/listed-identity.ts';
import { matchAll } from '../../src/reconcile/decide/match-records.ts';
import type { Comparable, TraitSettings } from '../../src/reconcile/normalise/traits.ts';
import { fileInput, textInput } from '../../src/sources/file/input.ts';
import { matchRows } from '../../src/sources/match/match-file.ts';
import { program } from '../helpers/program.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 50) * 4;
const SETTINGS: readonly TraitSettings[] = [{ domainAliases: [] }, { domainAliases: [['acme.com', 'acme.io']] }];

type Line = readonly [string, string | null, string, number, string];

/** What `match` says of two lists, the long way round: every account with everybody, whole records, no shortcut. */
function plainly(
  accounts: readonly MatchRecord[],
  identities: readonly MatchRecord[],
  settings: TraitSettings,
): Line[] {
  const whole = buildCandidateIndex(identities.map((record) => new ListedIdentity(record)));
  const index = { ...whole, soleBearer: () => null };
  const found = accounts.map((account) => correlateFields(account, index, { link: null }, settings));
  const yielded = yieldNearIds(found.map((one, at) => [at, claimOf('', one)] as const));
  return found.flatMap((one, at) => linesOf(accounts[at]?.id ?? '', yielded.get(at) ?? one));
}

function linesOf(accountId: string, { linked, candidates }: Correlation<Comparable>): readonly Line[] {
  const [owner] = linked;
  const shown = owner === undefined ? candidates : [owner];
  const decision = owner === undefined ? 'candidate' : 'linked';
  return shown.length === 0
    ? [[accountId, null, 'none', 0, '']]
    : shown.map(({ identity, confidence, rule }) => [accountId, identity.identityId, decision, confidence, rule]);
}

async function lists(accounts: string, identities: string) {
  const words = { mapping: {}, sheet: null };
  return [
    (await matchRows(textInput('a.csv', accounts), words, 'accounts')).records,
    (await matchRows(textInput('b.csv', identities), words, 'identities')).records,
  ] as const;
}

const HEADERS = 'id,email,login,otherEmails,name,givenName,familyName,employeeId,crmId,department,city,birthDate'.split(
  ',',
);
const mostly = (...values: readonly string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.constant('') });
const rarely = (...values: readonly string[]) =>
  fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...values) }, { weight: 5, arbitrary: fc.constant('') });
const EMAILS = [1, 2, 3, 4, 5, 6].map((at) => `jo${at}@acme.com`);
const FURTHER = ['Jo1@acme.io', 'jo2+x@acme.com', 'sales@acme.com', 'no address', 'jörg@müller.example', ...EMAILS];
const person = fc
  .record({
    email: mostly(...FURTHER),
    login: rarely('jo1@acme.com', 'jo3', 'jo_acme.com#EXT#@x.onmicrosoft.com'),
    otherEmails: rarely('jo4@acme.com', 'jo5@acme.com;sales@acme.com'),
    name: mostly(
      'Jo Doe',
      '"Doe, Jo"',
      'Jo Roe',
      'Jörg Müller',
      'J?rg M?ller',
      'Joe Doe',
      'Jo',
      'Dr. Jo Anna Doe',
      '田中',
    ),
    givenName: rarely('Jo', 'Joachim', 'Jörg'),
    familyName: rarely('Doe', 'Quilliam', 'Müller'),
    employeeId: rarely('4892613', '4892614', '4892613.0', '0004892613', 'E1', 'n/a'),
    crmId: rarely('005000000000001', '005000000000002AAA', 'c1'),
    department: rarely('Sales', 'sales '),
    city: rarely('Hull', 'London'),
    birthDate: rarely('1971-06-24', '19710624', '1971-06-25'),
  })
  .map((one) => Object.values(one));
/** Some ids are blank, some repeat. */
const list = (prefix: string) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 12 }), person), { minLength: 1, maxLength: 14 })
    .map((rows) => [HEADERS, ...rows.map(([at, cells]) => [at === 0 ? '' : `${prefix}${at}`, ...cells])])
    .map((rows) => `${rows.map((cells) => cells.join(',')).join('\n')}\n`);

test('two lists are matched as whole records are, by every rule there is', async () => {
  const rules = new Set<string>();
  await fc.assert(
    fc.asyncProperty(list('u'), list('d'), fc.constantFrom(...SETTINGS), async (left, right, settings) => {
      const [accounts, identities] = await lists(left, right);
      const expected = plainly([...accounts], [...identities], settings);
      const outcomes = matchAll(accounts, identities, settings);
      const found = Array.from({ length: outcomes.length }, (_, at) => outcomes.rows(at)).flat();
      expect(found.map((row) => [row.accountId, row.identityId, row.decision, row.confidence, row.rule ?? ''])).toEqual(
        expected,
      );
      for (const [, , , , rule] of expected) rules.add(rule);
    }),
    { numRuns: RUNS },
  );
  for (const rule of ['email', 'secondary_email', 'employee_id', 'crm_id', 'birth_date', 'plus_tag', 'name', 'similar'])
    expect(rules).toContain(rule);
});

test.each([1, 2, 3])('the file that is written of a company says the same, number %i', async (seed) => {
  const random = randomFrom(seed);
  const { run, file, home } = await program();
  const rows = { accounts: ['id,email,name,crmId'], identities: ['id,mail,givenName,familyName,employeeId'] };
  for (let at = 0; at < 2_500; at += 1) {
    const given = random.pick(['Ada', 'Ben', 'Zoë', 'Jo Anna', 'Li']);
    const family = random.pick(['Quist', 'Orr', 'Smith', "O'Brien", 'Müller']) + random.text('aeiou', random.int(0, 2));
    const email = `${given}.${family}.${random.int(0, 4_000)}@acme.example`.replace(/[^\w.@]/g, '').toLowerCase();
    // Ids that a spreadsheet would run, and ones with a comma.
    const mark = random.pick(['', '', '', '=', '"x,']);
    const id = (side: string) => (mark === '"x,' ? `"x,${side}${at}"` : `${mark}${side}${at}`);
    if (random.int(1, 10) < 10) rows.accounts.push(`${id('u')},${email},"${family}, ${given}",c${at}`);
    if (random.int(1, 10) < 9) rows.identities.push(`${id('d')},${email},${given},${family},E${random.int(1, 3_000)}`);
  }
  const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;
  const [left, right] = [await file('a.csv', text(rows.accounts)), await file('b.csv', text(rows.identities))];
  const out = join(home, 'out.csv');
  expect(await run('match', left, right, '--out', out)).toMatchObject({ code: 0 });
  const read = async (path: string, side: 'accounts' | 'identities') => [
    ...(await matchRows(fileInput(path), { mapping: {}, sheet: null }, side)).records,
  ];
  const expected = plainly(await read(left, 'accounts'), await read(right, 'identities'), { domainAliases: [] });
  const safe = (cell: string | null) => (cell?.startsWith('=') === true ? `'${cell}` : (cell ?? ''));
  const written = expected.map(([account, identity, ...rest]) => [safe(account), safe(identity), ...rest]);
  const header = ['account_id', 'identity_id', 'decision', 'confidence', 'rule'];
  expect(await readFile(out, 'utf8')).toBe(`${Papa.unparse([header, ...written], { newline: '\n' })}\n`);
});
