import * as z from 'zod';
import { quote } from '../src/model/foreign.ts';
import { ROLE_CHANGE_ACTIONS, SET_ASIDE_REASONS } from '../src/model/plan.ts';
import { count, defineTool, responseFormat, WRITING } from '../src/tool.ts';
import { planAnswer, planLines, planNextLines, planPart, planStatusLine } from './parts/plan-part.ts';

const text = z.string().max(200).optional();
const CHANGES_MAX = 10_000;
const SHOWN = { concise: 25, detailed: 500 } as const;

export const draftRoleChangePlan = defineTool({
  name: 'draft_role_change_plan',
  title: 'Draft a worklist of role changes',
  description:
    'A worklist of role and team changes in Clari, one manual change per account (there is no API and no CSV for it), with progress as the next users export shows it. What is so already, unknown accounts and contradictions are set aside with the reason. Drafts only: people make the changes.',
  inputSchema: z.strictObject({
    changes: z
      .array(
        z.strictObject({
          account: z.string().min(1).max(320).describe('account_id or exact e-mail; id=… or email=… where both fit'),
          role: text,
          team: text,
        }),
      )
      .min(1)
      .max(CHANGES_MAX),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    ...planPart(ROLE_CHANGE_ACTIONS, ['clari']),
    steps_total: count,
    steps_done: count,
    set_aside: z.array(z.object({ account: z.string(), reason: z.enum(SET_ASIDE_REASONS), why: z.string() })),
    set_aside_total: count,
  }),
  annotations: WRITING,
  async handler(args, { deps }) {
    const { draftRoleChangePlan: draft } = await import('../src/app/plans/draft-role-change.ts');
    const { plan, state, already } = await draft(
      deps,
      args.changes.map(({ account, role, team }) => ({ account, role: role ?? null, team: team ?? null })),
    );
    const most = SHOWN[args.response_format];
    const aside = plan.setAside.slice(0, most);
    const { done, total } = state.standing.progress;
    return {
      structured: {
        ...planAnswer(state, args.response_format === 'detailed', most),
        steps_total: total,
        steps_done: done,
        set_aside: aside.map(({ account, reason, why }) => ({ account, reason, why })),
        set_aside_total: plan.setAside.length,
      },
      text: [
        `${planStatusLine(state, already)}: ${total} changes to make by hand, ${done} of them done, ${plan.setAside.length} set aside.`,
        ...planLines(state, most),
        ...(total > most ? [`${total - most} further changes are in the plan.`] : []),
        ...aside.map(({ account, reason, why }) => `Set aside ${quote(account)} (${reason}): ${why}`),
        ...(plan.setAside.length > most ? [`${plan.setAside.length - most} more are set aside.`] : []),
        ...planNextLines(state),
      ].join('\n'),
    };
  },
});
