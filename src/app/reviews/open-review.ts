import type { App } from '../../model/app-profile.ts';
import { checkedApp, profileIn } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Json } from '../../model/ledger.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import { type AccessReview, REVIEW_GAPS, type ReviewerRules, type ReviewScope } from '../../model/review.ts';
import type { Instant } from '../../model/time.ts';
import { digest } from '../../plan/digest.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { Asking } from '../statements/asking.ts';
import { NOTHING_NEEDED } from '../statements/needed.ts';
import { statedText } from '../statements/stated-text.ts';
import { attestationPart, type Statement, state } from '../statements/statement.ts';
import { neededOfPerson } from './by-a-person.ts';
import { type FrozenPopulation, freezePopulation } from './freeze-population.ts';
import { reviewNow } from './review-by-id.ts';
import { reviewerAddress } from './reviewer-address.ts';

export interface OpenRequest {
  readonly name: string;
  readonly app: App;
  readonly scope: ReviewScope;
  readonly reviewers: ReviewerRules;
  readonly dueAt: string;
  /** Null: those that the profile of the application names. */
  readonly privilegedRoles: readonly string[] | null;
  /** Why a population that is not proven complete is accepted; null: it is not. */
  readonly acceptIncomplete: string | null;
  readonly owner: string | null;
  readonly deputy: string | null;
}

type Setup = Pick<
  AccessReview,
  'name' | 'app' | 'scope' | 'reviewers' | 'privilegedRoles' | 'dueAt' | 'owner' | 'deputy' | 'acceptedIncomplete'
>;

export interface OpenDraft {
  readonly setup: Setup;
  readonly frozen: FrozenPopulation;
  readonly content: { readonly [key: string]: Json };
}

const NOTHING_OPENED = 'Nothing was opened.';

/**
 * Opens a review on a population that is frozen first. Its items become visible with the ledger entry, so that a review
 * is never half open.
 */
export async function openReview(deps: Deps, request: OpenRequest, asking: Asking<OpenDraft, null>) {
  const setup = setupOf(deps, request);
  const frozen = await freezePopulation(deps, setup);
  return state(deps, opening, { setup, frozen }, asking);
}

const opening: Statement<{ readonly setup: Setup; readonly frozen: FrozenPopulation }, OpenDraft, null, AccessReview> =
  {
    name: 'access review',
    nothing: NOTHING_OPENED,
    needsJudgements: true,

    async prepare(_reader, _deps, { setup, frozen }) {
      return { setup, frozen, content: { ...setupPayload(setup), population_hash: frozen.population.hash } };
    },

    async check(reader, deps, { setup, frozen }) {
      const open = await sameOpen(reader, setup);
      if (open !== null) {
        if (open.name === setup.name) return { kind: 'already', known: open, raise: null };
        throw new ClariIdentityError(
          'ERR_GUARD',
          `The review ${open.reviewId} (${quote(open.name)}) of the same accounts is open. ${NOTHING_OPENED}`,
          'Close it first, or open one with another scope.',
        );
      }
      checkSetup(setup, frozen, deps.clock());
      const contentVersion = (await reader.evaluation())?.contentVersion ?? 0;
      if (contentVersion !== frozen.contentVersion)
        throw new ClariIdentityError(
          'ERR_GUARD',
          `The findings changed while the population was looked at. ${NOTHING_OPENED}`,
          'Call again: the population is then taken from what is known now.',
        );
      return { kind: 'new', fit: null };
    },

    needs: ({ setup }, _, how) =>
      setup.acceptedIncomplete === null ? NOTHING_NEEDED : neededOfPerson('accepts an incomplete population', how),

    seen: ({ frozen: { population, gaps, unassigned, previous } }) => ({
      'accounts under review': String(population.items),
      'gaps of reviewers': REVIEW_GAPS.map((gap) => `${gap} ${gaps[gap] ?? 0}`).join(', '),
      'items without a reviewer': String(unassigned),
      'what is missing': population.missing.map(({ what }) => what).join('; '),
      'changes since': previous?.reviewId ?? 'no review before',
    }),

    entry: ({ setup, frozen: { reviewId, population, previous } }, _, { attestation }) => ({
      kind: 'review.opened',
      payload: {
        review_id: reviewId,
        ...setupPayload(setup),
        previous_review_id: previous?.reviewId ?? null,
        population: {
          evaluated_at: population.evaluatedAt,
          accounts: population.accounts,
          items: population.items,
          privileged: population.privileged,
          changed: population.changed,
          left_out: population.leftOut.map(({ why, accounts }) => ({ why, accounts })),
          hash: population.hash,
          // Of all of it, with what the lists below leave out.
          sha256: digest(population),
          missing: population.missing.map(({ what }) => what),
          reads: population.reads.map((one) => ({
            snapshot_id: one.snapshotId,
            source: one.source,
            sha256: one.sha256,
            as_of: one.asOf,
            completeness: one.completeness,
            rows: one.rows,
          })),
        },
        ...attestationPart(attestation),
      },
    }),

    async keep(writer, _, { draft: { setup, frozen }, attestation, entry }) {
      const review: AccessReview = {
        reviewId: frozen.reviewId,
        ...setup,
        population: frozen.population,
        previousReviewId: frozen.previous?.reviewId ?? null,
        openedAt: entry.at,
        openedBy: entry.actor,
        attestation,
        ledgerSequence: entry.sequence,
        ledgerHash: entry.hash,
      };
      await writer.insertReview(review);
      return review;
    },
  };

