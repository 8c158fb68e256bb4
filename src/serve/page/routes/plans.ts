import { framed } from '../../../views/page/frame.ts';
import { newPlanView } from '../../../views/page/new-plan.ts';
import { changedShape, type PlanPage, planTitle, planView } from '../../../views/page/plan.ts';
import { type PlanShown, planShape } from '../../../views/page/plan-shape.ts';
import { readResource } from '../read-resource.ts';
import type { Route, Visit } from '../visit.ts';
import { appsOf, numberIn, skipped, typed } from './question.ts';

const STEPS = 25;

/** Plans of every kind: drafted, approved, worked on. */
export function planRoutes(route: Route): void {
  route('get', '/plans/new', (context, visit) => {
    const may = {
      offboarding: visit.usable('draft_offboarding_plan') !== null,
      provisioning: visit.usable('draft_provisioning_plan') !== null,
      roleChange: visit.usable('draft_role_change_plan') !== null,
    };
    const body = newPlanView(visit.frame, { apps: appsOf(visit), may });
    return context.html(framed(visit.frame, { title: 'Draft a plan', at: '/work' }, body));
  });
  route('get', '/plans/:id', async (context, visit) => {
    const plan = planShape.parse(await readResource(visit, 'plan', context.req.param('id') ?? ''));
    const page = pageOf(plan, {
      step: typed(context, 'step'),
      state: typed(context, 'state'),
      skip: numberIn(context, 'skip'),
    });
    const changed = await changedSince(visit, plan, context.req.raw.signal);
    const body = planView(visit.frame, plan, {
      ...page,
      changed,
      now: visit.deps.clock().slice(0, 16),
      may: mayOf(visit),
    });
    return context.html(framed(visit.frame, { title: planTitle(plan), at: '/work' }, body));
  });
}

/** A worklist may have thousands of steps. The one that somebody came for is on the page that is shown. */
function pageOf(
  { steps }: PlanShown,
  { step, state, skip }: { readonly step: string; readonly state: string; readonly skip: number },
): Pick<PlanPage, 'steps' | 'total' | 'asked' | 'next' | 'step'> {
  const fitting = state === '' ? steps : steps.filter((one) => one.state === state);
  const wanted = skip === 0 ? fitting.findIndex((one) => one.step_id === step) : -1;
  const from = wanted < STEPS ? skip : wanted - (wanted % STEPS);
  return {
    steps: fitting.slice(from, from + STEPS),
    total: fitting.length,
    step,
    asked: [['state', state], ...skipped(from)],
    next: from + STEPS < fitting.length ? String(from + STEPS) : null,
  };
}

/** Why work on it can not go on before it is drafted anew. */
async function changedSince(visit: Visit, { plan_id, status }: PlanShown, signal: AbortSignal): Promise<string | null> {
  if (status !== 'drafted' && status !== 'approved') return null;
  const { structured } = await visit.read('list_work', { id: plan_id, state: 'facts_changed', limit: 1 }, signal);
  return changedShape.parse(structured).items[0]?.waits_for ?? null;
}

function mayOf({ usable }: Visit): PlanPage['may'] {
  return {
    approve: usable('approve_offboarding_plan') !== null,
    cancel: usable('cancel_plan') !== null,
    draft: usable('draft_offboarding_plan') !== null,
    recordStep: usable('record_step') !== null,
    recordDeactivation: usable('record_manual_deactivation') !== null,
  };
}
