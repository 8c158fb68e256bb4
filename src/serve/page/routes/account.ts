import type { Context } from 'hono';
import { FINDINGS } from '../../../model/finding.ts';
import { accountTitle, accountView, type Graph, graphShape } from '../../../views/page/account.ts';
import { type FindingRow, findingsShape } from '../../../views/page/findings.ts';
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
      row: await rowOf(context, visit, id, graph),
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

/** The account among its findings, which have the deadline and what comes of it. */
async function rowOf(context: Context, visit: Visit, id: string, graph: Graph): Promise<FindingRow | null> {
  if (visit.usable('find_orphaned_accounts') === null) return null;
  const own = graph.nodes.find((one) => one.id === `account:${id}`);
  const email = own?.facts['app'] === undefined ? undefined : own.label;
  for (const query of new Set([email?.includes('@') === true ? email : id, id])) {
    const { structured } = await visit.read(
      'find_orphaned_accounts',
      { findings: [...FINDINGS], query: query.slice(0, 200), limit: 200, response_format: 'detailed' },
      context.req.raw.signal,
    );
    const row = findingsShape.parse(structured).accounts.find((one) => one.account_id === id);
    if (row !== undefined) return row;
  }
  return null;
}
