import * as z from 'zod';
import type { Exposure, ExposureList } from '../../model/exposure.ts';
import { FINDINGS } from '../../model/finding.ts';
import type { FindingSums } from '../../model/finding-sums.ts';
import { CLAIM_STATES } from '../../model/record.ts';
import { REVIEW_STATUSES } from '../../model/review.ts';
import type { ReviewSums } from '../../model/review-progress.ts';
import type { Instant } from '../../model/time.ts';
import { html, type Markup } from '../html.ts';
import { type Asked, address, askedBut } from '../pager.ts';
import { type ExposurePicture, exposurePicture } from '../pictures/exposure.ts';
import { reasonsPicture, teamsPicture } from '../pictures/findings-by-team.ts';
import { placeOfAccount } from './work-items.ts';

const instant = z.string().nullable();

const statedShape = z.object({
  at: z.string(),
  state: z.enum(CLAIM_STATES),
  counts: z.boolean(),
  settled_at: instant,
  reappeared_at: instant,
});

/** One account over time, as `draw_findings` answers it. */
export const exposedShape = z.object({
  account_id: z.string(),
  app: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  ended_at: instant,
  stated: statedShape.nullable(),
  seen_closed_at: instant,
  used_after: z.enum(['yes', 'no', 'unknown']),
  last_use_at: instant,
  due_at: instant,
});

const exposureShape = exposedShape.transform(
  (one): Exposure => ({
    accountId: one.account_id,
    app: one.app,
    email: one.email,
    name: one.name,
    endedAt: one.ended_at,
    stated: one.stated === null ? null : statedOf(one.stated),
    seenClosedAt: one.seen_closed_at,
    usedAfter: one.used_after,
    lastUseAt: one.last_use_at,
    dueAt: one.due_at,
  }),
);

function statedOf({ settled_at: settledAt, reappeared_at: reappearedAt, ...rest }: z.infer<typeof statedShape>) {
  return { ...rest, settledAt, reappearedAt };
}

const finding = z.enum(FINDINGS);

/** What the pictures of findings show. */
export interface DrawnFindings {
  readonly now: Instant;
  readonly sums: FindingSums;
  readonly exposure: ExposureList;
}

export const drawnShape = z
  .looseObject({
    now: z.string(),
    teams: z.array(
      z.object({ kind: z.enum(['team', 'other', 'none']), team: z.string().nullable(), finding, accounts: z.number() }),
    ),
    other_teams: z.number(),
    reasons: z.array(z.object({ reason: z.string(), finding, accounts: z.number() })),
    exposure: z.object({ rows: z.array(exposureShape), more: z.number(), unknown: z.number() }),
  })
  .transform(
    ({ now, teams, other_teams: otherTeams, reasons, exposure }): DrawnFindings => ({
      now,
      sums: { teams, otherTeams, reasons },
      exposure,
    }),
  );

const sums = {
  keep: z.number(),
  revoke: z.number(),
  change_role: z.number(),
  waiting: z.number(),
  undecided: z.number(),
};

function renamed<Of extends { readonly change_role: number }>({ change_role: changeRole, ...rest }: Of) {
  return { ...rest, changeRole };
}

export const reviewSumsShape = z
  .looseObject({
    status: z.enum(REVIEW_STATUSES),
    due_at: z.string(),
    all: z.object(sums).transform(renamed).nullable(),
    reviewers: z.array(z.object({ person: z.string().nullable(), ...sums }).transform(renamed)),
    more_reviewers: z.number(),
    follow_up: z
      .object({
        decided: z.number(),
        planned: z.number(),
        recorded: z.number(),
        verifying: z.number(),
        confirmed: z.number(),
        contradicted: z.number(),
      })
      .nullable(),
  })
  .transform(
    ({ status, due_at: dueAt, all, reviewers, more_reviewers: moreReviewers, follow_up: followUp }): ReviewSums => ({
      status,
      dueAt,
      all,
      reviewers,
      moreReviewers,
      followUp,
    }),
  );

/** Findings by team and reason, each bar leading to its accounts from its table. `asked`: what the list is narrowed by. */
export function sumPictures(base: string, { sums }: DrawnFindings, asked: Asked = []): Markup {
  const to = (name: string, value: string) =>
    address(`${base}/findings`, [...askedBut(askedBut(asked, name), 'cursor'), [name, value]]);
  const links = { team: (team: string) => to('team', team), reason: (reason: string) => to('reason', reason) };
  return html`${teamsPicture('by-team', sums, links)}
${reasonsPicture('by-reason', sums.reasons, links)}`;
}

/** The accounts that were open longest. */
export function exposureView(
  base: string,
  { now, exposure }: Pick<DrawnFindings, 'now' | 'exposure'>,
  words: Pick<ExposurePicture, 'title' | 'listed' | 'none'>,
): Markup {
  return exposurePicture('over-time', {
    now,
    ...exposure,
    ...words,
    link: ({ accountId, app }) => `${base}${placeOfAccount(accountId, app)}`,
  });
}
