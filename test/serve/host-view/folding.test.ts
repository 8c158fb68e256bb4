import { describe, expect, test, vi } from 'vitest';
import { acme } from '../../helpers/acme.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { connect } from '../../helpers/connect.ts';
import type { World } from '../../helpers/deps.ts';
import {
  agree,
  askToRecord,
  button,
  expectQuiet,
  follow,
  HOST,
  handedToModel,
  hosted,
  link,
  opened,
  saidBeside,
  screen,
  typePhrase,
} from '../../helpers/in-view.ts';
import { ledgerKinds } from '../../helpers/ledger.ts';

const LEO = { account: 'leo@acme.com' };

async function recorded(world: World): Promise<number> {
  return (await ledgerKinds(world)).filter((kind) => kind === 'deactivation.recorded').length;
}

const LEAVES = [
  ['after it took its leave', true],
  ['without a word', false],
] as const;

describe.skipIf(noBrowser !== null)('a view', () => {
  test.each(LEAVES)(
    'folded in the middle of a question %s begins again, and the question waits',
    async (_how, isAsked) => {
      const world = await acme();
      const { host } = await hosted(world);
      const call = await host.call('get_identity', LEO);
      const first = await host.show(call);
      await askToRecord(first);
      expect(await first.fold({ isAsked })).toBe(isAsked);
      const again = await host.show(call);
      expect(await screen(again.frame)).toContain('leaver active');
      await follow(again.frame, () => again.frame.getByRole('link', { name: 'Decisions' }).click(), 'Decisions');
      await again.frame.locator('main li a').click();
      await again.frame.locator('input[name=phrase]').waitFor();
      await agree(again);
      expect(await recorded(world)).toBe(1);
      await again.fold();
      expect(await screen((await host.show(call)).frame)).toContain('awaiting verification');
      expectQuiet(host);
    },
  );

  test('shown twice side by side records once', async () => {
    const world = await acme();
    const { host } = await hosted(world);
    const call = await host.call('get_identity', LEO);
    const [one, other] = [await host.show(call), await host.show(call)];
    for (const view of [one, other]) {
      await screen(view.frame);
      await askToRecord(view);
    }
    await agree(one);
    expect(await agree(other)).toContain('Already recorded as');
    expect(await recorded(world)).toBe(1);
    expectQuiet(host);
  });

  test('whose answer was lost sends it once more, records once, and hands the news on', async () => {
    const world = await acme();
    const { host, connection } = await hosted(world);
    const view = await opened(host, 'get_identity', LEO);
    await askToRecord(view);
    await typePhrase(view);
    const passing = connection.client.callTool.bind(connection.client);
    vi.spyOn(connection.client, 'callTool').mockImplementationOnce(async (...args) => {
      await passing(...args);
      throw new Error('the connection broke');
    });
    await button(view.frame, 'Confirm').click();
    await expect.poll(() => saidBeside(view.frame)).toContain('the connection broke. Your form may have arrived');
    expect([await recorded(world), handedToModel(view)]).toEqual([1, []]);
    await button(view.frame, 'Confirm').click();
    await view.frame.getByText('Done.', { exact: true }).waitFor();
    expect(await saidBeside(view.frame)).toBe('');
    expect(await recorded(world)).toBe(1);
    await expect.poll(() => handedToModel(view)).toHaveLength(1);
  });

  test('whose decision takes longer than one answer follows it, and hands the news on once', async () => {
    const world = await acme();
    const { host } = await hosted(world);
    const view = await opened(host, 'get_identity', LEO);
    await askToRecord(view);
    const writing = world.store.write.bind(world.store);
    let release = () => undefined;
    const held = new Promise<void>((done) => {
      release = () => void done();
    });
    vi.spyOn(world.store, 'write').mockImplementation(async (work) => {
      await held;
      return writing(work);
    });
    await typePhrase(view);
    await button(view.frame, 'Confirm').click();
    await view.frame.getByText('This is being carried out').first().waitFor();
    expect(handedToModel(view)).toEqual([]);
    release();
    await view.frame.getByText('Done.', { exact: true }).waitFor();
    await expect.poll(() => handedToModel(view)).toHaveLength(1);
    expect(await view.frame.evaluate('document.activeElement.localName')).toBe('h1');
    expect(await recorded(world)).toBe(1);
  });

  test('that is never answered says so, and can be used again', async () => {
    const world = await acme();
    const { host, connection } = await hosted(world);
    await host.page.clock.install();
    const view = await opened(host, 'find_orphaned_accounts');
    vi.spyOn(connection.client, 'callTool').mockImplementationOnce(() => new Promise(() => undefined));
    await link(view.frame, 'leo@acme.com').click();
    await view.frame.locator('#shown[aria-busy]').waitFor();
    await host.page.clock.fastForward(121_000);
    await expect.poll(() => saidBeside(view.frame)).toContain('no answer within two minutes');
    await follow(view.frame, () => link(view.frame, 'leo@acme.com').click(), 'leo@acme.com');
    expect(await saidBeside(view.frame)).toBe('');
  });

  test('of a server that was started anew says so; what it shows and the text of the result stay', async () => {
    const world = await acme();
    const { host, connection } = await hosted(world);
    const call = await host.call('get_identity', LEO);
    const view = await host.show(call);
    await askToRecord(view);
    await typePhrase(view);
    const later = await connect(world, undefined, HOST, { views: true });
    vi.spyOn(connection.client, 'callTool').mockImplementation((...args) => later.client.callTool(...args));
    await button(view.frame, 'Confirm').click();
    await expect.poll(() => saidBeside(view.frame)).toContain('the server was started anew');
    expect(await view.frame.locator('input[name=phrase]').isVisible()).toBe(true);
    const again = await host.show(call);
    await expect.poll(() => saidBeside(again.frame)).toContain('Ask for it again in the conversation');
    expect(await again.frame.locator('#shown').innerText()).toContain('leo@acme.com');
    expect(await recorded(world)).toBe(0);
    expect(await screen((await host.show(await host.call('get_identity', LEO))).frame)).toContain('leaver active');
  });

  test('whose host refuses its calls keeps the text, says so, and begins again when it may', async () => {
    const { host, connection } = await hosted(await acme());
    const call = await host.call('find_orphaned_accounts');
    const refusing = vi.spyOn(connection.client, 'callTool').mockRejectedValue(new Error('turned off here'));
    const view = await host.show(call);
    await expect.poll(() => saidBeside(view.frame)).toContain('The host brought no answer: turned off here.');
    expect(await view.frame.locator('#shown').innerText()).toContain('leo@acme.com');
    refusing.mockRestore();
    await button(view.frame, 'Begin again').click();
    expect(await screen(view.frame)).toContain('Accounts that outlived their access');
  });

  test('shows what there is of a call without a view of its own', async () => {
    const { host } = await hosted(await acme());
    const unfinished = { name: 'find_orphaned_accounts', arguments: {}, result: null };
    const cancelled = await host.show(unfinished);
    await cancelled.cancel('stopped by a person');
    await expect.poll(() => saidBeside(cancelled.frame)).toContain('was cancelled');
    const failed = await host.show(await host.call('get_identity', { account: 'nobody@acme.com' }));
    await expect.poll(() => failed.frame.locator('#shown').innerText()).toContain('nobody@acme.com');
    const { result } = await host.call('find_orphaned_accounts');
    const stripped = await host.show(unfinished);
    await stripped.finish({ content: result?.content ?? [] });
    await expect.poll(() => stripped.frame.locator('#shown').innerText()).toContain('leo@acme.com');
    expect([cancelled, failed, stripped].flatMap(({ requests }) => requests)).toEqual([]);
    expectQuiet(host);
  });
});
