import type { Deps } from '../../src/app/deps.ts';
import { decideItems } from '../../src/app/reviews/decide-items.ts';
import { followDecisions } from '../../src/app/reviews/follow-decisions.ts';
import { openReview } from '../../src/app/reviews/open-review.ts';
import type { Asking } from '../../src/app/statements/asking.ts';
import { stateWithoutCode } from '../../src/app/statements/statement.ts';
import { firstReview } from '../../src/cli/demo-first-review.ts';
import type { DemoFile } from '../../src/demo/demo.ts';
import type { DemoOrganisation } from '../../src/demo/organisation.ts';
import { type DemoReview, demoReview } from '../../src/demo/review-story.ts';
import { addMs, DAY_MS, type Instant } from '../../src/model/time.ts';

const AT_A_TERMINAL: Asking<unknown, unknown> = {
  attestation: { level: 'terminal_phrase', client: null },
  session: null,
  ask: async () => 'accepted',
};

/** The sample company in the middle of its review: people revoked one account, and nobody closed it yet. */
export function openReviewOfDemo(now: Instant) {
  const first = firstReview(now);
  let reviewId = '';
  return {
    id: () => reviewId,
    async afterFile(deps: Deps, organisation: DemoOrganisation, file: DemoFile): Promise<void> {
      await first(deps, organisation, file);
      if (file === organisation.files.at(-1)) reviewId = await openDecided(deps, demoReview(organisation, now));
    },
  };
}

async function openDecided(deps: Deps, review: DemoReview): Promise<string> {
  const opened = await openReview(
    deps,
    {
      name: review.name,
      app: 'clari',
      scope: { role: null, team: null, findings: [], changedOnly: false },
      reviewers: { manager: true, byRole: {}, byTeam: {}, fallback: review.owner, second: review.second },
      dueAt: addMs(deps.clock(), 14 * DAY_MS),
      privilegedRoles: [review.privilegedRole],
      acceptIncomplete: null,
      owner: review.owner,
      deputy: null,
    },
    AT_A_TERMINAL,
  );
  if (opened.kind !== 'stated') throw new Error('the review of the sample company was not opened');
  const { reviewId } = opened.receipt;
  const { items } = await deps.store.read((reader) => reader.reviewItems(reviewId, {}, 0, 1_000));
  for (const { reviewer, email, decision, rationale, to } of review.decisions.filter(
    (one) => one.decision === 'revoke',
  )) {
    const itemId = String(items.find(({ frozen }) => frozen.email === email)?.frozen.ordinal);
    const request = {
      reviewId,
      items: [{ itemId, decision, rationale, role: null, to }],
      reviewer,
      bySheet: false,
    };
    const decided = await stateWithoutCode(deps, decideItems, request, AT_A_TERMINAL);
    if (decided.kind === 'stated') await followDecisions(deps, opened.receipt, decided.receipt);
  }
  return reviewId;
}
