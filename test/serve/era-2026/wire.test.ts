import { describe, expect, test } from 'vitest';
import { acme } from '../../helpers/acme.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { MODERN, modernClient, modernWire } from '../../helpers/modern.ts';
import { exchange, rawPost, statuses } from '../../helpers/raw-http.ts';
import { callOf, initialize, shared } from '../../helpers/shared.ts';

const CLAIM = 'io.modelcontextprotocol/protocolVersion';

async function both() {
  const server = await shared({ world: await acme() });
  return {
    server,
    wire: modernWire(server.serving.url),
    old: await server.client(),
    modern: await modernClient(server.serving.url),
  };
}

/** Without what the later revision adds to every result. */
function plain(result: object): object {
  return Object.fromEntries(
    Object.entries(result).filter(([key]) => !['_meta', 'ttlMs', 'cacheScope', 'resultType'].includes(key)),
  );
}

describe('one address speaks both revisions', () => {
  test('and offers the same in both', async () => {
    const { old, modern } = await both();
    expect(plain(await modern.listTools())).toEqual(plain(await old.listTools()));
    expect(plain(await modern.listResources())).toEqual(plain(await old.listResources()));
    expect(plain(await modern.listResourceTemplates())).toEqual(plain(await old.listResourceTemplates()));
    expect(plain(await modern.listPrompts())).toEqual(plain(await old.listPrompts()));
    expect(modern.getInstructions()).toEqual(old.getInstructions());
  });

  test.each([
    ['get_coverage', {}],
    ['find_orphaned_accounts', { limit: 5 }],
    ['list_clari_users', { query: 'leo' }],
    ['get_identity', { email: 'leo@acme.com' }],
    ['list_work', {}],
    ['find_orphaned_accounts', { statuss: 'x' }],
    ['get_identity', { email: 'nobody@acme.com' }],
  ])('%s %j is answered alike', async (name, args) => {
    const { old, modern } = await both();
    const first = await old.callTool({ name, arguments: args });
    expect(plain(await modern.callTool({ name, arguments: args }))).toEqual(plain(first));
  });

  test('reads, prompts and completions are answered alike', async () => {
    const { old, modern } = await both();
    for (const uri of ['clari://coverage', 'clari://capabilities', 'clari://accounts/1002', 'clari://apps/clari'])
      expect(plain(await modern.readResource({ uri }))).toEqual(plain(await old.readResource({ uri })));
    const prompt = { name: 'offboard_person', arguments: { account: 'leo@acme.com' } };
    expect(plain(await modern.getPrompt(prompt))).toEqual(plain(await old.getPrompt(prompt)));
    const typed = {
      ref: { type: 'ref/resource' as const, uri: 'clari://accounts/{account_id}' },
      argument: { name: 'account_id', value: '10' },
    };
    expect(plain(await modern.complete(typed))).toEqual(plain(await old.complete(typed)));
  });

  test('how long something may be kept is said in the later one alone', async () => {
    const { old, modern } = await both();
    expect(await modern.listTools()).toMatchObject({ ttlMs: 300_000, cacheScope: 'private' });
    expect(await modern.readResource({ uri: 'clari://coverage' })).toMatchObject({ ttlMs: 0, cacheScope: 'private' });
    expect(await old.listTools()).not.toHaveProperty('ttlMs');
  });

  test.each([
    ['clari://accounts/nobody', 'ERR_ACCOUNT_UNKNOWN'],
    ['clari://plans/plan_none', 'ERR_PLAN_UNKNOWN'],
    ['clari://reviews/rev_none', 'ERR_REVIEW_UNKNOWN'],
    ['clari://apps/none', 'ERR_APP_UNKNOWN'],
    ['clari://nothing', 'not found'],
    ['not an address', 'not found'],
  ])('%s does not exist, in the code of each', async (uri, why) => {
    const { old, modern } = await both();
    await expect(old.readResource({ uri })).rejects.toMatchObject({
      code: -32_002,
      message: expect.stringContaining(why),
    });
    await expect(modern.readResource({ uri })).rejects.toMatchObject({
      code: -32_602,
      message: expect.stringContaining(why),
      data: { uri },
    });
  });

  test('a tool or prompt that does not exist, in the way of each', async () => {
    const { old, modern } = await both();
    expect(await old.callTool({ name: 'no_tool', arguments: {} })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('Tool no_tool not found') }],
    });
    await expect(modern.callTool({ name: 'no_tool', arguments: {} })).rejects.toMatchObject({ code: -32_602 });
    await expect(old.getPrompt({ name: 'no_prompt' })).rejects.toMatchObject({ code: -32_602 });
    await expect(modern.getPrompt({ name: 'no_prompt' })).rejects.toMatchObject({ code: -32_602 });
    for (const client of [old, modern])
      await expect(client.getPrompt({ name: 'offboard_person', arguments: {} })).rejects.toMatchObject({
        code: -32_602,
        message: expect.stringContaining('needs account'),
      });
  });
});

