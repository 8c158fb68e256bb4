import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { inspectFile } from '../../src/sources/inspect.ts';
import { generated, inspect, NOW, read, refusal, rowsOf, statement, warned } from './reading.ts';

const text = (...documents: readonly unknown[]) => documents.map((one) => JSON.stringify(one)).join('\n');
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const scim = (id: string, active: unknown = true, more = {}) => ({
  schemas: [`${SCHEMA}:User`, ENTERPRISE],
  id,
  userName: `${id}@kiln.example`,
  name: { givenName: 'Ida', familyName: 'Rojas' },
  active,
  emails: [
    { value: `${id}@home.example`, type: 'home' },
    { value: `${id}@kiln.example`, type: 'work', primary: true },
  ],
  [ENTERPRISE]: { employeeNumber: `E-${id}`, department: 'Sales' },
  meta: { resourceType: 'User' },
  ...more,
});
const page = (Resources: readonly unknown[], totalResults = Resources.length, startIndex = 1) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults,
  startIndex,
  itemsPerPage: Resources.length,
  Resources,
});
const okta = (id: string, status: string, more = {}) => ({
  id,
  status,
  created: '2024-01-02T03:04:05.000Z',
  statusChanged: '2026-10-01T00:00:00.000Z',
  profile: {
    login: `${id}@kiln.example`,
    email: `${id}@kiln.example`,
    secondEmail: null,
    firstName: 'Ida',
    lastName: 'Rojas',
    employeeNumber: `E-${id}`,
  },
  credentials: { provider: { type: 'OKTA', name: 'OKTA' }, emails: [{ value: 'x@other.example', status: 'VERIFIED' }] },
  _links: { self: { href: 'https://kiln.okta.com/api/v1/users/x' } },
  ...more,
});
const graph = (id: string, accountEnabled: unknown, more = {}) => ({
  '@odata.type': '#microsoft.graph.user',
  id,
  userPrincipalName: `${id}@kiln.example`,
  mail: `${id}@kiln.example`,
  accountEnabled,
  otherMails: [`${id}@home.example`],
  proxyAddresses: [`SMTP:${id}@kiln.example`, `smtp:${id}.r@kiln.example`],
  employeeId: null,
  assignedLicenses: [{ skuId: 'a', disabledPlans: [] }],
  ...more,
});
const CONTEXT = { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users' };
const NEXT = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=x' };

/** Who is in a file, with their statuses. */
const who = (observations: readonly Observation[]) =>
  observations.flatMap((one): readonly string[] => {
    if (one.of === 'identity') return [`${one.row.identityId} ${one.row.status}`];
    return one.of === 'assignment' ? [`${one.row.identityId} ${one.row.status}`] : [];
  });

describe('lists of people in JSON', () => {
  test.each<[string, string, 'directory' | 'directory-assignments', string | null, readonly string[]]>([
    ['SCIM', text(page([scim('s1'), scim('s2', false)])), 'directory', 'ping', ['s1 active', 's2 deactivated']],
    [
      'SCIM, pages in one list',
      text([page([scim('s1')], 2), page([scim('s2')], 2, 2)]),
      'directory',
      'ping',
      ['s1 active', 's2 active'],
    ],
    [
      'SCIM, pages one behind the other',
      text(page([scim('s1')], 2), page([scim('s2', 'False')], 2, 2)),
      'directory',
      'ping',
      ['s1 active', 's2 deactivated'],
    ],
    [
      'SCIM with groups among them',
      text(
        page([scim('s1'), { schemas: [`${SCHEMA}:Group`], id: 'g', displayName: 'Sales', members: [{ value: 's1' }] }]),
      ),
      'directory',
      'ping',
      ['s1 active'],
    ],
    [
      'Okta',
      text([okta('00u1', 'ACTIVE'), okta('00u2', 'DEPROVISIONED')]),
      'directory',
      null,
      ['00u1 active', '00u2 deactivated'],
    ],
    [
      'Okta, answers one behind the other',
      text([okta('00u1', 'SUSPENDED')], [okta('00u2', 'STAGED')]),
      'directory',
      null,
      ['00u1 suspended', '00u2 staged'],
    ],
    [
      'Okta, as Terraform has it',
      text({
        users: [
          {
            id: '00u1',
            login: 'a@kiln.example',
            email: 'a@kiln.example',
            second_email: '',
            first_name: 'A',
            last_name: 'B',
            status: 'ACTIVE',
          },
        ],
      }),
      'directory',
      null,
      ['00u1 active'],
    ],
    [
      "Okta's users of an application",
      text([
        {
          id: '00u1',
          externalId: null,
          scope: 'USER',
          status: 'ACTIVE',
          syncState: 'DISABLED',
          credentials: { userName: 'a@kiln.example' },
          profile: { email: 'a@kiln.example' },
        },
        {
          id: '00u2',
          scope: 'GROUP',
          status: 'DEPROVISIONED',
          syncState: 'DISABLED',
          credentials: { userName: 'b@kiln.example' },
        },
      ]),
      'directory-assignments',
      null,
      ['00u1 assigned', '00u2 unassigned'],
    ],
    [
      'Graph',
      text({ ...CONTEXT, value: [graph('g1', true), graph('g2', false)] }),
      'directory',
      null,
      ['g1 active', 'g2 deactivated'],
    ],
    [
      'Graph, one that was deleted',
      text({ ...CONTEXT, value: [graph('g1', true, { deletedDateTime: '2026-10-01T00:00:00Z' })] }),
      'directory',
      null,
      ['g1 deleted'],
    ],
    [
      'Graph, members of a group',
      text({
        ...CONTEXT,
        value: [graph('g1', true), { '@odata.type': '#microsoft.graph.group', id: 'x', displayName: 'Nested' }],
      }),
      'directory',
      null,
      ['g1 active'],
    ],
    [
      'Graph, what an application is assigned to',
      text({
        value: [
          {
            principalId: 'g1',
            principalType: 'User',
            principalDisplayName: 'Ida',
            resourceDisplayName: 'Clari',
            appRoleId: '0',
          },
        ],
      }),
      'directory-assignments',
      null,
      ['g1 assigned'],
    ],
    [
      'Google',
      text({
        kind: 'admin#directory#users',
        users: [{ primaryEmail: 'a@kiln.example', suspended: true, archived: false, orgUnitPath: '/' }],
      }),
      'directory',
      'google',
      ['a@kiln.example suspended'],
    ],
  ])('%s', async (_name, content, kind, directory, people) => {
    const inspected = await inspect(content, { directory });
    expect(inspected.head.kind).toBe(kind);
    const all = await rowsOf(inspected);
    expect(who(all.observations)).toEqual(people);
    expect(all.summary.truncated).toBe(false);
    expect(all.summary.reading).not.toBeNull();
  });

  test('every field of a person of SCIM, of Okta and of Graph', async () => {
    const first = async (content: string, directory: string | null = null) =>
      (await read(content, { directory })).observations[0]?.row;
    expect(await first(text(page([scim('s1')])), 'ping')).toMatchObject({
      login: 's1@kiln.example',
      email: 's1@kiln.example',
      otherEmails: ['s1@home.example'],
      givenName: 'Ida',
      employeeId: 'E-s1',
      department: 'Sales',
      statusRaw: 'true',
    });
    expect(await first(text([okta('00u1', 'ACTIVE')]))).toMatchObject({
      directory: 'okta',
      login: '00u1@kiln.example',
      email: '00u1@kiln.example',
      otherEmails: [],
      employeeId: 'E-00u1',
      statusRaw: 'ACTIVE',
    });
    expect(await first(text({ value: [graph('g1', true)] }))).toMatchObject({
      directory: 'entra',
      otherEmails: ['g1.r@kiln.example', 'g1@home.example'],
      employeeId: null,
    });
  });

  test('a header of SCIM in CSV, with the address that a row calls primary', async () => {
    const csv = `id,userName,active,emails[0].value,emails[0].primary,emails[1].value,emails[1].primary,${ENTERPRISE}:employeeNumber\ns1,ida,TRUE,ida@home.example,FALSE,ida@kiln.example,TRUE,E1\ns2,bo,FALSE,bo@kiln.example,TRUE,,,E2\n`;
    const { observations } = await read(csv, { directory: 'sap' });
    expect(observations.map(({ row }) => row)).toMatchObject([
      { email: 'ida@kiln.example', otherEmails: ['ida@home.example'], status: 'active', employeeId: 'E1' },
      { email: 'bo@kiln.example', otherEmails: [], status: 'deactivated' },
    ]);
  });
});

describe('a part is not the whole', () => {
  test.each<[string, string, string]>([
    ['a next link', text({ ...CONTEXT, ...NEXT, value: [graph('g1', true)] }), '@odata.nextLink'],
    [
      'a next link behind the last of two pages',
      text({ ...NEXT, value: [graph('g1', true)] }, { ...NEXT, value: [graph('g2', true)] }),
      '@odata.nextLink',
    ],
    ['more results than there are', text(page([scim('s1')], 2)), 'totalResults 2'],
    ['a page twice, in place of another', text(page([scim('s1')], 2), page([scim('s2')], 2)), 'startIndex 1 twice'],
  ])('%s', async (_name, content, says) => {
    const all = await read(content, { directory: 'entra' });
    expect(all.summary.truncated).toBe(true);
    expect(warned(all)).toContain(says);
    expect((await refusal(() => read(content, { directory: 'entra', completeness: 'complete' }))).code).toBe(
      'ERR_EXPORT_TRUNCATED',
    );
  });

  test('a last page without a next link is the end of it', async () => {
    const { summary } = await read(text({ ...NEXT, value: [graph('g1', true)] }, { value: [graph('g2', true)] }));
    expect(summary.truncated).toBe(false);
  });
});

describe('what must not be concluded', () => {
  test.each<[string, string, string | null, readonly string[]]>([
    ['nobody is active by being listed', text(page([scim('s1', null)])), 'ping', ['s1 unknown']],
    [
      'a word that is no status',
      text([okta('00u1', 'ON_LEAVE'), okta('00u2', 'ACTIVE')]),
      'okta',
      ['00u1 unknown', '00u2 active'],
    ],
    [
      'enabled and deleted is deleted',
      text({ value: [graph('g1', true, { deletedDateTime: '2026-01-01T00:00:00Z' })] }),
      null,
      ['g1 deleted'],
    ],
    [
      '__proto__ is a name',
      `{"value":[{"id":"g1","userPrincipalName":"a@b.co","accountEnabled":true,"__proto__":{"accountEnabled":false}}]}`,
      null,
      ['g1 active'],
    ],
  ])('%s', async (_name, content, directory, people) => {
    expect(who((await read(content, { directory })).observations)).toEqual(people);
  });

  test.each<[string, string, object, string]>([
    [
      'people of Okta are no users of Copilot',
      text([okta('00u1', 'ACTIVE')]),
      { kind: 'clari-copilot-users' },
      'ERR_KIND_MISMATCH',
    ],
    [
      'nor is a list of people one of Clari',
      text([okta('00u1', 'ACTIVE')]),
      { kind: 'clari-users' },
      'ERR_KIND_MISMATCH',
    ],
    ['whose list it is has to be said', text(page([scim('s1')])), {}, 'ERR_USAGE'],
    [
      'groups alone are nobody',
      text(page([{ schemas: [`${SCHEMA}:Group`], id: 'g', displayName: 'Sales' }])),
      { kind: 'directory', directory: 'ping' },
      'ERR_NO_ROWS',
    ],
    ['two lists', text({ users: [okta('00u1', 'ACTIVE')], value: [graph('g1', true)] }), {}, 'ERR_KIND_AMBIGUOUS'],
    [
      'an id with more digits than a number keeps is kept',
      `[{"id":12345678901234567890,"login":"a@b.co","email":"a@b.co","status":"ACTIVE","x":]`,
      {},
      'ERR_EXPORT_MALFORMED',
    ],
  ])('%s', async (_name, content, said, code) => {
    expect((await refusal(() => read(content, said))).code).toBe(code);
  });

  test('a header of JSON can be mapped', async () => {
    const content = text([{ nr: 'k1', account: { name: 'ida@kiln.example' }, Enabled: true }]);
    const said = { kind: 'directory', directory: 'own', mapping: { id: 'nr', login: 'account.name' } } as const;
    expect((await read(content, said)).observations[0]?.row).toMatchObject({
      identityId: 'k1',
      login: 'ida@kiln.example',
      status: 'active',
    });
  });

  test('a row that is refused is reported with its path', async () => {
    const { summary } = await read(
      text(page([scim('s1'), { active: true, schemas: [`${SCHEMA}:User`], title: 'x' }])),
      { directory: 'ping' },
    );
    expect(summary.rejected).toEqual([{ line: 2, why: expect.stringContaining('Resources[1]: ') }]);
  });

  test('endless names make no endless table', async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...okta(`00u${at}`, 'ACTIVE'),
      ...Object.fromEntries(Array.from({ length: 100 }, (_unused, name) => [`x${at}_${name}`, 1])),
    }));
    const all = await read(text(many), {});
    expect(all.observations).toHaveLength(40);
    expect(warned(all)).toContain('more than 512 different names');
  });

  test('a value without an end', async () => {
    const endless = generated(function* () {
      yield '{"Resources":[{"userName":"';
      for (let at = 0; at < 400; at += 1) yield 'x'.repeat(65_536);
    });
    expect((await refusal(() => inspectFile(endless, statement({}), NOW))).code).toBe('ERR_EXPORT_MALFORMED');
  });
});

