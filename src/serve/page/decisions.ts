import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { type Actor, suffice } from '../../model/actor.ts';
import { clientText, isAtLeast, WAYS_TO_STATE } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { type DecisionHead, type DecisionShown, decisionsView, decisionView } from '../../views/page/decision.ts';
import { framed } from '../../views/page/frame.ts';
import { plain } from '../../views/words.ts';
import { type Call, type Ran, runCall } from './call.ts';
import { callArgs } from './call-args.ts';
import { type Decision, isSamePerson } from './desk.ts';
import { faultOf } from './faults.ts';
import { linksOf } from './links.ts';
import type { Upload } from './uploads.ts';
import type { Route, Visit } from './visit.ts';

/** How long an answer waits for work that takes longer; the person then sees how far it is. */
const PATIENCE_MS = 1_500;

/** Where people decide: a form is turned into a call, its effect is shown, and only what was shown is carried out. */
export function decisionRoutes(route: Route): void {
  route('post', '/decisions', async (context, visit) => {
    const decision = await prepare(context, visit);
    return context.redirect(`${visit.options.base}/decisions/${decision.id}`, 303);
  });
  route('get', '/decisions', (context, visit) => {
    const waiting = visit.options.desk.asked(visit.visitor.caller.actor);
    const body = decisionsView(
      visit.frame,
      waiting.map((one) => headOf(one)),
    );
    return context.html(framed(visit.frame, { title: 'Decisions', at: '/decisions' }, body));
  });
  route('get', '/decisions/:id', (context, visit) => {
    const decision = found(context, visit);
    return shown(context, visit, decision, false);
  });
  route('post', '/decisions/:id', async (context, visit) => {
    const decision = found(context, visit);
    const { desk, base } = visit.options;
    const { ticket, answer, phrase } = await context.req.parseBody();
    const sent = typeof ticket === 'string' ? ticket : '';
    const { standing } = decision;
    if (answer === 'no') desk.decline(decision.id, sent);
    else if (answer === 'yes' && standing.kind === 'asks' && standing.ticket === sent) {
      const wanted = phraseOf(decision, visit);
      if (wanted !== null && !isTyped(phrase, wanted)) return shown(context, visit, decision, true);
      if (desk.begin(decision.id, sent)) await carryOut(visit, decision, standing.question);
    }
    // What was sent twice, late, or from another tab changes nothing, and is shown how it stands.
    return context.redirect(`${base}/decisions/${decision.id}`, 303);
  });
}

/** Turns a form into a call and finds out what it would do. */
async function prepare(context: Context, visit: Visit): Promise<Decision> {
  const fields = await context.req.parseBody({ all: true });
  const { tool: name, form_token: _token, upload: sent, ...rest } = fields;
  const tool = typeof name === 'string' ? visit.usable(name) : null;
  if (tool === null)
    throw new ClariIdentityError(
      'ERR_FORBIDDEN',
      'This needs a role that you do not have, or a tool that this server does not offer. Nothing was done.',
      'Ask whoever administers this server for the role, or leave it to somebody who has it.',
    );
  const args = callArgs(tool, textFields(rest));
  const uploaded = typeof sent === 'string' ? kept(visit, sent) : undefined;
  return asked(visit, {
    tool,
    args: { ...args, ...(uploaded === undefined ? {} : { path: uploaded.path }) },
    client: visit.visitor.client,
    uploaded,
  });
}

/** Finds out what a call would do, and keeps it for the person to decide. */
export async function asked(visit: Visit, call: Call): Promise<Decision> {
  const { desk } = visit.options;
  const decision = desk.put(call, visit.visitor.caller.actor);
  if (decision === null) throw tooMany();
  await patiently(runCall(call, null, runOf(visit, decision.id)), (ran) => desk.settle(decision.id, ran, false));
  return decision;
}

/** The file that was sent for it before. */
function kept({ uploads, visitor }: Visit, id: string): Upload {
  const upload = uploads.find(id, visitor.caller.actor);
  if (upload !== null) return upload;
  throw new ClariIdentityError(
    'ERR_FILE_NOT_FOUND',
    'The file that you sent is not kept any more: it was imported, or an hour went by. Nothing was done.',
    'Send it again under Reads.',
  );
}

