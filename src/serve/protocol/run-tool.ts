import type { Deps } from '../../app/deps.ts';
import { type Attestation, isAtLeast } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { AnyAnswer, Tool, ToolContext } from '../../tool.ts';
import type { Offer, PersonsPage } from '../page/offer.ts';
import { AnswerPending, type Ask, type ClientCall } from './client.ts';
import { confirm } from './confirm.ts';

/** A call with what its tool needs. */
interface Running extends ClientCall {
  readonly deps: Deps;
  readonly ask: Ask;
  /** Absent: this server has no page. */
  readonly page: (() => Promise<PersonsPage>) | undefined;
}

const PERSON_DECIDES_WITHIN_MS = 10 * 60_000;

/**
 * Runs a tool for a client. Who has to agree is asked by a form of the client where that counts; otherwise they get a
 * link to the page, which the client opens if it can.
 */
export async function runTool(tool: Tool, args: Readonly<Record<string, unknown>>, call: Running): Promise<AnyAnswer> {
  const { client } = call;
  const page = tool.annotations.readOnlyHint ? undefined : call.page;
  const least = call.deps.settings.minAttestation;
  const byForm = client.showsForms && (page === undefined || isAtLeast('client_form', least));
  let asked = false;
  const attestation: Attestation = { level: byForm ? 'client_form' : 'code', client: client.info };
  const context: ToolContext = {
    deps: call.deps,
    attestation,
    session: call.session,
    confirm: (request) => {
      asked = true;
      return confirm(request, call.ask);
    },
    progress: call.progress,
    signal: call.signal,
  };
  const offer = async () =>
    asked || page === undefined || args['confirmation'] !== undefined
      ? null
      : (await page()).offer({ tool, args, client: client.info }, call.deps, call.signal);
  let unconfirmed: AnyAnswer | ClariIdentityError;
  try {
    unconfirmed = await tool.run(args, context);
    if (!isUnconfirmed(unconfirmed)) return unconfirmed;
  } catch (error) {
    if (!(error instanceof ClariIdentityError) || error.code !== 'ERR_CONFIRMATION') throw error;
    unconfirmed = error;
  }
  const offered = await offer();
  const decided = offered === null ? null : await opened(offered, tool, call);
  if (decided !== null) return decided;
  if (!(unconfirmed instanceof ClariIdentityError))
    return offered === null ? unconfirmed : withLink(unconfirmed, offered);
  if (offered === null) throw unconfirmed;
  throw new ClariIdentityError(unconfirmed.code, unconfirmed.message, whereText(offered), { cause: unconfirmed });
}

/** Has the client open the page, and waits there for the person; null: they did not decide. */
async function opened(
  { link, decided }: Offer,
  tool: Tool,
  { client, ask, signal }: Pick<Running, 'client' | 'ask' | 'signal'>,
): Promise<AnyAnswer | null> {
  if (link === null || !client.opensLinks) return null;
  const until = AbortSignal.any([signal, AbortSignal.timeout(PERSON_DECIDES_WITHIN_MS)]);
  try {
    const message = `${tool.title}: a person decides this on the page.`;
    const { action, finished } = await ask({ kind: 'page', message, url: link });
    if (action !== 'accept') return null;
    const answer = await decided(until);
    await finished();
    return answer;
  } catch (error) {
    if (error instanceof AnswerPending || error instanceof ClariIdentityError) throw error;
    return null;
  }
}

function isUnconfirmed({ structured }: AnyAnswer): boolean {
  return structured['status'] === 'confirmation_required';
}

function withLink({ structured, text }: AnyAnswer, offer: Offer): AnyAnswer {
  return {
    structured: { ...structured, ...(offer.link === null ? {} : { decide_at: offer.link }) },
    text: `${text}\n${whereText(offer)}`,
  };
}

/** Where the person decides instead. A link carries nothing but the number of the case. */
function whereText({ link }: Offer): string {
  return link === null
    ? 'This server opened its page in the browser of this machine: the person decides there, by typing the phrase that it shows. Repeat the call afterwards to see how it stands.'
    : `The person decides it on the page of this server, after signing in: ${link} . It opens for whoever prepared it and for those who hold the role, for a day. Repeat the call afterwards to see how it stands.`;
}