describe('one object a line', () => {
  const lines = (...entries: readonly unknown[]) => entries.map((one) => JSON.stringify(one)).join('\n');
  const G1 = graph('g1', true);

  test.each<[string, string, string | null, readonly string[]]>([
    ['Okta', lines(okta('00u1', 'ACTIVE'), okta('00u2', 'DEPROVISIONED')), null, ['00u1 active', '00u2 deactivated']],
    ['Graph', lines(G1, graph('g2', false)), null, ['g1 active', 'g2 deactivated']],
    ['SCIM', lines(scim('s1'), scim('s2', false)), 'ping', ['s1 active', 's2 deactivated']],
    [
      'SCIM with roles and entitlements, which are no lists of people',
      lines(scim('s1', true, { entitlements: [{ value: 'x' }], roles: [], resources: [1] }), scim('s2', false)),
      'ping',
      ['s1 active', 's2 deactivated'],
    ],
    [
      'over several lines each, and with blank ones between them',
      `\n${JSON.stringify(G1, null, 2)}\n\n${JSON.stringify(graph('g2', false), null, 2)}\n`,
      null,
      ['g1 active', 'g2 deactivated'],
    ],
    [
      'with CRLF and a mark',
      `\ufeff${lines(G1, graph('g2', false)).replace('\n', '\r\n')}\r\n`,
      null,
      ['g1 active', 'g2 deactivated'],
    ],
  ])('%s', async (_name, content, directory, people) => {
    const all = await read(content, { directory, completeness: 'complete' });
    expect(who(all.observations)).toEqual(people);
    expect(all.summary.truncated).toBe(false);
  });

  test('a row is named by its line', async () => {
    const content = `${lines(G1)}\n\n${lines({ accountEnabled: true }, graph('g2', true))}\n`;
    const { observations, summary } = await read(content, { kind: 'directory', directory: 'entra' });
    expect(summary.rejected.map(({ line }) => line)).toEqual([3]);
    expect(observations.map(({ row }) => row.line)).toEqual([1, 4]);
  });

  test('every end of such a file is reported: by a whole row less, or as a part that names its line', async () => {
    const content = lines(G1, graph('g2', true), graph('g3', false));
    const [first = '', second = ''] = content.split('\n');
    for (let length = first.length + 2; length < content.length; length += 7) {
      const cut = content.slice(0, length);
      const all = await read(cut, {});
      const whole = length <= first.length + 1 + second.length ? 1 : 2;
      const isWhole = length === first.length + 1 + second.length || length === first.length + second.length + 2;
      expect.soft(all.observations, cut).toHaveLength(isWhole ? 2 : whole);
      expect.soft(all.summary.truncated, cut).toBe(!isWhole);
      if (isWhole) continue;
      expect.soft(warned(all), cut).toContain(`in the middle of the entry on line ${whole + 1}`);
      const refused = await refusal(() => read(cut, { completeness: 'complete' }));
      expect.soft(refused.code, cut).toBe('ERR_EXPORT_TRUNCATED');
    }
  });

  test("people of Copilot, and a part of Clari's own lists", async () => {
    const user = { id: 'c1', email: 'a@kiln.example', is_recording: true };
    const all = await read(lines(user, { ...user, id: 'c2' }));
    expect(all.observations).toHaveLength(2);
    const cut = await read(`${lines(user, { ...user, id: 'c2' })}\n{"id":`);
    expect([cut.observations.length, cut.summary.truncated]).toEqual([2, true]);
  });

  test.each([
    ['an answer among entries', `${lines(G1, G1)}\n{"value":[]}`, 'ERR_EXPORT_MALFORMED', 'line 3'],
    ['a word among entries', `${lines(G1)}\noops`, 'ERR_EXPORT_MALFORMED', 'line 2'],
    ['a list among entries', `${lines(G1)}\n[1]`, 'ERR_EXPORT_MALFORMED', 'line 2'],
    ['one entry alone, which may be anything', lines(G1), 'ERR_KIND_UNKNOWN', 'no kind of file'],
    ['a first line that is cut off', '{"id":"g1","userPrinc', 'ERR_EXPORT_TRUNCATED', 'line 1'],
  ])('%s', async (_name, content, code, says) => {
    expect(await refusal(() => read(content))).toMatchObject({ code, message: expect.stringContaining(says) });
  });

  test('an entry that never ends', async () => {
    function* pieces() {
      yield `${lines(G1, G1)}\n{"id":[`;
      for (let at = 0; at < 64; at += 1) yield '1,'.repeat(32_768);
    }
    const big = generated(pieces, 'people.jsonl');
    const { code, message } = await refusal(() => inspectFile(big, statement(), NOW));
    expect([code, message]).toEqual(['ERR_EXPORT_MALFORMED', expect.stringContaining('larger than 1 MiB')]);
  });
});

