import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createMcpServer } from '../../../src/serve/era-2025/server.ts';
import { offering } from '../../../src/serve/page/offer.ts';
import { tools } from '../../../tools/index.ts';
import { acme } from '../../helpers/acme.ts';
import { noBrowser } from '../../helpers/browser.ts';
import type { World } from '../../helpers/deps.ts';
import { ledgerKinds, ledgerOf } from '../../helpers/ledger.ts';
import { type ServedPage, servedPage, visitPage } from '../../helpers/local-page.ts';
import { confirmed, said } from '../../helpers/on-page.ts';
import { PATIENT } from '../../helpers/patient.ts';

const answer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ text: z.string() })),
  structuredContent: z.looseObject({}).optional(),
});

/** A client without forms, whose server has a page. */
async function assistant(world: World, served: ServedPage, shown: string[]) {
  const page = offering(served.desk, async (path) => {
    shown.push(path);
    return { link: null };
  });
  const server = createMcpServer({
    version: '0.0.0',
    tools,
    resources: [],
    templates: [],
    prompts: [],
    caller: world,
    open: async () => world,
    log: () => undefined,
    page: async () => page,
  });
  const client = new Client({ name: 'claude-desktop', version: '1.2' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  onTestFinished(async () => {
    await client.close();
    await server.close();
  });
  return async (name: string, args: Record<string, unknown>) => {
    const {
      isError = false,
      content,
      structuredContent = {},
    } = answer.parse(await client.callTool({ name, arguments: args }, undefined, PATIENT));
    return { isError, text: content.map(({ text }) => text).join('\n'), structured: structuredContent };
  };
}

const plan = z.object({ plan_id: z.string(), plan_hash: z.string() });

describe.skipIf(noBrowser !== null)('what an assistant without forms prepares', () => {
  test('is decided on the page, and the repeated call says that it is', async () => {
    const world = await acme();
    const served = await servedPage(world);
    const shown: string[] = [];
    const call = await assistant(world, served, shown);
    const { plan_id, plan_hash } = plan.parse(
      (await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured,
    );
    const approving = { plan_id, plan_hash };
    const refused = await call('approve_offboarding_plan', approving);
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('opened its page in the browser') });
    expect(await ledgerKinds(world)).not.toContain('plan.approved');
    const page = await visitPage(served, shown[0]);
    expect(await said(page)).toContain('claude-desktop');
    expect(await confirmed(page)).toContain('Done.');
    const entry = (await ledgerOf(world)).find(({ kind }) => kind === 'plan.approved');
    expect(entry?.payload).toMatchObject({ attestation: { level: 'local_page', client: { name: 'claude-desktop' } } });
    expect(await call('approve_offboarding_plan', approving)).toMatchObject({
      isError: false,
      structured: { status: 'already_approved', attestation: 'local_page' },
    });
    expect((await ledgerKinds(world)).filter((kind) => kind === 'plan.approved')).toHaveLength(1);
  });

  test('a record waits for the person as well', async () => {
    const world = await acme();
    const served = await servedPage(world);
    const shown: string[] = [];
    const call = await assistant(world, served, shown);
    const record = { account: 'leo@acme.com', performed_by: 'Ada', performed_at: world.clock() };
    expect(await call('record_manual_deactivation', record)).toMatchObject({
      structured: { status: 'confirmation_required' },
    });
    const page = await visitPage(served, shown[0]);
    await confirmed(page);
    expect(await call('record_manual_deactivation', record)).toMatchObject({
      structured: { status: 'already_recorded' },
    });
    expect((await ledgerKinds(world)).filter((kind) => kind === 'deactivation.recorded')).toHaveLength(1);
  });
});
