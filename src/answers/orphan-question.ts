import * as z from 'zod';
import { checkedApp } from '../model/apps-in-use.ts';
import { FINDINGS, REASONS } from '../model/finding.ts';
import { DEADLINE_STATES } from '../model/plan.ts';
import type { Settings } from '../model/settings.ts';
import { addMs, DAY_MS, type Instant } from '../model/time.ts';
import type { JudgedFilter } from '../store/store.ts';

/** What narrows accounts that outlived their access, beside the application. */
export const orphanInput = {
  findings: z.array(z.enum(FINDINGS)).max(FINDINGS.length).optional().describe('default: all that need somebody'),
  min_days_since_revocation: z.int().min(0).max(36_500).optional(),
  directory: z.string().max(100).optional().describe('only accounts linked to an identity there'),
  include_exempt: z.boolean().default(false),
  query: z.string().max(200).optional().describe('part of an e-mail, name or account id'),
  team: z.string().max(200).optional(),
  role: z.string().max(200).optional(),
  reason: z.enum(REASONS).optional(),
  used_after: z.enum(['yes', 'no', 'unknown']).optional().describe('used after revocation'),
  due: z.enum(DEADLINE_STATES).optional().describe('deadline of closing'),
};

export const appInput = z.string().max(40).optional();

type OrphanQuestion = z.output<z.ZodObject<typeof orphanInput & { app: typeof appInput }>>;

/** The part that narrows sums over all findings too, and the whole filter. */
export function orphanFilter(
  asked: OrphanQuestion,
  settings: Settings,
  now: Instant,
): { readonly narrow: JudgedFilter; readonly filter: JudgedFilter } {
  const { directory, query, team, role, min_days_since_revocation: days } = asked;
  const app = asked.app === undefined ? undefined : checkedApp(settings, asked.app);
  const narrow = { app, directory, query, team, role };
  return {
    narrow,
    filter: {
      ...narrow,
      ...shownFilter(asked),
      usedAfter: asked.used_after,
      due: asked.due === undefined ? undefined : { state: asked.due, slaMs: settings.slaMs, now },
      revokedBefore: days === undefined ? undefined : addMs(now, -days * DAY_MS),
    },
  };
}

/** A reason names its accounts by itself, those that are only counted otherwise too. */
function shownFilter({ findings, reason, include_exempt: includeExempt }: OrphanQuestion): JudgedFilter {
  const reasons = reason === undefined ? {} : { reasons: [reason] };
  if (findings !== undefined && findings.length > 0)
    return { ...reasons, findings: includeExempt ? [...new Set([...findings, 'exempt' as const])] : findings };
  if (reason !== undefined) return reasons;
  return { shownOr: includeExempt ? (['exempt'] as const) : [] };
}
