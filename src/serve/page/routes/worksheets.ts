import type { DecideRequest } from '../../../app/reviews/decide-items.ts';
import { namesOf } from '../../../model/actor.ts';
import { ClariIdentityError } from '../../../model/errors.ts';
import type { FileInput } from '../../../sources/source.ts';
import { decideSheet } from '../acts/decide-sheet.ts';
import { asked } from '../decisions.ts';
import type { Route, Visit } from '../visit.ts';
import { typed } from './question.ts';

const SHEET_BYTES = 10_000_000;
const LINES_SHOWN = 200;

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** The sheet of a reviewer, as a file, and as it comes back. */
export function worksheetRoutes(route: Route): void {
  route('get', '/reviews/:id/worksheet', async (context, visit) => {
    const { sheetFor } = await import('../../../app/reviews/worksheets.ts');
    const format = typed(context, 'as') === 'csv' ? 'csv' : 'xlsx';
    const { roles, actor } = visit.deps;
    checkMaySee(visit);
    const { file, content } = await sheetFor(
      visit.deps,
      context.req.param('id') ?? '',
      typed(context, 'reviewer'),
      format,
      roles.includes('viewer') ? null : namesOf(actor),
    );
    context.header('content-type', TYPES[format]);
    // A name of ours: letters, digits, dots, dashes and at signs alone.
    context.header('content-disposition', `attachment; filename="${file}"`);
    return context.body(typeof content === 'string' ? content : new Uint8Array(content));
  });
  route('post', '/reviews/:id/worksheet', async (context, visit) => {
    checkMayDecide(visit);
    const { file, sheet } = await context.req.parseBody();
    if (!(file instanceof File) || file.size === 0) throw noFile();
    if (file.size > SHEET_BYTES) throw tooLarge();
    const [{ bytesInput }, { isEntraDecisions }] = await Promise.all([
      import('../../../sources/file/input.ts'),
      import('../../../sources/entra-decisions/is-entra-decisions.ts'),
    ]);
    const input = bytesInput(file.name, new Uint8Array(await file.arrayBuffer()));
    const named = typeof sheet === 'string' && sheet.trim() !== '' ? sheet.trim() : null;
    const reviewId = context.req.param('id') ?? '';
    const { request, leftOut } = (await isEntraDecisions(input))
      ? await entraDecisions(visit, input, reviewId)
      : await filledIn(visit, input, named);
    if (request.reviewId !== reviewId) throw ofAnother();
    const decision = await asked(visit, {
      tool: decideSheet,
      args: {
        review_id: request.reviewId,
        reviewer: request.reviewer,
        items: request.items.map(({ itemId, ...said }) => ({ item_id: itemId, ...said })),
        left_out: leftOut,
      },
      client: null,
    });
    return context.redirect(`${visit.options.base}/decisions/${decision.id}`, 303);
  });
}

interface ReadFile {
  readonly request: DecideRequest;
  /** What the file has that decides nothing, for whoever agrees. */
  readonly leftOut: readonly string[];
}

async function filledIn({ deps }: Visit, input: FileInput, sheet: string | null): Promise<ReadFile> {
  const { readSheet } = await import('../../../app/reviews/worksheets.ts');
  const { request, undecided, rejected } = await readSheet(deps, input, sheet);
  const lines = rejected.map(({ line, why }) => `Line ${line} can not be read: ${why}`);
  const more = lines.length - LINES_SHOWN;
  return {
    request,
    leftOut: [
      `${undecided} lines of the sheet are left undecided, ${rejected.length} can not be read.`,
      ...lines.slice(0, LINES_SHOWN),
      ...(more > 0 ? [`And ${more} more of these.`] : []),
    ],
  };
}

/** What is wrong with a decision names accounts of everybody, which a reviewer does not see. */
async function entraDecisions({ deps }: Visit, input: FileInput, reviewId: string): Promise<ReadFile> {
  if (!deps.roles.includes('operator')) throw forbidden();
  const { bringDecisions } = await import('../../../answers/entra-decisions-answer.ts');
  return bringDecisions(deps, input, { reviewId, directory: null, most: LINES_SHOWN });
}

function checkMaySee({ usable }: Visit): void {
  if (usable('get_access_review') === null) throw forbidden();
}

function checkMayDecide({ usable }: Visit): void {
  if (usable('decide_review_items') === null) throw forbidden();
}

function forbidden(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    'This needs a role that you do not have. Nothing was done.',
    'Ask whoever administers this server for the role.',
  );
}

function noFile(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    'No file came with the form. Nothing was decided.',
    'Go back and choose the sheet that the reviewer filled in, or the decisions of Entra.',
  );
}

function tooLarge(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    'The file is larger than 10 MB, which no sheet of a reviewer is. Nothing was decided.',
    'Choose the sheet that was downloaded here.',
  );
}

function ofAnother(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    'This sheet belongs to another review. Nothing was decided.',
    'Open that review, and read the sheet there.',
  );
}
