import * as z from 'zod';
import type { DraftedPlan } from '../src/app/plans/draft-offboarding.ts';
import { FINDINGS } from '../src/model/finding.ts';
import { bare } from '../src/model/foreign.ts';
import { OFFBOARDING_ACTIONS, type PlannedPerson } from '../src/model/plan.ts';
import { shownTime } from '../src/model/shown-time.ts';
import { daysBetween, type Instant } from '../src/model/time.ts';
import { defineTool, responseFormat, WRITING } from '../src/tool.ts';
import { handoverAnswer, handoverLines, handoverPart } from './parts/handover-part.ts';
import { planAnswer, planLines, planNextLines, planPart, planStatusLine } from './parts/plan-part.ts';

export const draftOffboardingPlan = defineTool({
  name: 'draft_offboarding_plan',
  title: 'Draft the work that closes an account',
  description:
    'The ordered manual work that closes one account, or all of a person (app: all): directory access, tokens, forecast snapshot, handover, each application, verification; each step with who, how, what blocks it and what proves it. Drafts only: people do the steps. The same facts give the same plan. Read the risks to the person first.',
  inputSchema: z.strictObject({
    account: z.string().min(1).max(320).describe('account_id or exact e-mail; id=… or email=… where both fit'),
    app: z.string().max(40).default('clari'),
    successor: z.string().min(1).max(320).optional().describe('account_id or e-mail of who takes over'),
    ticket: z.string().max(200).optional(),
    due_at: z.string().max(40).optional().describe('ISO 8601; default: by the service level'),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    ...planPart(OFFBOARDING_ACTIONS, null),
    account: z.object({ account_id: z.string(), email: z.string().nullable() }),
    finding: z.enum(FINDINGS),
    accounts: z.array(z.record(z.string(), z.string())).optional(),
    not_covered: z.array(z.string()).optional(),
    due_at: z.string().nullable(),
    handover: handoverPart,
  }),
  annotations: WRITING,
  view: 'plan',
  async handler(args, { deps }) {
    const { draftPlan } = await import('../src/app/plans/draft-offboarding.ts');
    const drafted = await draftPlan(deps, {
      account: args.account,
      app: args.app,
      successor: args.successor ?? null,
      ticket: args.ticket ?? null,
      dueAt: args.due_at ?? null,
    });
    const detailed = args.response_format === 'detailed';
    const { plan, judged } = drafted;
    return {
      structured: {
        ...planAnswer(drafted.state, detailed),
        account: { account_id: plan.accountId, email: plan.accountEmail },
        finding: judged.verdict.finding,
        ...personAnswer(plan),
        due_at: plan.dueAt,
        handover: handoverAnswer(plan, detailed ? 500 : 25),
      },
      text: planText(drafted, deps.clock(), detailed ? 500 : 25),
    };
  },
});

function personAnswer({ person }: DraftedPlan['plan']) {
  if (person === undefined) return {};
  return {
    accounts: person.accounts.map(({ accountId, app, finding }) => ({ account_id: accountId, app, finding })),
    not_covered: notCoveredLines(person),
  };
}

function aboutWhom({ plan, judged: { account, verdict } }: DraftedPlan): string {
  const who = bare(plan.accountEmail ?? account.accountId);
  const { person } = plan;
  if (person === undefined) return `${who}, account ${bare(plan.accountId)}: ${verdict.finding} (${verdict.reason}).`;
  const listed = person.accounts.map((one) => `${bare(one.accountId)} in ${bare(one.app)} (${one.finding})`);
  const number = `${listed.length} ${listed.length === 1 ? 'account' : 'accounts'}`;
  return `${who}, ${number} of one person: ${listed.length === 0 ? 'none is active' : listed.join(', ')}.`;
}

function notCoveredLines({ notCovered }: PlannedPerson): string[] {
  return notCovered.map(
    ({ accountId, app, why }) => `${bare(app)}${accountId === null ? '' : ` ${bare(accountId)}`}: ${why}`,
  );
}

function planText(drafted: DraftedPlan, now: Instant, most: number): string {
  const { plan, already, state } = drafted;
  return [
    `${planStatusLine(state, already)} for ${aboutWhom(drafted)} ${dueText(plan.dueAt, now)} Successor: ${plan.successor === null ? 'none named' : `${bare(plan.successor.email)}, checked: an active account of an active person`}.`,
    ...(plan.person === undefined ? [] : notCoveredLines(plan.person).map((line) => `Not covered: ${line}`)),
    ...planLines(state),
    ...handoverLines(plan, most),
    ...planNextLines(state),
  ].join('\n');
}

function dueText(dueAt: Instant | null, now: Instant): string {
  if (dueAt === null) return 'Due not set.';
  const due = `Due ${shownTime(dueAt)}`;
  if (now <= dueAt) return `${due}.`;
  const days = daysBetween(dueAt, now);
  return `${due}: late, by ${days === 0 ? 'less than a day' : `${days} day${days === 1 ? '' : 's'}`}.`;
}
