import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { barriersOf } from '../../helpers/accessible.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { agree, askToRecord, button, expectQuiet, follow, hosted, link, opened } from '../../helpers/in-view.ts';
import { OPEN, reviewCompany } from '../../helpers/review-company.ts';
import { callAs } from '../../helpers/review-story.ts';

const LOOKS = [
  ['light', 320],
  ['dark', 320],
  ['light', 1280],
  ['dark', 1280],
] as const;

const VIEWS = [
  ['findings', 'find_orphaned_accounts', {}],
  ['account', 'get_identity', { account: 'leo@acme.com' }],
  ['plan', 'draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com' }],
  ['review', 'get_access_review', {}],
  ['work', 'list_work', {}],
] as const;

const PAINTED = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

describe.skipIf(noBrowser !== null)('a view in a host', () => {
  test.each(VIEWS)('%s is usable by everybody, in light and dark and on a narrow screen', async (name, tool, args) => {
    const world = await reviewCompany();
    const review = z
      .object({ review_id: z.string() })
      .parse((await (await callAs(world, 'tester'))('open_access_review', OPEN)).structured);
    const { host } = await hosted(world);
    const view = await opened(host, tool, tool === 'get_access_review' ? review : args);
    const faults: string[] = [];
    for (const [theme, width] of LOOKS) {
      // What is further down is not painted, and so not on the picture.
      await host.page.setViewportSize({ width, height: 3_000 });
      await view.change({ theme });
      await expect.poll(() => view.frame.evaluate('document.documentElement.style.colorScheme')).toBe(theme);
      await view.frame.evaluate(PAINTED);
      await host.page.screenshot({ path: join('.cache', 'screenshots', `view-${name}-${theme}-${width}.png`) });
      for (const barrier of await barriersOf(view.frame)) faults.push(`${theme} ${width}: ${barrier}`);
    }
    expect(faults).toEqual([]);
    expectQuiet(host);
  });

  test('is usable by everybody before it has a screen, and where it only has a text', async () => {
    const { host } = await hosted(await reviewCompany(), { browser: { viewport: { width: 320, height: 900 } } });
    const view = await host.show({ name: 'list_work', arguments: {}, result: null });
    expect(await barriersOf(view.frame)).toEqual([]);
    await view.finish({ content: [{ type: 'text', text: `What the tool said.\n${'a long line '.repeat(40)}` }] });
    await view.frame.locator('pre').waitFor();
    expect(await barriersOf(view.frame)).toEqual([]);
    await view.cancel('stopped');
    await view.frame.locator('#said').waitFor();
    expect(await barriersOf(view.frame)).toEqual([]);
  });

  test('takes over how its host looks, also when that changes', async () => {
    const variables = { '--color-background-primary': '#102030', '--color-text-primary': '#f0e0d0', bad: 'url(x)' };
    const { host } = await hosted(await reviewCompany(), { context: { theme: 'dark', styles: { variables } } });
    const view = await opened(host, 'find_orphaned_accounts');
    const looks = () =>
      view.frame.evaluate(
        '(({ backgroundColor, color, colorScheme }) => [backgroundColor, color, colorScheme])(getComputedStyle(document.documentElement))',
      );
    expect(await looks()).toEqual(['rgb(16, 32, 48)', 'rgb(240, 224, 208)', 'dark']);
    await view.change({ theme: 'light', styles: { variables: { ...variables, '--color-text-primary': '#112233' } } });
    await expect.poll(looks).toEqual(['rgb(16, 32, 48)', 'rgb(17, 34, 51)', 'light']);
    await view.change({ safeAreaInsets: { top: 20, right: 5, bottom: 30, left: 10 } });
    await expect
      .poll(() =>
        view.frame.evaluate(
          "['Top','Right','Bottom','Left'].map(side => Math.round(parseFloat(getComputedStyle(document.body)['padding' + side])))",
        ),
      )
      .toEqual([30, 15, 40, 20]);
    expectQuiet(host);
  });

  test('fills the screen and goes back; a host without full screen offers none', async () => {
    const { host } = await hosted(await reviewCompany());
    const view = await opened(host, 'find_orphaned_accounts');
    const size = async () => Math.round((await (await view.frame.frameElement()).boundingBox())?.height ?? 0);
    const tall = await size();
    await button(view.frame, 'Full screen').click();
    await button(view.frame, 'Back into the conversation').waitFor();
    expect(await view.frame.evaluate('innerHeight')).toBe(host.page.viewportSize()?.height);
    await button(view.frame, 'Back into the conversation').click();
    await button(view.frame, 'Full screen').waitFor();
    await expect.poll(size).toBeGreaterThanOrEqual(Math.min(tall, 300));
    await view.change({ availableDisplayModes: ['inline'] });
    await button(view.frame, 'Full screen').waitFor({ state: 'hidden' });
  });

  test('moves the focus to what is new, keeps it in a filter, and says what came of it', async () => {
    const { host } = await hosted(await reviewCompany());
    const view = await opened(host, 'find_orphaned_accounts');
    const { frame } = view;
    const focus = () =>
      frame.evaluate(
        'document.activeElement.localName + " " + (document.activeElement.name ?? document.activeElement.textContent)',
      );
    expect(await focus()).toBe('h1 Findings');
    await frame.getByText('Filter the findings').click();
    await frame.getByLabel('Order').selectOption('days');
    await frame.locator('option[value=days][selected]').waitFor({ state: 'attached' });
    await expect.poll(focus).toBe('select sort');
    expect(await frame.locator('#heard[role=status]').textContent()).toMatch(/^\d+ of \d+ shown\.$/);
    await frame.getByLabel('Part of an e-mail, name or account id').fill('leo');
    await frame.getByLabel('Part of an e-mail, name or account id').press('Enter');
    await expect.poll(() => frame.locator('#heard').textContent()).toBe('1 of 1 shown.');
    expect(await focus()).toBe('input query');
    await follow(frame, () => link(frame, 'leo@acme.com').click(), 'leo@acme.com');
    expect(await focus()).toContain('h1 ');
    await askToRecord(view);
    expect(await focus()).toContain('h1 ');
    await frame.locator('input[name=phrase]').fill('something else');
    await button(frame, 'Confirm').click();
    await frame.getByRole('alert').filter({ hasText: 'What was typed is not the phrase' }).waitFor();
    await agree(view);
    expect(await focus()).toContain('h1 ');
    expect(await frame.evaluate('scrollY')).toBe(0);
  });
});