/** An open review of the same accounts; null: there is none. */
async function sameOpen(reader: StoreReader, { app, scope }: Setup): Promise<AccessReview | null> {
  for (const review of await reader.reviews())
    if (review.app === app && JSON.stringify(review.scope) === JSON.stringify(scope)) {
      const { closed } = await reviewNow(reader, review);
      if (closed === null) return review;
    }
  return null;
}

function setupOf({ settings, clock }: Pick<Deps, 'settings' | 'clock'>, request: OpenRequest): Setup {
  const app = checkedApp(settings, request.app);
  const dueAt = parseInstant(request.dueAt);
  if (dueAt <= clock())
    throw new ClariIdentityError(
      'ERR_TIME',
      `The review would be due at ${dueAt}, which is not ahead (now: ${clock()}). ${NOTHING_OPENED}`,
      'Give the day until which the reviewers have time.',
    );
  const { manager, byRole, byTeam, fallback, second } = request.reviewers;
  const reviewers = {
    manager,
    byRole: addressed(byRole),
    byTeam: addressed(byTeam),
    fallback: addressOrNull(fallback),
    second: addressOrNull(second),
  };
  if (!manager && reviewers.fallback === null && Object.keys({ ...byRole, ...byTeam }).length === 0)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `Nobody is named who reviews. ${NOTHING_OPENED}`,
      'Say reviewers.manager=true (the manager whom the directory names), a person per team or role, or a fallback.',
    );
  const accepted = request.acceptIncomplete;
  return {
    name: statedText(request.name, 'name of the review', 200),
    app,
    scope: { ...request.scope, findings: [...request.scope.findings].sort() },
    reviewers,
    privilegedRoles: [...new Set(request.privilegedRoles ?? profileIn(settings, app).privilegedRoles)].sort(),
    dueAt,
    owner: addressOrNull(request.owner),
    deputy: addressOrNull(request.deputy),
    acceptedIncomplete: accepted === null ? null : statedText(accepted, 'reason why it is accepted'),
  };
}

function addressed(people: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(people).map(([key, person]) => [key, reviewerAddress(person)]));
}

function addressOrNull(person: string | null): string | null {
  return person === null ? null : reviewerAddress(person);
}

function checkSetup({ acceptedIncomplete, app }: Setup, { population }: FrozenPopulation, now: Instant): void {
  if (population.items === 0)
    throw new ClariIdentityError(
      'ERR_ARGUMENT',
      `No account of ${bare(app)} is in this scope as of ${now}: ${population.leftOut.map(({ why, accounts }) => `${accounts} ${why}`).join(', ') || 'none is known'}. ${NOTHING_OPENED}`,
      'Widen the scope, or import a users list first.',
    );
  if (population.missing.length === 0 || acceptedIncomplete !== null) return;
  const [first] = population.missing;
  throw new ClariIdentityError(
    'ERR_GUARD',
    `The population is not proven complete. ${population.missing.map(({ what }) => `${what}.`).join(' ')} ${NOTHING_OPENED}`,
    `${first?.closeWith === '' || first === undefined ? 'Import what is missing' : `Close the gap first: ${first.closeWith}`}. Or a person accepts it with a reason, which then stays on every page of the review.`,
  );
}

function setupPayload(setup: Setup) {
  const { scope, reviewers } = setup;
  return {
    name: setup.name,
    app: setup.app,
    scope: { role: scope.role, team: scope.team, findings: [...scope.findings], changed_only: scope.changedOnly },
    reviewers: {
      manager: reviewers.manager,
      by_role: { ...reviewers.byRole },
      by_team: { ...reviewers.byTeam },
      fallback: reviewers.fallback,
      second: reviewers.second,
    },
    privileged_roles: [...setup.privilegedRoles],
    due_at: setup.dueAt,
    owner: setup.owner,
    deputy: setup.deputy,
    accepted_incomplete: setup.acceptedIncomplete,
  };
}
