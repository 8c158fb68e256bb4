import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool, READING } from '../../../src/tool.ts';
import { acme } from '../../helpers/acme.ts';
import { agree } from '../../helpers/asking.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { ledgerKinds } from '../../helpers/ledger.ts';
import { liveAcme, PEOPLE } from '../../helpers/live-acme.ts';
import { modernClient, modernWire } from '../../helpers/modern.ts';
import { OPEN, reviewCompany } from '../../helpers/review-company.ts';
import { shared } from '../../helpers/shared.ts';

const opened = z.looseObject({ review_id: z.string() });
const items = z.looseObject({ items: z.array(z.looseObject({ item_id: z.string(), email: z.string().nullish() })) });

test('an access review is opened, decided by its reviewers and closed, each by a form', async () => {
  const world = await reviewCompany();
  const issued = await issuer(() => new Date(world.clock()));
  const { serving } = await shared({
    world,
    http: { oauth: { issuer: issued.url, audience: AUDIENCE, jwksUrl: issued.jwksUrl } },
  });
  const clientOf = async (sub: string) => {
    const token = await issued.token({ sub, email: sub, clari_identity_roles: ['viewer', 'operator', 'approver'] });
    const client = await modernClient(serving.url, { person: agree, token });
    return async (name: string, args: Record<string, unknown>) => {
      const answer = await client.callTool({ name, arguments: args });
      expect(answer.isError ?? false, JSON.stringify(answer.content)).toBe(false);
      return answer.structuredContent;
    };
  };
  const boss = await clientOf('boss@acme.com');
  const { review_id } = opened.parse(await boss('open_access_review', OPEN));
  const leo = items
    .parse(await boss('get_access_review', { review_id }))
    .items.find(({ email }) => email === 'leo@acme.com')?.item_id;
  const mia = await clientOf('mia@acme.com');
  expect(
    await mia('decide_review_items', {
      review_id,
      items: [{ item_id: leo, decision: 'revoke', rationale: 'He left' }],
    }),
  ).toMatchObject({ items: [{ accepted: true, plan_id: expect.stringMatching(/^plan_/) }] });
  await boss('close_access_review', { review_id, undecided_become: 'not_reviewed', reason: 'Quarter ends' });
  expect(await ledgerKinds(world)).toEqual(
    expect.arrayContaining(['review.opened', 'review.decided', 'plan.drafted', 'review.closed']),
  );
});

test('the steps of a plan are recorded by forms, and one is taken back', async () => {
  const world = await acme();
  const { serving } = await shared({ world });
  const client = await modernClient(serving.url, { person: agree });
  const call = async (name: string, args: Record<string, unknown>) => {
    const answer = await client.callTool({ name, arguments: args });
    expect(answer.isError ?? false, JSON.stringify(answer.content)).toBe(false);
    return z.looseObject({}).parse(answer.structuredContent);
  };
  const plan = await call('draft_offboarding_plan', { account: 'leo@acme.com' });
  const { plan_id, plan_hash } = z.object({ plan_id: z.string(), plan_hash: z.string() }).parse(plan);
  await call('approve_offboarding_plan', { plan_id, plan_hash });
  const recorded = await call('record_step', {
    plan_id,
    step_id: 'list_tokens_and_integrations',
    performed_by: 'Jane',
    performed_at: '2026-11-20T11:00:00Z',
  });
  expect(await ledgerKinds(world)).toContain('step.recorded');
  const { record_id } = z.looseObject({ record_id: z.string() }).parse(recorded);
  await call('record_step', { withdraw: record_id, note: 'Another list' });
  expect(await ledgerKinds(world)).toContain('record.withdrawn');
});

test('an import that has to be stated complete asks, and counts once the person agreed', async () => {
  const world = await acme();
  const { serving } = await shared({ world });
  const questions: string[] = [];
  const client = await modernClient(serving.url, {
    person: (message) => {
      questions.push(message);
      return agree(message);
    },
  });
  const content = 'id,login,status\nv1,ana@acme.com,ACTIVE\n';
  const answer = await client.callTool({
    name: 'import_clari_export',
    arguments: { content, directory: 'other', as_of: '2026-11-20T11:00:00Z', complete: true },
  });
  expect(answer.isError ?? false, JSON.stringify(answer.content)).toBe(false);
  expect(questions).toHaveLength(1);
});

