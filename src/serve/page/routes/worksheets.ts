import { namesOf } from '../../../model/actor.ts';
import { ClariIdentityError } from '../../../model/errors.ts';
import { decideSheet } from '../acts/decide-sheet.ts';
import { asked } from '../decisions.ts';
import type { Route, Visit } from '../visit.ts';
import { typed } from './question.ts';

const SHEET_BYTES = 10_000_000;

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
    const [{ readSheet }, { bytesInput }] = await Promise.all([
      import('../../../app/reviews/worksheets.ts'),
      import('../../../sources/file/input.ts'),
    ]);
    const input = bytesInput(file.name, new Uint8Array(await file.arrayBuffer()));
    const named = typeof sheet === 'string' && sheet.trim() !== '' ? sheet.trim() : null;
    const { request, undecided, rejected } = await readSheet(visit.deps, input, named);
    if (request.reviewId !== context.req.param('id')) throw ofAnother();
    const decision = await asked(visit, {
      tool: decideSheet,
      args: {
        review_id: request.reviewId,
        reviewer: request.reviewer,
        items: request.items.map(({ itemId, ...said }) => ({ item_id: itemId, ...said })),
        undecided,
        rejected: rejected.map(({ line, why }) => ({ line, why })),
      },
      client: null,
    });
    return context.redirect(`${visit.options.base}/decisions/${decision.id}`, 303);
  });
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
    'Go back and choose the sheet that the reviewer filled in.',
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
