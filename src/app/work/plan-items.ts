import { judgedAccount } from '../../evaluation/index.ts';
import { ALL_APPS } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { accountsOfPlan, appOfStep, type Plan, type PlanStep } from '../../model/plan.ts';
import { shownTime } from '../../model/shown-time.ts';
import { weighChanges } from '../../plan/changed-facts.ts';
import type { StepStanding } from '../../plan/standing/step-standing.ts';
import {
  approveCommand,
  importUsersCommand,
  planCommand,
  recordCommand,
  recordStepCommand,
  workCommand,
} from '../../reconcile/coverage/commands.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { type PlanState, planState } from '../plans/plan-state.ts';
import { redraft } from '../plans/redraft.ts';
import { deadlineFor } from './deadline-of.ts';
import type { WorkItem, WorkState } from './item.ts';

/** Plans and the steps of those that are worked on. */
export async function planItems(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  for (const plan of await reader.plans()) {
    const state = await planState(reader, deps, plan);
    const [accountId] = accountsOfPlan(plan);
    const judged = accountId === undefined ? null : await judgedAccount(reader, deps.settings, accountId);
    items.push(await planItem(reader, deps, state, judged));
    for (const [index, standing] of state.steps.entries()) {
      const step = plan.steps[index];
      if (step !== undefined) items.push(await stepItem(reader, deps, state, step, standing));
    }
  }
  return items;
}

async function planItem(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  state: PlanState,
  judged: JudgedAccount | null,
): Promise<WorkItem> {
  const { plan, standing } = state;
  const changed = await changedFacts(reader, deps, state);
  const due = await deadlineFor(reader, deps, judged);
  const { done, total } = standing.progress;
  return {
    id: plan.planId,
    kind: 'plan',
    state: changed === null ? standing.status : 'facts_changed',
    accountId: accountsOfPlan(plan)[0] ?? null,
    app: judged?.account.app ?? null,
    ...(plan.kind === 'offboarding' && plan.person !== undefined ? { further: accountsOfPlan(plan).slice(1) } : {}),
    email: emailOf(plan),
    title: `${NAMES[plan.kind]}${plan.kind === 'offboarding' && plan.person !== undefined ? ` of ${plan.person.accounts.length} accounts` : ''}, ${done} of ${total} steps done`,
    waitsFor: changed ?? planWaitsFor(state),
    deadline: due === null || due.dueAt !== null || plan.dueAt === null ? due : asked(plan, due, deps),
    nextCommand: changed === null ? planNext(state) : redraftCommand(plan),
  };
}

const NAMES = {
  offboarding: 'Offboarding',
  provisioning: 'Provisioning',
  role_change: 'Role changes',
} as const satisfies Record<Plan['kind'], string>;

/** A deadline that a person set, if the service level gives none. */
function asked(plan: Plan, due: NonNullable<WorkItem['deadline']>, { clock }: Pick<Deps, 'clock'>) {
  if (plan.dueAt === null) return due;
  return { dueAt: plan.dueAt, state: clock() <= plan.dueAt ? ('running' as const) : ('late' as const), basis: null };
}

/**
 * Null if work on the plan may go on. A plan that waits for approval must not have changed at all; the steps of one
 * under way change what it was drafted from, but must not change who takes over.
 */
async function changedFacts(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  { plan, standing }: PlanState,
): Promise<string | null> {
  if (standing.status !== 'drafted' && standing.status !== 'approved') return null;
  try {
    const now = await redraft(reader, deps, plan);
    const { changed } = weighChanges(plan.factDigests, now.factDigests);
    const binding = standing.status === 'drafted' ? changed : changed.filter((name) => name === 'successor');
    return binding.length === 0
      ? null
      : `A new draft: ${binding.join(', ')} changed since it was drafted at ${shownTime(plan.draftedAt)}.`;
  } catch (error) {
    if (!(error instanceof ClariIdentityError) || error.audience === 'system') throw error;
    return `A new draft: ${error.message}`;
  }
}

function planWaitsFor({ plan, standing, steps }: PlanState): string {
  switch (standing.status) {
    case 'drafted':
      return 'A person who approves it.';
    case 'approved':
      return approvedWaitsFor(plan, steps);
    case 'completed':
      return 'Nothing: every step is done.';
    case 'cancelled':
      return `Nothing: cancelled at ${standing.cancelled?.at}.`;
    case 'superseded':
      return `Nothing: ${standing.supersededBy} took its place.`;
    default:
      return standing.status satisfies never;
  }
}

