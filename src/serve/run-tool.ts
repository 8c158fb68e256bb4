import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Deps } from '../app/deps.ts';
import type { ConfirmOutcome, ConfirmRequest } from '../app/statements/asking.ts';
import { type Attestation, type ClientInfo, isAtLeast } from '../model/attestation.ts';
import { ClariIdentityError } from '../model/errors.ts';
import type { AnyAnswer, Tool, ToolContext } from '../tool.ts';
import type { Offer, PersonsPage } from './page/offer.ts';

/** What a call brings along from its client. */
export interface ClientCall {
  readonly server: McpServer;
  readonly deps: Deps;
  readonly client: ClientInfo | null;
  readonly session: string | null;
  readonly progress: ToolContext['progress'];
  readonly signal: AbortSignal;
  /** Asks by a form of the client. */
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
  /** Absent: this server has no page. */
  readonly page: (() => Promise<PersonsPage>) | undefined;
}

const PERSON_DECIDES_WITHIN_MS = 10 * 60_000;

/**
 * Runs a tool for a client. Who has to agree is asked by a form of the client where that counts; otherwise they get a
 * link to the page, which the client opens if it can.
 */
export async function runTool(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  call: ClientCall,
): Promise<AnyAnswer> {
  const page = tool.annotations.readOnlyHint ? undefined : call.page;
  const least = call.deps.settings.minAttestation;
  const byForm = showsForms(call.server) && (page === undefined || isAtLeast('client_form', least));
  let asked = false;
  const attestation: Attestation = { level: byForm ? 'client_form' : 'code', client: call.client };
  const context: ToolContext = {
    deps: call.deps,
    attestation,
    session: call.session,
    confirm: (request) => {
      asked = true;
      return call.confirm(request);
    },
    progress: call.progress,
    signal: call.signal,
  };
  const offer = async () =>
    asked || page === undefined || args['confirmation'] !== undefined
      ? null
      : (await page()).offer({ tool, args, client: call.client }, call.deps, call.signal);
  try {
    const answer = await tool.run(args, context);
    if (!isUnconfirmed(answer)) return answer;
    const offered = await offer();
    if (offered === null) return answer;
    return (await opened(offered, tool, call)) ?? withLink(answer, offered);
  } catch (error) {
    if (!(error instanceof ClariIdentityError) || error.code !== 'ERR_CONFIRMATION') throw error;
    const offered = await offer();
    if (offered === null) throw error;
    const decided = await opened(offered, tool, call);
    if (decided !== null) return decided;
    throw new ClariIdentityError(error.code, error.message, whereText(offered), { cause: error });
  }
}

/** Whether the client can show a form to a person. An empty object means that it can; one that names only `url` can not. */
function showsForms({ server }: McpServer): boolean {
  const elicitation = server.getClientCapabilities()?.elicitation;
  return elicitation !== undefined && (elicitation.url === undefined || elicitation.form !== undefined);
}

function opensLinks({ server }: McpServer): boolean {
  return server.getClientCapabilities()?.elicitation?.url !== undefined;
}

/** Has the client open the page, and waits there for the person; null: they did not decide. */
async function opened(
  { link, decided }: Offer,
  tool: Tool,
  { server, signal }: Pick<ClientCall, 'server' | 'signal'>,
): Promise<AnyAnswer | null> {
  if (link === null || !opensLinks(server)) return null;
  const elicitationId = crypto.randomUUID();
  const until = AbortSignal.any([signal, AbortSignal.timeout(PERSON_DECIDES_WITHIN_MS)]);
  try {
    const { action } = await server.server.elicitInput(
      { mode: 'url', message: `${tool.title}: a person decides this on the page.`, url: link, elicitationId },
      { timeout: PERSON_DECIDES_WITHIN_MS, signal },
    );
    if (action !== 'accept') return null;
    const answer = await decided(until);
    await server.server.createElicitationCompletionNotifier(elicitationId)();
    return answer;
  } catch {
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
