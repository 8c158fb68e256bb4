import * as z from 'zod';
import { appInput, orphanFilter, orphanInput } from '../../../answers/orphan-question.ts';
import { FINDINGS } from '../../../model/finding.ts';
import { count, defineTool, READING } from '../../../tool.ts';
import { exposedShape } from '../../../views/page/pictures.ts';

/** What pictures of the findings are drawn from. */
export const drawFindings = defineTool({
  name: 'draw_findings',
  title: 'Draw the findings',
  description: 'The matching accounts by team and reason, and those that were open longest over time.',
  inputSchema: z.strictObject({
    ...orphanInput,
    app: appInput,
    most: z.int().min(1).max(100).default(25).describe('how many accounts over time'),
    stated: z.int().min(0).max(50).default(0).describe('beside them, so many whose closing was stated last'),
  }),
  outputSchema: z.object({
    now: z.string(),
    teams: z.array(
      z.object({
        kind: z.enum(['team', 'other', 'none']),
        team: z.string().nullable(),
        finding: z.enum(FINDINGS),
        accounts: count,
      }),
    ),
    other_teams: count,
    reasons: z.array(z.object({ reason: z.string(), finding: z.enum(FINDINGS), accounts: count })),
    exposure: z.object({
      rows: z.array(exposedShape),
      more: count,
      unknown: count,
    }),
  }),
  annotations: READING,
  async handler({ most, stated, ...asked }, { deps }) {
    const [{ evaluate }, { findingSums }, { exposureList }] = await Promise.all([
      import('../../../evaluation/index.ts'),
      import('../../../app/lookups/finding-sums.ts'),
      import('../../../app/lookups/exposure.ts'),
    ]);
    await evaluate(deps);
    const now = deps.clock();
    const { filter } = orphanFilter(asked, deps.settings, now);
    const { sums, exposure } = await deps.store.read(async (reader) => ({
      sums: await findingSums(reader, deps, filter),
      exposure: await exposureList(reader, deps, filter, { most, stated }),
    }));
    return {
      structured: {
        now,
        teams: [...sums.teams],
        other_teams: sums.otherTeams,
        reasons: [...sums.reasons],
        exposure: {
          rows: exposure.rows.map((one) => ({
            account_id: one.accountId,
            app: one.app,
            email: one.email,
            name: one.name,
            ended_at: one.endedAt,
            stated:
              one.stated === null
                ? null
                : {
                    at: one.stated.at,
                    state: one.stated.state,
                    counts: one.stated.counts,
                    settled_at: one.stated.settledAt,
                    reappeared_at: one.stated.reappearedAt,
                  },
            seen_closed_at: one.seenClosedAt,
            used_after: one.usedAfter,
            last_use_at: one.lastUseAt,
            due_at: one.dueAt,
          })),
          more: exposure.more,
          unknown: exposure.unknown,
        },
      },
      text: `${exposure.rows.length} accounts over time.`,
    };
  },
});