test('a directory that loses its people is read again with a form, and what the person accepted counts', async () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ id: `m${at}`, status: 'ACTIVE', login: `m${at}@acme.com` }));
  const live = await liveAcme({ users: [...PEOPLE.users, ...many] });
  const { serving } = await shared({ world: live.world });
  const client = await modernClient(serving.url, { person: agree });
  const sync = (accept_drop: boolean) =>
    client.callTool({ name: 'sync_directory', arguments: { directory: 'all', accept_drop } });
  expect((await sync(false)).isError ?? false).toBe(false);
  live.org.users = PEOPLE.users;
  live.world.at('2026-11-22T12:00:00.000Z');
  expect(await sync(false)).toMatchObject({ structuredContent: { status: 'failed', reads: [] } });
  const accepted = await sync(true);
  expect(accepted, JSON.stringify(accepted.content)).toMatchObject({ structuredContent: { failed: [] } });
});

/** A tool that asks about each of its parts, and remembers which are done, as reading several sources does. */
function askingForEach(parts: readonly string[]) {
  const done: string[] = [];
  const tool = defineTool({
    name: 'ask_for_each',
    title: 'Asks',
    description: 'Asks about each part.',
    inputSchema: z.strictObject({}),
    outputSchema: z.object({ done: z.array(z.string()) }),
    annotations: READING,
    async handler(_args, { confirm }) {
      for (const part of parts.filter((one) => !done.includes(one))) {
        const outcome = await confirm({ message: `Part ${part}?`, statement: `Part ${part}`, word: part, verb: 'do' });
        if (outcome === 'accepted') done.push(part);
      }
      return { structured: { done }, text: done.join() };
    },
  });
  return { tool, done };
}

test('a call that asks twice is answered twice, each question by its own answer', async () => {
  const { tool, done } = askingForEach(['one', 'two', 'three']);
  const { serving } = await shared({ more: [tool] });
  const questions: string[] = [];
  const client = await modernClient(serving.url, {
    person: (message) => {
      questions.push(message.split('?')[0] ?? '');
      return agree(message);
    },
  });
  const answer = await client.callTool({ name: 'ask_for_each', arguments: {} });
  expect(answer, JSON.stringify(answer)).toMatchObject({ structuredContent: { done: ['one', 'two', 'three'] } });
  expect([questions, done]).toEqual([
    ['Part one', 'Part two', 'Part three'],
    ['one', 'two', 'three'],
  ]);
});

describe('a call that takes a while', () => {
  function slow() {
    const seen = { begun: 0, aborted: 0 };
    let letGo: () => void = () => undefined;
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const tool = defineTool({
      name: 'slow_call',
      title: 'Slow',
      description: 'Takes a while.',
      inputSchema: z.strictObject({}),
      outputSchema: z.object({ done: z.boolean() }),
      annotations: READING,
      async handler(_args, { progress, signal }) {
        seen.begun += 1;
        signal.addEventListener('abort', () => {
          seen.aborted += 1;
        });
        for (let at = 1; at <= 3; at += 1) {
          progress(at, 3, `part ${at}`);
          await sleep(600, undefined, { signal }).catch(() => undefined);
        }
        await free;
        return { structured: { done: true }, text: 'done' };
      },
    });
    return { tool, seen, letGo: () => letGo() };
  }

  test('reports its progress to a client that wants it, then its answer', async () => {
    const { tool, letGo } = slow();
    const { serving } = await shared({ more: [tool] });
    const client = await modernClient(serving.url);
    letGo();
    const heard: number[] = [];
    const answer = await client.callTool(
      { name: 'slow_call', arguments: {} },
      { onprogress: ({ progress }) => heard.push(progress) },
    );
    expect(answer.structuredContent).toEqual({ done: true });
    expect(heard).toEqual([1, 2, 3]);
  });

  test('ends when its client cancels it or goes away, and frees its place', async () => {
    const { tool, seen } = slow();
    const { serving } = await shared({ more: [tool], limits: { callsOfOne: 1 } });
    const client = await modernClient(serving.url);
    const ending = new AbortController();
    const cancelled = client.callTool({ name: 'slow_call', arguments: {} }, { signal: ending.signal });
    cancelled.catch(() => undefined);
    await expect.poll(() => seen.begun).toBe(1);
    ending.abort();
    await expect(cancelled).rejects.toThrow();
    await expect.poll(() => seen.aborted, { timeout: 20_000 }).toBe(1);
    await expect
      .poll(async () => (await modernWire(serving.url).call('get_coverage', {})).isError, { timeout: 20_000 })
      .toBe(false);
  });

  test('is waited for by a server that stops', async () => {
    const { tool, seen, letGo } = slow();
    const { serving } = await shared({ more: [tool] });
    const answer = modernWire(serving.url).call('slow_call', {});
    await expect.poll(() => seen.begun).toBe(1);
    const stopped = serving.stop();
    letGo();
    expect(await answer).toMatchObject({ isError: false, structured: { done: true } });
    await stopped;
  });
});
