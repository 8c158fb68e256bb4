import { daysBetween } from '../../../model/time.ts';
import { type AccountParts, accountTitle, accountView, graphShape } from '../../../views/page/account.ts';
import type { VerdictShown } from '../../../views/page/findings.ts';
import { framed } from '../../../views/page/frame.ts';
import { workItem } from '../../../views/page/work-items.ts';
import type { Route, Visit } from '../visit.ts';

const FORMS = ['draft_offboarding_plan', 'record_manual_deactivation', 'resolve_link', 'set_exemption'];

export function accountRoute(route: Route): void {
  route('get', '/accounts/:id', async (context, visit) => {
    const { signal } = context.req.raw;
    const named = context.req.query('app');
    const app = named === undefined || named === '' ? {} : { app: named };
    const account = `id=${context.req.param('id') ?? ''}`;
    const answer = await visit.read('get_identity', { account, ...app, response_format: 'detailed' }, signal);
    const graph = graphShape.parse(answer.structured);
    const id = graph.findings[0]?.account_id ?? account.slice('id='.length);
    const items =
      visit.usable('list_work') === null ? null : await workOn(visit, { account: `id=${id}`, ...app }, signal);
    const now = visit.deps.clock();
    const body = accountView(visit.frame, {
      id,
      graph,
      ...(await judgedOf(visit, id)),
      now,
      work: items,
      forms: {
        tools: new Set(FORMS.filter((name) => visit.usable(name) !== null)),
        now: now.slice(0, 16),
        isExempt: items?.some(({ kind, state }) => kind === 'exemption' && STANDING.has(state)) ?? false,
        app: named ?? null,
      },
    });
    return context.html(framed(visit.frame, { title: accountTitle(id, graph), at: '/accounts' }, body));
  });
}

const STANDING: ReadonlySet<string> = new Set(['in_force', 'ending', 'not_attested']);

async function workOn(visit: Visit, about: Readonly<Record<string, string>>, signal: AbortSignal) {
  const { structured } = await visit.read('list_work', { ...about, limit: 200 }, signal);
  // The account's own finding stands above, with its links.
  return workItem
    .array()
    .parse(structured['items'])
    .filter(({ kind }) => kind !== 'finding' && kind !== 'link');
}

/** What the lists say of its finding beside the graph. */
async function judgedOf({ deps }: Visit, id: string): Promise<Pick<AccountParts, 'row' | 'exposure'>> {
  const [{ judgedAccount }, { accountDeadline }, { exposureOf }] = await Promise.all([
    import('../../../evaluation/index.ts'),
    import('../../../app/lookups/account-deadline.ts'),
    import('../../../app/lookups/exposure.ts'),
  ]);
  const { settings, store } = deps;
  const found = await store.read(async (reader) => {
    const judged = await judgedAccount(reader, settings, id);
    return judged === null ? null : { judged, exposure: await exposureOf(reader, deps, judged) };
  });
  if (found === null) return { row: null, exposure: null };
  const { judged, exposure } = found;
  const { verdict, correlation, underlying } = judged;
  const now = deps.clock();
  const due = accountDeadline(judged, { now, slaMs: settings.slaMs });
  const manager = correlation.linked.map(({ identity }) => identity.latest.managerEmail).find((one) => one !== null);
  const ended = verdict.revokedAt;
  const row: VerdictShown = {
    also: [...verdict.also],
    notes: [...verdict.notes],
    sla: { due_at: due.dueAt, state: due.state },
    ...(underlying === verdict.finding ? {} : { would_be: underlying }),
    ...(verdict.revokedAtBasis === null ? {} : { revoked_at_basis: verdict.revokedAtBasis }),
    ...(verdict.revokedAtBasis === null ? {} : { used_after_revocation: verdict.usedAfterRevocation }),
    ...(ended === null ? {} : { revoked_at: ended, days_since_revocation: daysBetween(ended, now) }),
    ...(manager == null ? {} : { manager_email: manager }),
  };
  return { row, exposure };
}
