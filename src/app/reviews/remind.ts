import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appendEntry } from '../../evaluation/index.ts';
import type { Attestation } from '../../model/attestation.ts';
import type { ReviewEvent, ReviewItem } from '../../model/review.ts';
import { reminderEml, reminderOf } from '../../report/reminder.ts';
import { makeFolder } from '../../store/make-folder.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { attestationPart } from '../statements/statement.ts';
import { fileName } from './file-name.ts';
import { checkOpen, reviewById } from './review-by-id.ts';
import { reviewerAddress } from './reviewer-address.ts';

export interface RemindRequest {
  readonly reviewId: string;
  readonly folder: string;
  /** Who sends the messages, as an e-mail address. */
  readonly from: string;
  /** Where reviewers decide, as a sentence. */
  readonly decideAt: string;
  /** Whether a message names the accounts; otherwise it has counts alone. */
  readonly namesItems: boolean;
  readonly attestation: Attestation;
}

export interface Reminded {
  readonly reviewer: string;
  readonly owed: number;
  readonly files: readonly string[];
}

const NAMED = 200;

/** Writes a message for each reviewer who owes something, as text and as a draft that mail programs open. */
export async function remind(deps: Deps, request: RemindRequest): Promise<readonly Reminded[]> {
  const from = reviewerAddress(request.from);
  const now = deps.clock();
  const { review, owing } = await deps.store.read(async (reader) => {
    const at = await reviewById(reader, request.reviewId);
    checkOpen(at);
    const { reviewId } = at.review;
    const found: Owing[] = [];
    for (const { person, items, owed } of await reader.reviewProgress(reviewId))
      if (person !== null && owed > 0)
        found.push({ person, items, owed, ...(await itemsOf(reader, reviewId, person)) });
    return { review: at.review, owing: found };
  });
  await makeFolder(request.folder);
  const reminded: Reminded[] = [];
  for (const { person, items, owed, privileged, named } of owing) {
    const message = reminderOf({
      review,
      to: person,
      items,
      owed,
      privileged,
      decideAt: request.decideAt,
      named: request.namesItems ? named : null,
      now,
    });
    const name = fileName(review.reviewId, person);
    const files = [
      [`${name}.txt`, `To: ${message.to}\nSubject: ${message.subject}\n\n${message.text}`],
      [`${name}.eml`, await reminderEml(message, from)],
    ] as const;
    // A newer reminder of the same person takes the place of the older one.
    for (const [file, content] of files) await writeFile(join(request.folder, file), content, { mode: 0o600 });
    reminded.push({ reviewer: person, owed, files: files.map(([file]) => file) });
  }
  if (reminded.length > 0) await keepReminded(deps, review.reviewId, reminded, request.attestation);
  return reminded;
}

interface Owing {
  readonly person: string;
  readonly items: number;
  readonly owed: number;
  readonly privileged: number;
  readonly named: readonly ReviewItem[];
}

async function itemsOf(
  reader: StoreReader,
  reviewId: string,
  person: string,
): Promise<Pick<Owing, 'privileged' | 'named'>> {
  const { items } = await reader.reviewItems(reviewId, { person, decided: false }, 0, NAMED);
  const named = items.map(({ frozen }) => frozen);
  // Privileged items come first, so what is beyond the page is none unless the page is full of them.
  return { privileged: named.filter(({ privileged }) => privileged).length, named };
}

async function keepReminded(
  deps: Deps,
  reviewId: string,
  reminded: readonly Reminded[],
  attestation: Attestation,
): Promise<void> {
  const reviewers = reminded.map(({ reviewer }) => reviewer);
  const undecided = reminded.reduce((sum, { owed }) => sum + owed, 0);
  await deps.store.write(async (writer) => {
    const entry = await appendEntry(writer, deps, 'review.reminded', {
      review_id: reviewId,
      reviewers,
      undecided,
      ...attestationPart(attestation),
    });
    const event: ReviewEvent = {
      kind: 'reminded',
      reviewId,
      reviewers,
      undecided,
      at: entry.at,
      by: entry.actor,
      attestation,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    };
    await writer.insertReviewEvent(event);
  });
}