export function* textFields(fields: Readonly<Record<string, unknown>>): Iterable<readonly [string, string]> {
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'string') yield [name, one];
  }
}

async function carryOut(visit: Visit, { id, call }: Decision, agreed: Parameters<typeof runCall>[1]): Promise<void> {
  await patiently(runCall(call, agreed, runOf(visit, id)), (ran) => visit.options.desk.settle(id, ran, true));
}

/** The work is finished whether or not somebody still waits for it: a lost connection takes nothing back. */
export async function patiently(work: Promise<Ran>, settle: (ran: Ran) => void): Promise<void> {
  const settled = work.then(settle);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    settled,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    }),
  ]);
  clearTimeout(timer);
}

function runOf({ deps, options, visitor: { level } }: Visit, id: string) {
  const { signal } = new AbortController();
  const progress = (done: number, total: number) => options.desk.progress(id, done, total);
  return { deps, level, progress, signal };
}

/** A decision is shown to whoever prepared it, and to those who hold a role for all decisions of its kind. */
function found(context: Context, { visitor, options }: Visit): Decision {
  const decision = options.desk.find(context.req.param('id') ?? '');
  const { actor, roles } = visitor.caller;
  if (decision !== null) {
    const needed = decision.call.tool.roles.filter((role) => role !== 'reviewer');
    if (isSamePerson(decision.by, actor) || suffice(roles, needed)) return decision;
  }
  // Said alike for what is not there and for what is somebody else's, so that an address tells nothing.
  throw new ClariIdentityError(
    'ERR_FORBIDDEN',
    'This decision is not yours, or it is over: one waits for a day, and only for whoever prepared it or holds the role.',
    'Ask for it again where it came from, or look at what waits under Work.',
  );
}

function phraseOf({ standing }: Decision, { visitor }: Visit): string | null {
  if (standing.kind !== 'asks' || visitor.level === 'signed_in_page') return null;
  return `${standing.question.verb} ${standing.question.word}`;
}

/** What is agreed to below the least level that counts is recorded, and settles nothing. */
function belowLeast({ deps, visitor: { level } }: Visit): string | null {
  const least = deps.settings.minAttestation;
  if (isAtLeast(level, least)) return null;
  return `What is agreed to here counts as ${plain(level)}, and this server wants ${plain(least)} or better: it would be recorded and shown only. So that it counts, a person states it ${WAYS_TO_STATE[least]}.`;
}

function isTyped(typed: unknown, phrase: string): boolean {
  return typeof typed === 'string' && typed.trim().toLowerCase() === phrase.toLowerCase();
}

function shown(context: Context, visit: Visit, decision: Decision, mistyped: boolean): Response | Promise<Response> {
  const { frame } = visit;
  const head = headOf(decision);
  const body = decisionView(frame, head, shownOf(visit, decision, mistyped));
  return context.html(
    framed(frame, { title: head.title, refresh: decision.standing.kind === 'running' ? 2 : null }, body),
  );
}

/** What a decision is called where it is listed, and who prepared it. */
export function headOf({ id, call: { tool, client }, by }: Decision): DecisionHead {
  return { id, title: tool.title, preparedBy: preparedBy(client, by) };
}

function preparedBy(client: Call['client'], by: Actor): string {
  return `Prepared by ${quote(by.name)}${client === null ? '' : ` in ${quote(clientText(client))}`}.`;
}

function shownOf(visit: Visit, decision: Decision, mistyped: boolean): DecisionShown {
  const { standing } = decision;
  switch (standing.kind) {
    case 'asks':
      return {
        kind: 'asks',
        message: standing.question.message,
        statement: standing.question.statement,
        ticket: standing.ticket,
        changed: standing.changed,
        below: belowLeast(visit),
        phrase: phraseOf(decision, visit),
        mistyped,
      };
    case 'running':
    case 'declined':
      return standing;
    case 'done':
      return {
        kind: 'done',
        text: standing.answer.text,
        links: linksOf(decision.call.args, standing.answer.structured, visit.visitor.caller.roles),
      };
    case 'refused': {
      const fault = faultOf(standing.error, randomUUID());
      return { kind: 'refused', what: fault.what, next: fault.next };
    }
    default:
      return standing satisfies never;
  }
}

function tooMany(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    'Too many decisions wait at the same time. Nothing was done.',
    'Decide or decline some of them, and try again.',
  );
}
