import type { Context } from 'hono';
import { ClariIdentityError } from '../../../model/errors.ts';
import { LIVE_NAMES } from '../../../model/live.ts';
import { framed } from '../../../views/page/frame.ts';
import { type FileForm, readsShape, readsView } from '../../../views/page/reads.ts';
import { readingShape, uploadView } from '../../../views/page/upload.ts';
import { runCall } from '../call.ts';
import { callArgs } from '../call-args.ts';
import { patiently, textFields } from '../decisions.ts';
import { faultOf } from '../faults.ts';
import type { Upload, UploadReading } from '../uploads.ts';
import type { Route, Visit } from '../visit.ts';
import { appsOf } from './question.ts';

const IMPORT = 'import_clari_export';

/** What is known and from where, and how a file comes in: it is shown how it is read before it may count. */
export function readsRoute(route: Route): void {
  route('get', '/reads', async (context, visit) => {
    // Why accounts have no verdict is a walk through everybody, so only who asks for it waits for it.
    const form = context.req.query('detailed') === 'yes' ? 'detailed' : 'concise';
    const answer = await visit.read('get_coverage', { response_format: form }, context.req.raw.signal);
    const { live } = visit.deps;
    const body = readsView(visit.frame, readsShape.parse(answer.structured), {
      file: visit.usable(IMPORT) === null ? null : fileForm(visit),
      live: visit.usable('sync_directory') === null ? [] : LIVE_NAMES.filter((one) => live.settings[one] !== null),
    });
    return context.html(framed(visit.frame, { title: 'Reads', at: '/reads' }, body));
  });
  route('post', '/reads/uploads', async (context, visit) => {
    if (visit.usable(IMPORT) === null) throw notYours();
    const { file, ...rest } = await formOf(context);
    if (!(file instanceof File) || file.size === 0) throw noFile();
    const upload = await visit.uploads.keep(visit.deps.home, file, visit.visitor.caller.actor);
    if (upload === null) throw tooManyFiles();
    return read(context, visit, upload, rest);
  });
  route('post', '/reads/uploads/:id', async (context, visit) => {
    const upload = found(context, visit);
    const { answer, ...rest } = await formOf(context);
    if (answer !== 'discard') return read(context, visit, upload, rest);
    upload.discard();
    return context.redirect(`${visit.frame.base}/reads`, 303);
  });
  route('get', '/reads/uploads/:id', (context, visit) => {
    const upload = found(context, visit);
    const { name, bytes, stated, reading, id } = upload;
    const shown = { id, name, bytes, stated, reading: shownReading(reading) };
    const refresh = reading.kind === 'running' ? 2 : null;
    return context.html(
      framed(
        visit.frame,
        { title: 'How the file is read', at: '/reads', refresh },
        uploadView(visit.frame, shown, fileForm(visit)),
      ),
    );
  });
}

async function formOf(context: Context): Promise<Readonly<Record<string, unknown>>> {
  const { form_token: _token, tool: _tool, upload: _upload, ...rest } = await context.req.parseBody();
  return rest;
}

/** Reads it as was stated, and counts nothing. */
async function read(context: Context, visit: Visit, upload: Upload, sent: Readonly<Record<string, unknown>>) {
  const tool = visit.usable(IMPORT);
  if (tool === null) throw notYours();
  upload.stated = Object.fromEntries(textFields(sent));
  upload.reading = { kind: 'running', done: 0, total: 0 };
  const progress = (done: number, total: number) => {
    if (upload.reading.kind === 'running') upload.reading = { kind: 'running', done, total };
  };
  const args = { ...callArgs(tool, textFields(sent)), path: upload.path, dry_run: true, response_format: 'detailed' };
  const { signal } = new AbortController();
  const call = { tool, args, client: null, uploaded: upload };
  await patiently(runCall(call, null, { deps: visit.deps, level: visit.visitor.level, progress, signal }), (ran) => {
    upload.reading = { kind: 'ran', ran };
  });
  return context.redirect(`${visit.frame.base}/reads/uploads/${upload.id}`, 303);
}

function shownReading(reading: UploadReading) {
  if (reading.kind === 'running') return reading;
  const { ran } = reading;
  if (ran.kind === 'done') return { kind: 'read' as const, answer: readingShape.parse(ran.answer.structured) };
  if (ran.kind === 'asks') return { kind: 'refused' as const, what: ran.question.message, next: null };
  const { what, next } = faultOf(ran.error, '');
  return { kind: 'refused' as const, what, next };
}

function found(context: Context, { uploads, visitor }: Visit): Upload {
  const upload = uploads.find(context.req.param('id') ?? '', visitor.caller.actor);
  if (upload !== null) return upload;
  throw new ClariIdentityError(
    'ERR_FORBIDDEN',
    'This file is not yours, or is not kept any more: one is kept for an hour, until it was imported.',
    'Send it again under Reads.',
  );
}

function fileForm(visit: Visit): FileForm {
  return { apps: appsOf(visit), now: visit.deps.clock().slice(0, 16) };
}

function noFile(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    'No file was sent, or an empty one.',
    'Choose a file and send it again.',
  );
}

function notYours(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    'This needs the role operator, or a tool that this server does not offer. Nothing was done.',
    'Ask whoever administers this server for the role, or leave it to somebody who has it.',
  );
}

function tooManyFiles(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    'Too many files of others wait to be imported. Nothing was kept.',
    'Try again in an hour, or import it with the command: clari-identity-mcp import FILE',
  );
}
