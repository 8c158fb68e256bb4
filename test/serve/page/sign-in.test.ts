import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { acme } from '../../helpers/acme.ts';
import { NOW } from '../../helpers/files.ts';
import { CLIENT } from '../../helpers/oidc-issuer.ts';
import { pageServer } from '../../helpers/page-server.ts';
import { scriptedServer } from '../../helpers/scripted-server.ts';
import { shared } from '../../helpers/shared.ts';
import { type WebVisitor, webVisitor } from '../../helpers/web-visitor.ts';

const SESSION = 'clari_identity_session';
const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** Olga, an operator who has not signed in yet. */
async function olgas(options: Parameters<typeof pageServer>[0] = {}) {
  const server = await pageServer(options);
  server.issuer.roles.set('olga', ['operator']);
  const olga = webVisitor();
  return { ...server, olga, isIn: isInAt(server.origin) };
}

/** Whether the page knows somebody, without sending them anywhere. */
const isInAt = (origin: string) => async (visitor: WebVisitor) => {
  const response = await visitor.once(`${origin}/`);
  await response.text();
  return response.status === 200;
};

test('somebody who is not known is sent to the issuer, and comes back signed in to where they wanted to go', async () => {
  const { origin, olga, logged } = await olgas();
  const shown = await olga.signIn(`${origin}/?q=1`, 'olga');
  expect(shown).toMatchObject({ status: 200, url: `${origin}/?q=1` });
  expect(shown.text).toContain('olga@acme.com (olga)');
  expect(shown.text).toContain('viewer, operator');
  expect(logged.join()).toContain('"signed in"');
  expect(logged.join()).not.toMatch(/eyJ|page-secret/);
});

