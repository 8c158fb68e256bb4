import { z } from 'zod';
import { changeOwner } from '../../src/app/reviews/change-owner.ts';
import { stateWithoutCode } from '../../src/app/statements/statement.ts';
import { askingAs } from './asking.ts';
import { connect } from './connect.ts';
import type { World } from './deps.ts';
import { agreeing } from './people.ts';
import { OPEN, reviewCompany, usersWith } from './review-company.ts';

const opened = z.object({ review_id: z.string() });
const shown = z.object({ items: z.array(z.object({ item_id: z.string(), email: z.string().optional() })) });

/** Whoever acts under this name, through a client that shows forms. */
export async function callAs(world: World, name: string) {
  const { call } = await connect({ ...world, actor: { name, authenticated: false, via: 'stdio' } }, agreeing());
  return async (tool: string, args: Readonly<Record<string, unknown>>) => {
    const answer = await call(tool, args);
    if (answer.isError) throw new Error(answer.text);
    return answer;
  };
}

/**
 * A review from its opening on a list that is not proven complete: kept, revoked, changed and handed on by several
 * people, with a replaced decision and another owner; then recorded, closed, and confirmed by a newer export.
 */
export async function reviewStory({
  databaseUrl,
  closedLast = false,
}: {
  readonly databaseUrl?: string;
  /** Closed only after the export that confirms. */
  readonly closedLast?: boolean;
} = {}): Promise<{ readonly world: World; readonly reviewId: string }> {
  const world = await reviewCompany({ stated: null, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  const call = await callAs(world, 'tester');
  const accept_incomplete = 'The vendor offers no other list';
  const { review_id } = opened.parse(
    (await call('open_access_review', { ...OPEN, owner: 'boss@acme.com', accept_incomplete })).structured,
  );
  const decide = async (person: string, email: string, asked: Readonly<Record<string, unknown>>) => {
    const { items } = shown.parse((await call('get_access_review', { review_id })).structured);
    const item_id = items.find((one) => one.email === email)?.item_id;
    await (await callAs(world, person))('decide_review_items', { review_id, items: [{ item_id, ...asked }] });
  };
  await decide('mia@acme.com', 'ana@acme.com', { decision: 'revoke', rationale: 'By mistake' });
  await decide('mia@acme.com', 'ana@acme.com', { decision: 'keep' });
  await decide('mia@acme.com', 'leo@acme.com', { decision: 'revoke', rationale: 'He left' });
  await decide('mia@acme.com', 'adam@acme.com', { decision: 'keep' });
  await decide('sec@acme.com', 'adam@acme.com', { decision: 'keep' });
  await decide('fred@acme.com', 'sue@acme.com', { decision: 'change_role', role: 'Viewer' });
  await decide('tester', 'fred@acme.com', { decision: 'not_mine', to: 'mia@acme.com' });
  await stateWithoutCode(
    world,
    changeOwner,
    { reviewId: review_id, owner: 'chief@acme.com', deputy: null, reason: 'A new chief' },
    askingAs('terminal_phrase'),
  );
  await call('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'Adam Admin',
    performed_at: '2026-11-20T11:30:00Z',
  });
  const close = () =>
    call('close_access_review', { review_id, undecided_become: 'not_reviewed', reason: 'Quarter ends' });
  if (!closedLast) await close();
  world.at('2026-11-22T12:00:00.000Z');
  const next = usersWith((lines) =>
    lines.map((line) => line.replace('leo@acme.com,Sales Rep,East,Active', 'leo@acme.com,Sales Rep,East,Inactive')),
  );
  await world.load('next.csv', next, { asOf: '2026-11-22T09:00:00.000Z', completeness: 'complete' });
  if (closedLast) await close();
  return { world, reviewId: review_id };
}
