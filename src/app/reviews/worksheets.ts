import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { RowProblem } from '../../model/observation.ts';
import type { AccessReview } from '../../model/review.ts';
import { itemHash } from '../../report/worksheet/item-hash.ts';
import { worksheetCsv } from '../../report/worksheet/worksheet-csv.ts';
import { worksheetRows } from '../../report/worksheet/worksheet-rows.ts';
import { worksheetXlsx } from '../../report/worksheet/worksheet-xlsx.ts';
import { placeOf } from '../../review/standing.ts';
import type { FileInput } from '../../sources/source.ts';
import { type FrozenItem, worksheetFile } from '../../sources/worksheet/worksheet-file.ts';
import { makeFolder } from '../../store/make-folder.ts';
import type { QueuedItem } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { DecideRequest } from './decide-items.ts';
import { fileName } from './file-name.ts';
import { ownName } from './own-part.ts';
import { checkOpen, reviewById } from './review-by-id.ts';
import { reviewerAddress } from './reviewer-address.ts';

export interface WrittenSheet {
  readonly reviewer: string;
  readonly items: number;
  readonly files: readonly string[];
}

const PAGE = 500;

/**
 * Writes one sheet for each reviewer, with what they have not decided yet: a workbook, and the same as CSV.
 *
 * @param reviewer Only theirs; null: everybody's.
 * @throws ERR_FILE_WRITE if one of the files is there already; nothing is written over.
 */
export async function writeSheets(
  deps: Deps,
  reviewId: string,
  folder: string,
  reviewer: string | null,
): Promise<readonly WrittenSheet[]> {
  const { review, sheets } = await deps.store.read(async (reader) => {
    const at = await reviewById(reader, reviewId);
    checkOpen(at);
    const owing = (await reader.reviewProgress(at.review.reviewId)).flatMap(({ person, owed }) =>
      person === null || owed === 0 || (reviewer !== null && person !== reviewer.trim().toLowerCase()) ? [] : [person],
    );
    const found: { readonly person: string; readonly items: readonly QueuedItem[] }[] = [];
    for (const person of owing) found.push({ person, items: await owedBy(reader, at.review.reviewId, person) });
    return { review: at.review, sheets: found };
  });
  await makeFolder(folder);
  const written: WrittenSheet[] = [];
  for (const { person, items } of sheets) {
    const files = await sheetFiles(review, person, items);
    for (const { file, content } of files) await writeNew(folder, file, content);
    written.push({ reviewer: person, items: items.length, files: files.map(({ file }) => file) });
    deps.watch?.progress(written.length, sheets.length, 'Writing sheets');
  }
  return written;
}

interface SheetFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/**
 * The sheet of one reviewer, as `writeSheets` writes it.
 *
 * @param ownOnly Every name of somebody who gets nothing but their own; null: anybody's.
 */
export async function sheetFor(
  deps: Pick<Deps, 'store'>,
  reviewId: string,
  reviewer: string | null,
  format: 'xlsx' | 'csv',
  ownOnly: readonly string[] | null,
): Promise<SheetFile> {
  const { review, person, items } = await deps.store.read(async (reader) => {
    const at = await reviewById(reader, reviewId);
    checkOpen(at);
    const progress = await reader.reviewProgress(at.review.reviewId);
    const person = ownOnly === null ? reviewerAddress(reviewer ?? '') : ownName(progress, ownOnly);
    return { review: at.review, person, items: await owedBy(reader, at.review.reviewId, person) };
  });
  const [xlsx, csv] = await sheetFiles(review, person, items);
  return format === 'xlsx' ? xlsx : csv;
}

async function sheetFiles(
  review: AccessReview,
  person: string,
  items: readonly QueuedItem[],
): Promise<readonly [SheetFile, SheetFile]> {
  const sheet = worksheetRows(
    review,
    person,
    items.map(({ frozen }) => frozen),
  );
  const name = fileName(review.reviewId, person);
  return [
    { file: `${name}.xlsx`, content: await worksheetXlsx(sheet) },
    { file: `${name}.csv`, content: worksheetCsv(sheet) },
  ];
}

/** What a person has to decide and did not yet; who disagree owe it both. */
async function owedBy(reader: StoreReader, reviewId: string, person: string): Promise<readonly QueuedItem[]> {
  const owed: QueuedItem[] = [];
  let after = 0;
  for (;;) {
    const { items } = await reader.reviewItems(reviewId, { person, decided: false }, after, PAGE);
    const last = items.at(-1);
    if (last === undefined) return owed;
    owed.push(
      ...items.filter(({ queue }) => {
        const [own, other] =
          placeOf(person, queue) === 'second'
            ? [queue.secondDecision, queue.reviewerDecision]
            : [queue.reviewerDecision, queue.secondDecision];
        return own === null || other !== null;
      }),
    );
    after = last.frozen.ordinal;
  }
}

async function writeNew(folder: string, file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(join(folder, file), content, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_FILE_WRITE',
      `${quote(file)} can not be written: it is there already, or the folder takes no files.`,
      'Name a new folder, so that no filled-in sheet is lost.',
      { cause },
    );
  }
}

export interface ReadSheet {
  readonly request: DecideRequest;
  readonly undecided: number;
  readonly rejected: readonly RowProblem[];
}

/** The decisions on a sheet that a reviewer filled in, whoever brings it. */
export async function readSheet(deps: Pick<Deps, 'store'>, input: FileInput, sheet: string | null): Promise<ReadSheet> {
  const frozen = (reviewId: string, ordinals: readonly number[]) =>
    deps.store.read(async (reader) => {
      // Of a review that nobody knows, every line would be of no item, which says too little.
      await reviewById(reader, reviewId);
      const { items } = await reader.reviewItems(reviewId, { ordinals }, 0, ordinals.length);
      return new Map(
        items.map((one): [number, FrozenItem] => [
          one.frozen.ordinal,
          { hash: itemHash(reviewId, one.frozen), accountId: one.frozen.accountId, email: one.frozen.email },
        ]),
      );
    });
  const read = await worksheetFile(input, sheet, frozen);
  const items = read.rows.flatMap(({ ordinal, decision, rationale, role, to }) =>
    decision === null ? [] : [{ itemId: String(ordinal), decision, rationale, role, to }],
  );
  if (items.length === 0)
    throw new ClariIdentityError(
      'ERR_NO_ROWS',
      `${bare(input.name)} decides nothing: ${read.rejected.length === 0 ? 'its decision column is empty' : `${read.rejected.length} lines can not be taken, the first in line ${read.rejected[0]?.line}: ${read.rejected[0]?.why}`}. Nothing was decided.`,
      'Have the reviewer fill in the column decision, and save it.',
    );
  return {
    request: { reviewId: read.reviewId, reviewer: read.reviewer, items, bySheet: true },
    undecided: read.rows.length - items.length,
    rejected: [...read.rejected, ...read.warnings],
  };
}
