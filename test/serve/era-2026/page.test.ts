import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ASSIGNED, OKTA, USERS } from '../../helpers/files.ts';
import { modernWire } from '../../helpers/modern.ts';
import { pageProgram } from '../../helpers/page-server.ts';
import { hoursAgo, runIn } from '../../helpers/program.ts';

const LINKS = { elicitation: { url: {} } };

const asked = z.looseObject({
  result: z.looseObject({
    requestState: z.string(),
    inputRequests: z.record(z.string(), z.object({ method: z.string(), params: z.record(z.string(), z.unknown()) })),
  }),
});

test('a client that opens links is sent to the page with one call, and to the same case with the next', async () => {
  const server = await pageProgram({ CLARI_IDENTITY_DIRECTORIES: 'okta' });
  const run = runIn(server.environment);
  for (const [name, content, at, ...more] of [
    ['users.csv', USERS, 3],
    ['okta.csv', OKTA, 2.5, '--directory', 'okta'],
    ['assigned.csv', ASSIGNED, 2.5, '--kind', 'directory-assignments', '--directory', 'okta'],
  ] as const) {
    await writeFile(join(server.home, name), content);
    const imported = await run('import', join(server.home, name), '--complete', '--as-of', hoursAgo(at), ...more);
    expect(imported).toMatchObject({ code: 0 });
  }
  server.issuer.roles.set('olga', ['operator']);
  const wire = modernWire(server.url);
  const as = {
    headers: { authorization: `Bearer ${await server.issuer.token('olga')}` },
    capabilities: LINKS,
  };
  const claim = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: hoursAgo(1) };
  const ask = async () => {
    const { body } = await wire.send({ ...as, params: { name: 'record_manual_deactivation', arguments: claim } });
    const { inputRequests, requestState } = asked.parse(body).result;
    const [[key, request] = ['', { method: '', params: {} }]] = Object.entries(inputRequests);
    return { key, state: requestState, ...request };
  };
  const first = await ask();
  expect(first).toMatchObject({
    method: 'elicitation/create',
    params: { mode: 'url', url: expect.stringMatching(/\/decisions\/[\w-]+$/), message: expect.any(String) },
  });
  expect(first.params).not.toHaveProperty('elicitationId');
  expect((await ask()).params['url']).toBe(first.params['url']);

  // Who does not want to open it is given the link in words.
  const declined = { inputResponses: { [first.key]: { action: 'decline' } }, requestState: first.state };
  const answer = await wire.call('record_manual_deactivation', claim, { ...as, params: declined });
  expect(answer).toMatchObject({
    isError: false,
    structured: { status: 'confirmation_required', decide_at: first.params['url'] },
  });
  // A made-up state does not count as the client's word.
  const forged = { inputResponses: { [first.key]: { action: 'accept' } }, requestState: 'made-up' };
  expect(await wire.call('record_manual_deactivation', claim, { ...as, params: forged })).toMatchObject({
    isError: true,
  });
});
