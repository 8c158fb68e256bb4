import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../../helpers/acme.ts';
import { noBrowser } from '../../helpers/browser.ts';
import type { World } from '../../helpers/deps.ts';
import { type Hand, keyboard, mouse } from '../../helpers/hands.ts';
import { button, expectQuiet, HOST, handedToModel, hosted, link, opened, screen } from '../../helpers/in-view.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { OPEN, reviewCompany } from '../../helpers/review-company.ts';
import { callAs } from '../../helpers/review-story.ts';

interface Work {
  readonly view: string;
  readonly tool: string;
  world(): Promise<World>;
  args?(world: World): Promise<Record<string, unknown>>;
  /** Up to the question. */
  asks(frame: Frame, hand: Hand): Promise<void>;
  /** What the ledger says at last. */
  readonly kind: string;
  /** What is news to the model. */
  readonly news: string;
}

const WORK: readonly Work[] = [
  {
    view: 'findings',
    tool: 'find_orphaned_accounts',
    world: acme,
    async asks(frame, hand) {
      await hand.press(frame.getByText('Filter the findings'));
      await hand.choose(frame.getByLabel('Order'), 'latest login first');
      await frame.locator('#shown:not([aria-busy]) option[value=last_login][selected]').waitFor({ state: 'attached' });
      const list = frame.getByRole('region', { name: 'Findings', exact: true });
      expect(await list.locator('tbody a').first().innerText()).toBe('leo@acme.com');
      await hand.type(frame.getByLabel('Part of an e-mail, name or account id'), 'leo');
      await hand.press(button(frame, 'Show'));
      await frame.getByText('1 of 1 shown.', { exact: true }).locator('visible=true').first().waitFor();
      await hand.press(frame.locator('summary', { hasText: 'Evidence' }));
      expect(await frame.locator('.evidence').first().isVisible()).toBe(true);
      await hand.press(list.getByRole('link', { name: 'leo@acme.com' }));
      await frame.locator('h1', { hasText: 'leo@acme.com' }).waitFor();
      const form = frame.locator('form', { hasText: 'No rule decides it again' });
      await hand.type(form.getByLabel('Reason'), 'nobody of this name was ever here');
      await hand.press(button(frame, 'Nobody owns it'));
    },
    kind: 'link.decided',
    news: 'Decided',
  },
  {
    view: 'account',
    tool: 'get_identity',
    world: acme,
    args: async () => ({ account: 'leo@acme.com' }),
    async asks(frame, { press, type, date }) {
      const form = frame.locator('form', { hasText: 'How it was done' });
      await type(form.getByLabel('How it was done'), 'People, Leo, Deactivate');
      await date(form.getByLabel('When it was done'), '2026-11-20T11:30');
      await press(button(frame, 'Show what would be recorded').first());
    },
    kind: 'deactivation.recorded',
    news: 'Recorded',
  },
  {
    view: 'plan',
    tool: 'draft_offboarding_plan',
    world: acme,
    args: async () => ({ account: 'leo@acme.com', successor: 'ana@acme.com' }),
    asks: (frame, { press }) => press(button(frame, 'Approve this plan')),
    kind: 'plan.approved',
    news: 'Approved',
  },
  {
    view: 'review',
    tool: 'get_access_review',
    world: reviewCompany,
    args: async (world) =>
      z
        .object({ review_id: z.string() })
        .parse((await (await callAs(world, 'tester'))('open_access_review', OPEN)).structured),
    async asks(frame, hand) {
      await hand.press(frame.getByText('Filter the items'));
      await hand.type(frame.locator('form.filter').getByLabel('Reviewer'), 'mia@acme.com');
      await hand.press(button(frame, 'Show'));
      await frame.locator('fieldset.item', { hasText: 'sue@acme.com' }).waitFor({ state: 'detached' });
      const leo = frame.locator('fieldset.item', { hasText: 'leo@acme.com' });
      await hand.choose(leo.getByLabel('Decision'), 'revoke access');
      await hand.type(leo.getByLabel('Why'), 'He left.');
      await hand.type(frame.getByLabel('Whose decisions these are'), 'mia@acme.com');
      await hand.press(button(frame, 'Show what would be recorded'));
    },
    kind: 'review.decided',
    news: '',
  },
  {
    view: 'work',
    tool: 'list_work',
    world: acme,
    async args(world) {
      const call = await callAs(world, 'tester');
      await call('draft_offboarding_plan', { account: 'leo@acme.com' });
      await call('record_manual_deactivation', {
        account: 'sue@acme.com',
        performed_by: 'Mara',
        performed_at: '2026-11-20T10:00:00Z',
      });
      return {};
    },
    async asks(frame, hand) {
      await hand.press(frame.getByText('Filter the work'));
      await hand.type(frame.getByLabel('Account (its id or exact e-mail)'), 'sue@acme.com');
      await hand.press(button(frame, 'Show'));
      await frame.getByText('1 of 1 shown.', { exact: true }).locator('visible=true').first().waitFor();
      await hand.press(frame.locator('summary', { hasText: 'Take this record back' }));
      await hand.type(frame.getByLabel('Why it is taken back'), 'It was another account.');
      await hand.press(button(frame, 'Take it back'));
    },
    kind: 'record.withdrawn',
    news: '',
  },
];

const HANDS = [
  ['the mouse', mouse],
  ['the keyboard alone', keyboard],
] as const;

describe.skipIf(noBrowser !== null).each(HANDS)('by %s', (_by, handOf) => {
  test.each(WORK.map((one) => [one.view, one] as const))(
    'the view %s is filtered, opened and decided in',
    async (_view, { tool, world: company, args, asks, kind, news }) => {
      const world = await company();
      const asked = (await args?.(world)) ?? {};
      const { host } = await hosted(world);
      const view = await opened(host, tool, asked);
      const hand = handOf(host.page);
      const before = await ledgerOf(world);
      await asks(view.frame, hand);
      const phrase = view.frame.locator('input[name=phrase]');
      await phrase.waitFor();
      await screen(view.frame);
      expect([await ledgerOf(world), handedToModel(view)]).toEqual([before, []]);
      await hand.type(phrase, (await view.frame.locator('form.act label code').textContent()) ?? '');
      await hand.press(button(view.frame, 'Confirm'));
      await view.frame.getByText('Done.', { exact: true }).waitFor();
      expect((await ledgerOf(world))[before.length]).toMatchObject({
        kind,
        payload: { attestation: { level: 'host_view', client: HOST } },
      });
      await expect.poll(() => handedToModel(view)).toHaveLength(1);
      expect(JSON.stringify(handedToModel(view))).toContain('Decided by a person in the view: ');
      expect(JSON.stringify(handedToModel(view))).toContain(news);
      await hand.press(link(view.frame, 'What else waits'));
      await view.frame.locator('h1', { hasText: 'Work' }).waitFor();
      expect(handedToModel(view)).toHaveLength(1);
      expectQuiet(host);
    },
  );
});