describe('a request that contradicts itself is refused', () => {
  const coverage = { params: { name: 'get_coverage', arguments: {} } };

  test.each([
    ['an unknown revision', { ...coverage, revision: '2031-01-01' }, 400, -32_022],
    ['another method in the header', { ...coverage, headers: { 'mcp-method': 'tools/list' } }, 400, -32_020],
    ['another tool in the header', { ...coverage, headers: { 'mcp-name': 'list_work' } }, 400, -32_020],
    [
      'another revision in the header',
      { ...coverage, headers: { 'mcp-protocol-version': '2025-11-25' } },
      400,
      -32_020,
    ],
    ['a method that was removed', { method: 'ping', params: {} }, 404, -32_601],
  ])('%s', async (_case, sent, status, code) => {
    const { serving } = await shared();
    expect(await modernWire(serving.url).send(sent)).toMatchObject({ status, body: { error: { code } } });
  });

  test('the header of a revision without what its requests say themselves', async () => {
    const { post } = await shared();
    const response = await post(callOf('get_coverage'), { 'mcp-protocol-version': MODERN });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: -32_602 } }]);
  });

  test('what a client can do is missing', async () => {
    const { post } = await shared();
    const message = { ...callOf('get_coverage'), params: { name: 'get_coverage', _meta: { [CLAIM]: MODERN } } };
    const headers = { 'mcp-protocol-version': MODERN, 'mcp-method': 'tools/call', 'mcp-name': 'get_coverage' };
    const response = await post(message, headers);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: -32_602 } }]);
  });

  test('the name of the tool sent twice', async () => {
    const { port } = await shared();
    const body = JSON.stringify(callOf('get_coverage'));
    const said = await exchange(
      port,
      rawPost(body, ['Host: localhost', 'Mcp-Name: get_coverage', 'Mcp-Name: list_work']),
    );
    expect(statuses(said)).toEqual([400]);
  });

  test('several requests at once', async () => {
    const { post } = await shared();
    const one = { ...callOf('get_coverage'), params: { name: 'get_coverage', _meta: { [CLAIM]: MODERN } } };
    expect((await post([one, { ...one, id: 2 }], { 'mcp-protocol-version': MODERN })).status).toBe(400);
  });
});

describe('a client that mixes the revisions', () => {
  test('begins with initialize and goes on in the later one: what a request says itself counts', async () => {
    const server = await shared();
    const session = await server.begin();
    const sent = { params: { name: 'get_coverage', arguments: {} }, headers: { 'mcp-session-id': session } };
    expect(await modernWire(server.serving.url).send(sent)).toMatchObject({ status: 200, body: { result: {} } });
  });

  test('sends initialize in the later one: it has no such method', async () => {
    const server = await shared();
    const answer = await modernWire(server.serving.url).send({ method: 'initialize', params: initialize.params });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: -32_601 } } });
  });

  test('gets a stream of its own in the older one alone', async () => {
    const { serving } = await shared();
    const response = await fetch(serving.url, {
      headers: { accept: 'text/event-stream', 'mcp-protocol-version': MODERN },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('who asks is checked as in the older revision', () => {
  async function signedIn() {
    const world = await acme();
    const from = await issuer(() => new Date(world.clock()));
    const server = await shared({
      world,
      http: { oauth: { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl } },
    });
    const as = async (role: string) => ({
      headers: { authorization: `Bearer ${await from.token({ clari_identity_roles: [role] })}` },
    });
    return { wire: modernWire(server.serving.url), as };
  }

  test('without a token: 401 with the way to one', async () => {
    const { wire } = await signedIn();
    const { status, headers } = await wire.send({ params: { name: 'get_coverage', arguments: {} } });
    expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('resource_metadata')]);
  });

  test('without the role: 403 with the scope that is needed', async () => {
    const { wire, as } = await signedIn();
    const { status, headers } = await wire.send({
      params: { name: 'draft_offboarding_plan', arguments: { account: 'leo@acme.com' } },
      ...(await as('viewer')),
    });
    expect([status, headers.get('www-authenticate')]).toEqual([403, expect.stringContaining('scope="operator"')]);
  });

  test('what somebody may not use is not listed to them', async () => {
    const { wire, as } = await signedIn();
    const { body } = await wire.send({ method: 'tools/list', params: {}, ...(await as('viewer')) });
    expect(JSON.stringify(body)).toContain('get_coverage');
    expect(JSON.stringify(body)).not.toContain('"name":"set_exemption"');
  });

  test('a server without sessions offers no approval in either', async () => {
    const server = await shared({ world: await acme(), stateless: true });
    const { body } = await modernWire(server.serving.url).send({ method: 'tools/list', params: {} });
    expect(JSON.stringify(body)).not.toContain('"name":"approve_offboarding_plan"');
  });
});