/** Its steps that can be done; where there are none, what blocks those that come next. */
function approvedWaitsFor(plan: Plan, steps: readonly StepStanding[]): string {
  const ready = namesOf(steps.filter((one) => one.state === 'ready'));
  if (ready !== null) return `Its steps: ${ready}.`;
  const blocked = plan.steps.filter(
    (step, at) => step.blockedBy !== null && steps[at]?.state === 'waiting' && steps[at]?.waitsFor.length === 0,
  );
  return blocked.length === 0
    ? 'Its steps: verification by later reads.'
    : blocked.map((step) => `${step.stepId} is blocked: ${step.blockedBy}`).join(' ');
}

function namesOf(steps: readonly StepStanding[]): string | null {
  if (steps.length === 0) return null;
  const more = steps.length > 5 ? ` and ${steps.length - 5} more` : '';
  return `${steps
    .slice(0, 5)
    .map((one) => one.stepId)
    .join(', ')}${more}`;
}

function planNext({ plan, standing }: PlanState): string | null {
  if (standing.status === 'drafted') return approveCommand(plan.planId);
  return standing.status === 'approved' ? workCommand(plan.planId) : null;
}

function redraftCommand(plan: Plan): string | null {
  const successor = plan.kind === 'offboarding' && plan.successor !== null ? ' --successor EMAIL' : '';
  if (plan.kind !== 'offboarding') return null;
  return `${planCommand(plan.accountId)}${plan.person === undefined ? '' : ` --app ${ALL_APPS}`}${successor}`;
}

async function stepItem(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  { plan, standing }: PlanState,
  step: PlanStep,
  own: StepStanding,
): Promise<WorkItem> {
  const accountId = subjectAccount(plan, step);
  const judged = accountId === null ? null : await judgedAccount(reader, deps.settings, accountId);
  const state = stepState(standing.status, own);
  return {
    id: `${plan.planId}/${step.stepId}`,
    kind: 'step',
    state,
    accountId,
    app: judged?.account.app ?? null,
    email: judged?.account.latest.email ?? emailOf(plan),
    title: `${step.title} (${step.performedBy})`,
    waitsFor: own.why,
    deadline: await deadlineFor(reader, deps, judged),
    nextCommand: stepNext(plan, step, own, accountId),
  };
}

/** Steps wait for somebody only while work on their plan is under way. */
function stepState(status: PlanState['standing']['status'], { state, isDone }: StepStanding): WorkState {
  if (status === 'cancelled' || status === 'superseded') return status;
  switch (state) {
    case 'ready':
      return status === 'approved' ? 'ready' : 'waiting';
    case 'claimed':
      return isDone ? 'done' : 'verifying';
    case 'confirmed':
    case 'observed':
      return 'done';
    case 'waiting':
    case 'contradicted':
      return state;
    default:
      return state satisfies never;
  }
}

function stepNext(plan: Plan, step: PlanStep, { state, isDone }: StepStanding, accountId: string | null) {
  if (isDone || state === 'waiting') return null;
  if (step.action === 'verify_by_export' || (state === 'claimed' && step.settledBy.kind === 'account_closed'))
    return importUsersCommand(appOfStep(plan, step));
  if (state === 'claimed') return null;
  if (step.settledBy.kind === 'account_closed')
    return accountId === null ? null : `${recordCommand(accountId)} --plan ${plan.planId} --step ${step.stepId}`;
  return recordStepCommand(plan.planId, step.stepId);
}

function subjectAccount(plan: Plan, { app, settledBy }: PlanStep): string | null {
  if ('account' in settledBy && plan.kind === 'role_change') return settledBy.account;
  if (plan.kind === 'offboarding' && plan.person !== undefined) {
    if (settledBy.kind === 'account_closed') return settledBy.accounts[0] ?? null;
    const own = plan.person.accounts.find((one) => one.app === app);
    if (own !== undefined) return own.accountId;
  }
  return accountsOfPlan(plan)[0] ?? null;
}

function emailOf(plan: Plan): string | null {
  switch (plan.kind) {
    case 'offboarding':
      return plan.accountEmail;
    case 'provisioning':
      return plan.email;
    case 'role_change':
      return plan.changes[0]?.email ?? null;
    default:
      return plan satisfies never;
  }
}
