import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { GRAPH_TOKEN, graphServer, graphUser, ROUTES, refusal, tenant } from '../helpers/graph-tenant.ts';
import { PEOPLE } from '../helpers/live-acme.ts';
import { oktaServer, TOKEN } from '../helpers/okta-server.ts';
import { program } from '../helpers/program.ts';

const answer = z.looseObject({
  checks: z.array(
    z.looseObject({ area: z.string(), name: z.string(), state: z.string(), remedy: z.string().nullish() }),
  ),
});

/** What `doctor` says of one source; and that a secret is in none of it. */
async function doctor(area: string, environment: Readonly<Record<string, string>>, secret: string) {
  const { run } = await program(environment);
  const { code, stdout, stderr } = await run('doctor', '--json');
  expect(`${stdout}${stderr}`).not.toContain(secret);
  const checks = answer.parse(JSON.parse(stdout)).checks.filter((one) => one.area === area);
  return {
    code,
    state: (name: string) => checks.find((one) => one.name === name)?.state,
    remedy: (name: string) => checks.find((one) => one.name === name)?.remedy,
  };
}

describe('Okta: a log that may not be read is no failed sign-in', () => {
  const okta = (origin: string, token: string) =>
    doctor('okta', { OKTA_ORG_URL: origin, OKTA_API_TOKEN: token }, token);

  test('without the scope of the log it says which to grant, and all else works', async () => {
    const { server } = await oktaServer({
      ...PEOPLE,
      scopes: ['okta.apps.read', 'okta.users.read', 'okta.groups.read'],
    });
    const said = await okta(server.origin, TOKEN);
    expect([said.code, said.state('sign-in'), said.state('okta.users.read'), said.state('okta.logs.read')]).toEqual([
      0,
      'works',
      'works',
      'missing',
    ]);
    expect(said.remedy('okta.logs.read')).toContain('Grant okta.logs.read to the Okta app');
  });

  test('with a wrong token it says that the sign-in failed, and nothing of scopes', async () => {
    const { server } = await oktaServer(PEOPLE);
    const said = await okta(server.origin, `${TOKEN}-revoked`);
    expect([said.code, said.state('sign-in'), said.state('okta.logs.read')]).toEqual([1, 'failed', undefined]);
    expect(said.remedy('sign-in')).toMatch(/refused the credentials \(401, E0000011\).*Make a new key or token/);
  });
});

describe('Entra ID: a log that may not be read is no failed sign-in', () => {
  const company = () => graphServer(tenant({ users: [graphUser('Ana A')] }));
  const entra = (origin: string, token: string) =>
    doctor('entra', { GRAPH_BASE_URL: origin, GRAPH_ACCESS_TOKEN: token }, token);
  const LOG = 'AuditLog.Read.All (audit log)';

  test('without the permission of the log it says which to grant, and all else works', async () => {
    const server = await company();
    server.fault(ROUTES.audit, 'always', () => refusal(403, 'Authorization_RequestDenied'));
    const said = await entra(server.origin, GRAPH_TOKEN);
    expect([said.code, said.state('sign-in'), said.state('User.Read.All'), said.state(LOG)]).toEqual([
      0,
      'works',
      'works',
      'missing',
    ]);
    expect(said.remedy(LOG)).toContain('Grant it as an application permission with admin consent');
  });

  test('with a wrong token it says that the sign-in failed, and nothing of permissions', async () => {
    const server = await company();
    const said = await entra(server.origin, `${GRAPH_TOKEN}-expired`);
    expect([said.code, said.state('sign-in'), said.state(LOG)]).toEqual([1, 'failed', undefined]);
    expect(said.remedy('sign-in')).toContain('rejects the token (InvalidAuthenticationToken)');
  });
});
