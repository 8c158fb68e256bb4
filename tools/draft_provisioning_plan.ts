import * as z from 'zod';
import { bare } from '../src/model/foreign.ts';
import { PROVISIONING_ACTIONS } from '../src/model/plan.ts';
import { defineTool, responseFormat, WRITING } from '../src/tool.ts';
import { planAnswer, planLines, planNextLines, planPart, planStatusLine } from './parts/plan-part.ts';

const text = z.string().min(1).max(200).optional();

export const draftProvisioningPlan = defineTool({
  name: 'draft_provisioning_plan',
  title: 'Draft the way to a Clari account',
  description:
    'The ordered work that gives one person a Clari account through SAML single sign-on: application, attributes, assignment before the first login, first login, verification, role and team; with what is true already. Drafts only: people do the steps. Refuses leavers; read the risks to the person first.',
  inputSchema: z.strictObject({
    email: z.string().min(1).max(320).describe('work address they will sign in with'),
    name: text,
    role: text.describe('Clari role'),
    team: text,
    directory: z.string().max(63).optional().describe('okta, entra, ...; needed when there are several'),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    ...planPart(PROVISIONING_ACTIONS, ['clari', 'okta', 'entra', 'directory']),
    email: z.string(),
    directory: z.string(),
    account_id: z.string().nullable().describe('exists already'),
  }),
  annotations: WRITING,
  async handler(args, { deps }) {
    const { draftProvisioningPlan: draft } = await import('../src/app/plans/draft-provisioning.ts');
    const { plan, state, already } = await draft(deps, {
      email: args.email,
      name: args.name ?? null,
      role: args.role ?? null,
      team: args.team ?? null,
      directory: args.directory ?? null,
    });
    return {
      structured: {
        ...planAnswer(state, args.response_format === 'detailed'),
        email: plan.email,
        directory: plan.directory,
        account_id: plan.accountId,
      },
      text: [
        `${planStatusLine(state, already)}: ${bare(plan.email)} gets Clari through ${bare(plan.directory)}. ${state.standing.progress.done} of ${state.standing.progress.total} steps are done.`,
        ...planLines(state),
        ...planNextLines(state),
      ].join('\n'),
    };
  },
});
