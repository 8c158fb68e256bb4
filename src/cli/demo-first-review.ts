import type { Deps } from '../app/deps.ts';
import { closeReview } from '../app/reviews/close-review.ts';
import { openReview } from '../app/reviews/open-review.ts';
import type { Asking } from '../app/statements/asking.ts';
import { stateWithoutCode } from '../app/statements/statement.ts';
import type { DemoFile } from '../demo/demo.ts';
import type { DemoOrganisation } from '../demo/organisation.ts';
import { type DemoReview, demoReview } from '../demo/review-story.ts';
import { addMs, DAY_MS, type Instant } from '../model/time.ts';

/** In the story, people typed their statements at a terminal. */
const AT_A_TERMINAL: Asking<unknown, unknown> = {
  attestation: { level: 'terminal_phrase', client: null },
  session: null,
  ask: async () => 'accepted',
};

/**
 * The first review of the sample company, which later ones count their changes from: opened after the first directory
 * was read, closed after the next users export. Another directory was not read yet, which a person accepted, and nobody
 * decided anything.
 */
export function firstReview(now: Instant) {
  let reviewId: string | null = null;
  return async (deps: Deps, organisation: DemoOrganisation, file: DemoFile): Promise<void> => {
    const [, directory, users] = organisation.files;
    if (file === directory) reviewId = await open(deps, demoReview(organisation, now));
    if (file !== users || reviewId === null) return;
    const request = { reviewId, undecidedBecome: 'not_reviewed', reason: 'Nobody had time.' } as const;
    await stateWithoutCode(deps, closeReview, request, AT_A_TERMINAL);
  };
}

async function open(deps: Deps, { owner, second, privilegedRole }: DemoReview): Promise<string> {
  const request = {
    name: 'First try',
    app: 'clari',
    scope: { role: null, team: null, findings: [], changedOnly: false },
    reviewers: { manager: true, byRole: {}, byTeam: {}, fallback: owner, second },
    dueAt: addMs(deps.clock(), 14 * DAY_MS),
    privilegedRoles: [privilegedRole],
    acceptIncomplete: 'Nobody had access to the Entra ID of Brightwater yet.',
    owner,
    deputy: null,
  };
  const opened = await openReview(deps, request, AT_A_TERMINAL);
  if (opened.kind !== 'stated') throw new Error('the first review of the sample company was not opened');
  return opened.receipt.reviewId;
}