test('the issuer is asked for a code with PKCE, state, nonce, the audience and our roles; each sign-in has its own', async () => {
  const { origin, olga, audience } = await olgas();
  const [one, other] = await Promise.all(
    [1, 2].map(async () => {
      const response = await olga.once(`${origin}/sign-in`);
      return new URL(response.headers.get('location') ?? '').searchParams;
    }),
  );
  expect(Object.fromEntries(one ?? [])).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${origin}/signed-in`,
    resource: audience,
    scope: 'openid profile email offline_access viewer operator approver reviewer',
  });
  for (const part of ['state', 'nonce', 'code_challenge']) {
    expect(one?.get(part)).toMatch(/^[\w-]{43}$/);
    expect(one?.get(part)).not.toBe(other?.get(part));
  }
});

test('an issuer that takes no audience is asked for exactly the scopes that are set', async () => {
  const { origin, olga } = await olgas({ scope: 'openid email api://clari-identity/use' });
  const asked = new URL((await olga.once(`${origin}/sign-in`)).headers.get('location') ?? '').searchParams;
  expect([asked.get('scope'), asked.get('resource')]).toEqual(['openid email api://clari-identity/use', null]);
});

test.each([
  ['a place on the page', '/?filter=a%20b', '/?filter=a%20b'],
  ['another origin', 'https://evil.example/', '/'],
  ['another host by two slashes', '//evil.example/', '/'],
  ['another host by a backslash', '/\\evil.example/', '/'],
  ['another host behind a tab', '/\t/evil.example/', '/'],
  ['two slashes that only appear once dots are resolved', '/.//evil.example/', '/'],
  ['a script', 'javascript:alert(1)', '/'],
])('after signing in one is led to %s only if that is on the page', async (_what, back, place) => {
  const { origin, olga } = await olgas();
  const shown = await olga.signIn(`${origin}/sign-in?back=${encodeURIComponent(back)}`, 'olga');
  expect(shown.url).toBe(`${origin}${place}`);
});

describe('what comes back and is not what was begun signs nobody in', () => {
  const changed = (url: string, change: (query: URLSearchParams) => void) => {
    const at = new URL(url);
    change(at.searchParams);
    return at.href;
  };
  interface Tried {
    readonly came: string;
    readonly olga: WebVisitor;
    readonly at: (minutes: number) => void;
  }
  test.each<[string, (tried: Tried) => Promise<{ readonly visitor: WebVisitor; readonly url: string }>]>([
    ['no state', async ({ came, olga }) => ({ visitor: olga, url: changed(came, (query) => query.delete('state')) })],
    [
      'another state',
      async ({ came, olga }) => ({ visitor: olga, url: changed(came, (query) => query.set('state', 'x'.repeat(43))) }),
    ],
    [
      'a state that begins alike',
      async ({ came, olga }) => ({
        visitor: olga,
        url: changed(came, (query) => query.set('state', `${query.get('state')?.slice(0, 42) ?? ''}_`)),
      }),
    ],
    [
      'the state twice',
      async ({ came, olga }) => ({ visitor: olga, url: changed(came, (query) => query.append('state', 'x')) }),
    ],
    [
      'another issuer',
      async ({ came, olga }) => ({
        visitor: olga,
        url: changed(came, (query) => query.set('iss', 'https://evil.example')),
      }),
    ],
    ['no issuer', async ({ came, olga }) => ({ visitor: olga, url: changed(came, (query) => query.delete('iss')) })],
    [
      'a code of somebody else',
      async ({ came, olga }) => ({ visitor: olga, url: changed(came, (query) => query.set('code', 'made-up')) }),
    ],
    [
      'a refusal of the issuer',
      async ({ came, olga }) => ({
        visitor: olga,
        url: changed(came, (query) => {
          query.delete('code');
          query.set('error', 'access_denied');
        }),
      }),
    ],
    ['another browser', async ({ came }) => ({ visitor: webVisitor(), url: came })],
    [
      'eleven minutes',
      async ({ came, olga, at }) => {
        at(11);
        return { visitor: olga, url: came };
      },
    ],
    [
      'the same once more, by another browser that has its cookies',
      async ({ came, olga }) => {
        const thief = webVisitor();
        for (const [name, value] of olga.cookies(came)) thief.cookies(came).set(name, value);
        await olga.get(came);
        return { visitor: thief, url: came };
      },
    ],
  ])('%s', async (_what, tried) => {
    const { origin, olga, world, isIn } = await olgas();
    const came = await olga.comeBack(`${origin}/`, 'olga');
    const { visitor, url } = await tried({ came, olga, at: (minutes) => world.at(later(minutes)) });
    const shown = await visitor.get(url);
    expect(shown).toMatchObject({ status: 403, url });
    expect(shown.text).not.toContain('olga');
    expect(await isIn(visitor)).toBe(false);
  });

  test('and what was begun does', async () => {
    const { origin, olga, isIn } = await olgas();
    await olga.get(await olga.comeBack(`${origin}/`, 'olga'));
    expect(await isIn(olga)).toBe(true);
  });
});

describe('tokens that are not for this sign-in, this page and this server sign nobody in', () => {
  interface Claims {
    readonly [claim: string]: unknown;
  }
  interface Said {
    readonly id?: (good: Claims) => Claims;
    readonly access?: (good: Claims) => Claims;
    readonly without?: 'id_token' | 'access_token';
    readonly scopes?: readonly string[];
  }

  /** An issuer that puts into its tokens what the case says. */
  async function issuerSaying({ id = (good) => good, access = (good) => good, without, scopes }: Said) {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const signed = (claims: Claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
    const server = await scriptedServer();
    const url = server.origin;
    server.route('GET /.well-known/openid-configuration', () => ({
      json: {
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/keys`,
        ...(scopes === undefined ? {} : { scopes_supported: scopes }),
        token_endpoint_auth_methods_supported: ['client_secret_basic'],
      },
    }));
    server.route('GET /keys', async () => ({
      json: { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] },
    }));
    let asked = new URLSearchParams();
    server.route('POST /token', async () => {
      const iat = Math.floor(Date.now() / 1_000);
      const both = { iss: url, sub: 'olga', iat, exp: iat + 600 };
      const answer = {
        token_type: 'Bearer',
        id_token: await signed(id({ ...both, aud: CLIENT.id, nonce: asked.get('nonce'), email: 'olga@acme.com' })),
        access_token: await signed(access({ ...both, aud: asked.get('resource'), clari_identity_roles: ['viewer'] })),
      };
      return { json: without === undefined ? answer : { ...answer, [without]: undefined } };
    });
    return {
      url,
      jwksUrl: `${url}/keys`,
      server,
      /** What the browser was sent with. */
      heard: (query: URLSearchParams) => {
        asked = query;
      },
    };
  }

  async function signIn(said: Said) {
    const issuer = await issuerSaying(said);
    const { origin, logged } = await pageServer({ issuer });
    const olga = webVisitor();
    const sent = await olga.once(`${origin}/sign-in`);
    const query = new URL(sent.headers.get('location') ?? '').searchParams;
    issuer.heard(query);
    const shown = await olga.get(`${origin}/signed-in?code=a-code&state=${query.get('state') ?? ''}`);
    return { olga, origin, shown, logged, issuer };
  }

  const over = (claims: Claims) => (good: Claims) => ({ ...good, ...claims });
  test.each<[string, Said]>([
    ['an ID token of another issuer', { id: over({ iss: 'https://evil.example' }) }],
    ['an ID token for another client', { id: over({ aud: 'another-client' }) }],
    ['an ID token of another sign-in, by its nonce', { id: over({ nonce: 'of-another-sign-in' }) }],
    ['an ID token without a nonce', { id: over({ nonce: undefined }) }],
    ['an ID token that is over', { id: over({ exp: 1_700_000_000 }) }],
    ['no ID token', { without: 'id_token' }],
    ['no access token', { without: 'access_token' }],
    ['an access token of another issuer', { access: over({ iss: 'https://evil.example' }) }],
    ['an access token for another audience', { access: over({ aud: 'https://evil.example/mcp' }) }],
    ['an access token that is over', { access: over({ exp: 1_700_000_000 }) }],
    ['an access token that names nobody', { access: over({ sub: ' ' }) }],
  ])('%s', async (_what, said) => {
    const { olga, origin, shown, logged } = await signIn(said);
    expect(shown.status).toBe(403);
    expect(await isInAt(origin)(olga)).toBe(false);
    expect(logged.join()).toContain('sign-in refused');
    expect(logged.join()).not.toMatch(/eyJ|a-code/);
  });

  test('good ones do; the name is that of the ID token, and the secret goes the way that the issuer takes it', async () => {
    const { shown, issuer } = await signIn({});
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('olga@acme.com (olga)');
    const [call] = issuer.server.callsTo('POST /token');
    expect(call?.headers.authorization).toMatch(/^Basic /);
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toMatchObject({
      grant_type: 'authorization_code',
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test.each([
    [
      'all that we know, where none are published',
      undefined,
      /^openid profile email offline_access viewer .*reviewer$/,
    ],
    ['those of them that are published', ['email', 'groups', 'openid', 'operator'], /^openid email operator$/],
  ])('scopes: %s', async (_what, scopes, like) => {
    const { origin } = await pageServer({ issuer: await issuerSaying(scopes === undefined ? {} : { scopes }) });
    const sent = await webVisitor().once(`${origin}/sign-in`);
    expect(new URL(sent.headers.get('location') ?? '').searchParams.get('scope')).toMatch(like);
  });

  test('the name of another subject is not taken over', async () => {
    const { shown } = await signIn({ id: over({ sub: '00u-of-the-id-token' }) });
    expect(shown.text).toContain('<strong>olga</strong>');
    expect(shown.text).not.toContain('olga@acme.com');
  });
});

describe('the session', () => {
  test('has another id after signing in, and one that was planted before is not taken over', async () => {
    const { origin, olga, isIn } = await olgas();
    const jar = olga.cookies(origin);
    jar.set(SESSION, 'planted-by-somebody-else');
    await olga.signIn(`${origin}/`, 'olga');
    const first = jar.get(SESSION);
    expect(first).toMatch(/^[\w-]{43}$/);
    await olga.signIn(`${origin}/sign-in`, 'olga');
    const second = jar.get(SESSION);
    expect(second).not.toBe(first);
    for (const [id, known] of [
      ['planted-by-somebody-else', false],
      [first ?? '', false],
      [second ?? '', true],
    ] as const) {
      jar.set(SESSION, id);
      expect(await isIn(olga)).toBe(known);
    }
  });

  test.each([
    ['without TLS on loopback', undefined, SESSION, /; Path=\/; HttpOnly; SameSite=Lax$/],
    [
      'behind TLS',
      'https://clari-identity.acme.com',
      `__Host-${SESSION}`,
      /; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ],
  ])('%s: no cookie is for another host, for scripts or for other sites', async (_what, publicUrl, name, like) => {
    const { issuer, origin, own } = await pageServer(publicUrl === undefined ? {} : { publicUrl });
    issuer.roles.set('olga', ['operator']);
    const olga = webVisitor({ [origin]: own });
    const shown = await olga.signIn(`${origin}/`, 'olga');
    expect(shown).toMatchObject({ status: 200, url: `${origin}/` });
    const ours = olga.set.filter((line) => line.includes('clari_identity') && !/max-age=0/i.test(line));
    expect(ours.map((line) => line.split('=')[0]?.slice(0, name.length))).toContain(name);
    for (const line of ours) {
      expect(line.replace(/; Max-Age=600/, '')).toMatch(like);
      expect(line.startsWith('__Host-')).toBe(publicUrl !== undefined);
    }
    expect(shown.headers.get('strict-transport-security') === null).toBe(publicUrl === undefined);
  });

  test('ends by signing out, which the issuer hears of too, and only by a form of its own', async () => {
    const { origin, olga, issuer, isIn } = await olgas();
    const { hidden } = await olga.signIn(`${origin}/`, 'olga');
    const stolen = olga.cookies(origin).get(SESSION) ?? '';
    expect(await olga.post(`${origin}/sign-out`, { form_token: 'of-another-visit' })).toMatchObject({ status: 403 });
    expect((await olga.once(`${origin}/sign-out`)).status).toBe(404);
    expect(await isIn(olga)).toBe(true);
    const shown = await olga.post(`${origin}/sign-out`, hidden);
    expect(shown.text).toContain('signed out');
    expect(shown.text).toContain(`content="0; url=${issuer.url}/session/end?`);
    expect(olga.cookies(origin).has(SESSION)).toBe(false);
    olga.cookies(origin).set(SESSION, stolen);
    expect(await isIn(olga)).toBe(false);
  });

  test.each([
    ['half an hour without use', [29, 58, 89], [true, true, false]],
    ['eight hours', Array.from({ length: 25 }, (_, at) => 20 * (at + 1)), [...Array(24).fill(true), false]],
  ])('is over after %s', async (_what, minutes, known) => {
    const { origin, olga, world, isIn } = await olgas();
    await olga.signIn(`${origin}/`, 'olga');
    const seen: boolean[] = [];
    for (const at of minutes) {
      world.at(later(at));
      seen.push(await isIn(olga));
    }
    expect(seen).toEqual(known);
  });

  test('one person has ten at most: the one that was not used for longest makes room', async () => {
    const { origin, world, issuer, isIn } = await olgas();
    issuer.roles.set('pia', ['viewer']);
    const pia = webVisitor();
    await pia.signIn(`${origin}/`, 'pia');
    const browsers: WebVisitor[] = [];
    for (let at = 0; at < 11; at += 1) {
      world.at(new Date(Date.parse(NOW) + at * 1_000).toISOString());
      const one = webVisitor();
      await one.signIn(`${origin}/`, 'olga');
      browsers.push(one);
    }
    expect(await Promise.all(browsers.map(isIn))).toEqual([false, ...Array(10).fill(true)]);
    expect(await isIn(pia)).toBe(true);
  });
});

describe('what is known of a person is good for five minutes', () => {
  test('then the issuer is asked once, whoever waits for it', async () => {
    const { origin, olga, world, issuer, isIn } = await olgas();
    await olga.signIn(`${origin}/`, 'olga');
    world.at(later(4));
    expect(await isIn(olga)).toBe(true);
    expect(issuer.renewals()).toBe(0);
    world.at(later(6));
    expect(await Promise.all(Array.from({ length: 8 }, () => isIn(olga)))).toEqual(Array(8).fill(true));
    expect(issuer.renewals()).toBe(1);
    world.at(later(12));
    expect(await isIn(olga)).toBe(true);
    expect(issuer.renewals()).toBe(2);
  });

  test('a role that was taken away or given since is then gone or there', async () => {
    const { origin, olga, world, issuer } = await olgas();
    const roles = async () => /<\/strong> \(([a-z, ]+)\)/.exec((await olga.get(`${origin}/`)).text)?.[1];
    await olga.signIn(`${origin}/`, 'olga');
    expect(await roles()).toBe('viewer, operator');
    issuer.roles.set('olga', ['viewer', 'approver']);
    expect(await roles()).toBe('viewer, operator');
    world.at(later(6));
    expect(await roles()).toBe('viewer, approver');
  });

  test('who has no role any more sees nothing, can sign out, and is back once they have one', async () => {
    const { origin, olga, world, issuer, isIn } = await olgas();
    await olga.signIn(`${origin}/`, 'olga');
    issuer.roles.set('olga', []);
    world.at(later(6));
    const shown = await olga.get(`${origin}/`);
    expect(shown).toMatchObject({ status: 403 });
    expect(shown.text).toContain('none of the roles');
    expect(shown.text).not.toMatch(/accounts|@acme.com (?!\()/);
    issuer.roles.set('olga', ['viewer']);
    world.at(later(12));
    expect(await isIn(olga)).toBe(true);
    issuer.roles.set('olga', []);
    world.at(later(18));
    expect((await olga.post(`${origin}/sign-out`, (await olga.get(`${origin}/`)).hidden)).text).toContain('signed out');
  });

  test('whom the issuer does not know any more is signed out', async () => {
    const { origin, olga, world, issuer, isIn } = await olgas();
    await olga.signIn(`${origin}/`, 'olga');
    issuer.gone.add('olga');
    world.at(later(6));
    expect(await isIn(olga)).toBe(false);
    issuer.gone.delete('olga');
    expect(await isIn(olga)).toBe(false);
  });

  test('an issuer that can not be reached lets nobody go on, and signs nobody out', async () => {
    const { origin, olga, world, issuer } = await olgas();
    await olga.signIn(`${origin}/`, 'olga');
    await issuer.stop();
    expect((await olga.get(`${origin}/`)).status).toBe(200);
    world.at(later(6));
    for (const shown of [await olga.get(`${origin}/`), await olga.get(`${origin}/`)]) {
      expect(shown.status).toBe(503);
      expect(shown.text).toContain('Nothing was done');
      expect(shown.text).not.toContain('olga');
    }
  });

  test('without a refresh token a look goes by way of the issuer, and a form does nothing', async () => {
    const { origin, olga, world, issuer } = await olgas({ refresh: false });
    const { hidden } = await olga.signIn(`${origin}/`, 'olga');
    world.at(later(6));
    const refused = await olga.post(`${origin}/decisions`, { ...hidden, tool: 'record_manual_deactivation' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('has to be renewed. Nothing was done.');
    expect(refused.text).toContain(`href="${origin}/sign-in?back=%2Fdecisions"`);
    // The issuer still knows its own session, so that nobody types anything.
    expect(await olga.get(`${origin}/?again`)).toMatchObject({ status: 200, url: `${origin}/?again` });
    expect(issuer.renewals()).toBe(0);
  });
});

test('several tabs can sign in at once, and many that were begun do not add up', async () => {
  const { origin, olga } = await olgas();
  const came = [await olga.comeBack(`${origin}/?tab=1`, 'olga'), await olga.comeBack(`${origin}/?tab=2`, 'olga')];
  for (const [at, url] of came.entries()) expect((await olga.get(url)).url).toBe(`${origin}/?tab=${at + 1}`);
  for (let at = 0; at < 20; at += 1) await (await olga.once(`${origin}/sign-in`)).text();
  expect([...olga.cookies(origin).keys()].filter((name) => name.includes('sign_in')).length).toBeLessThanOrEqual(5);
});

describe('where nobody can sign in there is no page, and / says what is missing', () => {
  const oauth = {
    issuer: 'https://id.acme.com',
    audience: 'https://clari-identity.acme.com/mcp',
    jwksUrl: 'https://id.acme.com/keys',
  };
  const signIn = { clientId: 'page', clientSecret: null, clientSecretFile: null, scope: null, publicUrl: null };
  test.each([
    ['nothing checks callers', {}, 'clari-identity-mcp open'],
    ['only a client id is missing', { oauth }, 'set CLARI_IDENTITY_OAUTH_CLIENT_ID'],
    [
      'the audience is no address',
      { oauth: { ...oauth, audience: 'api://clari' }, signIn },
      'CLARI_IDENTITY_PUBLIC_URL',
    ],
    ['the audience has no TLS', { oauth: { ...oauth, audience: 'http://clari.acme.com/mcp' }, signIn }, 'ends TLS'],
  ])('%s', async (_what, http, says) => {
    const { port } = await shared({ world: await acme(), http });
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(says);
    for (const path of ['/sign-in', '/signed-in', '/findings', '/decisions/x'])
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' })).status).toBe(404);
  });
});
