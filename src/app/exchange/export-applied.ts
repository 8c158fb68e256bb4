import { countingAt, evaluate } from '../../evaluation/index.ts';
import { profileIn } from '../../model/apps-in-use.ts';
import type { ControlEvidence } from '../../model/control.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { ItemState } from '../../model/review.ts';
import { ENTRA_APPLIED_HAND_OVER, entraApplied } from '../../report/exchange/entra-applied.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { evidenceOf } from '../lookups/controls.ts';
import { itemsNow } from '../reviews/item-now.ts';
import { type ReviewNow, reviewById } from '../reviews/review-by-id.ts';
import { exchangeTarget, type WrittenFile } from './target.ts';

export interface AppliedRequest {
  readonly path: string;
  readonly reviewId: string | null;
  readonly resourceId: string | null;
  readonly signal?: AbortSignal | undefined;
}

export interface ExportedApplied {
  readonly format: 'entra-applied';
  readonly reviewId: string;
  readonly denials: number;
  readonly files: readonly WrittenFile[];
  readonly handOver: readonly string[];
  /** For which controls it is evidence. */
  readonly controls: readonly ControlEvidence[];
}

const PAGE = 500;

/**
 * Writes the call that marks every denial of a review as applied. It is refused until a later read confirmed each of them:
 * the call has one answer for all.
 *
 * @throws ERR_GUARD with what is not confirmed, ERR_REVIEW_UNKNOWN, ERR_FILE_WRITE
 */
export async function exportApplied(deps: Deps, request: AppliedRequest): Promise<ExportedApplied> {
  const { reviewId, resourceId } = request;
  if (reviewId === null || resourceId === null)
    throw new ClariIdentityError(
      'ERR_USAGE',
      'entra-applied answers for one review and one resource, and one of them was not given.',
      'Add --review REVIEW_ID and --resource-id ID, as Entra shows it. Nothing was written.',
    );
  const controls = await evidenceOf(deps, 'entra-applied');
  const target = await exchangeTarget(request.path, ['']);
  try {
    await evaluate(deps);
    const found = await deps.store.read((reader) => denialsOf(reader, deps, reviewId, request.signal));
    if (found.closedAt === null || found.open.size > 0) throw notConfirmed(found);
    const text = entraApplied({
      reviewId: found.at.review.reviewId,
      appName: profileIn(deps.settings, found.at.review.app).name,
      resourceId,
      denials: found.denials,
      closedAt: found.closedAt,
    });
    await target.write(0, text);
    return {
      format: 'entra-applied',
      reviewId: found.at.review.reviewId,
      denials: found.denials,
      files: await target.publish(),
      handOver: ENTRA_APPLIED_HAND_OVER,
      controls,
    };
  } catch (cause) {
    await target.discard();
    throw cause;
  }
}

interface Denials {
  readonly at: ReviewNow;
  readonly closedAt: string | null;
  readonly denials: number;
  /** Those that are not confirmed, by where they stand. */
  readonly open: ReadonlyMap<ItemState, number>;
}

/** A change of role counts as well: the call would mark it as applied, and no read confirms it. */
async function denialsOf(
  reader: StoreReader,
  deps: Deps,
  reviewId: string,
  signal: AbortSignal | undefined,
): Promise<Denials> {
  const at = await reviewById(reader, reviewId);
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const open = new Map<ItemState, number>();
  let [after, denials] = [0, 0];
  for (;;) {
    const filter = { outcomes: ['revoke', 'change_role'] } as const;
    const { items } = await reader.reviewItems(at.review.reviewId, filter, after, PAGE);
    const last = items.at(-1);
    if (last === undefined) return { at, closedAt: at.closed?.at ?? null, denials, open };
    for (const { state } of await itemsNow(
      reader,
      { settings: deps.settings, counting },
      at.review,
      at.closed !== null,
      items,
    )) {
      denials += 1;
      if (state !== 'confirmed') open.set(state, (open.get(state) ?? 0) + 1);
    }
    after = last.frozen.ordinal;
    if (signal?.aborted === true)
      throw new ClariIdentityError(
        'ERR_CANCELLED',
        'The export was cancelled. Nothing was written.',
        'Start it again.',
      );
  }
}

function notConfirmed({ at, closedAt, denials, open }: Denials): ClariIdentityError {
  const { reviewId } = at.review;
  const waiting = [...open].map(([state, items]) => `${items} ${state}`).join(', ');
  const what = [
    ...(closedAt === null ? ['The review is still open, so more may be denied.'] : []),
    ...(open.size === 0
      ? []
      : [`Of ${denials} denials and role changes some are not confirmed by a later read: ${waiting}.`]),
  ].join(' ');
  return new ClariIdentityError(
    'ERR_GUARD',
    `entra-applied was not written, because its call marks every decision alike. ${what}`,
    closedAt === null
      ? `clari-identity-mcp access-review close ${bare(reviewId)}`
      : `clari-identity-mcp access-review show ${bare(reviewId)} lists them; record what was done, and import a newer complete users list.`,
  );
}