describe('what Terraform prints', () => {
  const person = (id: string) => ({
    id,
    login: `${id}@kiln.example`,
    email: `${id}@kiln.example`,
    first_name: 'A',
    last_name: 'B',
    status: 'ACTIVE',
  });
  const output = (value: unknown) => ({ sensitive: false, type: ['list', 'dynamic'], value });

  test('a list among other outputs', async () => {
    const content = text({
      count: output(2),
      okta_users: output([person('00u1'), person('00u2')]),
      org: output('kiln'),
    });
    const all = await read(content, { completeness: 'complete' });
    expect(who(all.observations)).toEqual(['00u1 active', '00u2 active']);
  });

  test('a list by itself', async () => {
    expect(who((await read(JSON.stringify([person('00u1')], null, 2))).observations)).toEqual(['00u1 active']);
  });

  test.each([
    [
      'two lists are not mixed',
      text({ groups: output([{ id: 'g', name: 'Sales' }]), users: output([person('00u1')]) }),
      'terraform output -json NAME',
    ],
    [
      'a state is no list',
      text({ format_version: '1.0', terraform_version: '1.9.0', values: { root_module: { resources: [] } } }),
      'terraform output -json NAME',
    ],
  ])('%s', async (_name, content, cure) => {
    expect((await refusal(() => read(content))).remedy).toContain(cure);
  });
});
