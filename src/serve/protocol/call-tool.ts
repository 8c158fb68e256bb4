import type { Deps } from '../../app/deps.ts';
import { inert } from '../../model/foreign.ts';
import { readArgs, type Tool } from '../../tool.ts';
import { noViews } from '../host-view/view-tools.ts';
import { allowed, type ServerOptions } from '../server-options.ts';
import { AnswerPending, type Ask, type ClientCall } from './client.ts';
import { explainFault } from './explain-fault.ts';
import { forModel, textForModel } from './for-model.ts';
import { NotFound } from './not-found.ts';
import { runTool } from './run-tool.ts';

/** What every revision of the protocol answers to a call of a tool. */
export interface ToolResult {
  readonly content: { readonly type: 'text'; readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
  readonly _meta?: Record<string, unknown>;
}

/** Makes what asks a person of this call; who calls is known once the store is open. */
export type AskOf = (deps: Deps, tool: Tool, args: Readonly<Record<string, unknown>>) => Ask;

/**
 * Calls a tool by its name. One that the caller may not use is called all the same, because it says best why it refuses.
 * @throws NotFound if there is no such tool, AnswerPending where a person answers with another call.
 */
export async function callTool(
  options: ServerOptions,
  name: string,
  given: unknown,
  call: ClientCall,
  askOf: AskOf,
): Promise<ToolResult> {
  const forViews = options.views?.tools ?? [];
  const found = [...options.tools, ...forViews].find((one) => one.name === name);
  if (found === undefined) throw new NotFound('tool', `Tool ${inert(name)} not found`);
  const { client, scope, signal, progress } = call;
  const offered: ReadonlySet<string> = new Set(allowed(options).tools.map((one) => one.name));
  try {
    const tool = await found.load();
    const isOfViews = forViews.includes(tool);
    if (isOfViews && !client.showsViews) throw noViews(tool.name);
    const args = readArgs(tool, given ?? {});
    const deps = { ...(await options.open()), ...options.caller, client: client.info, watch: { progress, signal } };
    const ask = askOf(deps, tool, args);
    const answer = await runTool(tool, args, { ...call, deps, ask, page: options.page });
    scope?.outcomes.push(`${tool.name} ok`);
    const meta = client.showsViews ? ((await options.views?.handOver(tool, args, answer, deps.actor)) ?? null) : null;
    return {
      content: [{ type: 'text', text: inert(textForModel(answer.text, offered)) }],
      structuredContent: isOfViews ? { ...answer.structured } : forModel({ ...answer.structured }, offered),
      ...(meta === null ? {} : { _meta: { ...meta } }),
    };
  } catch (error) {
    if (error instanceof AnswerPending) {
      scope?.outcomes.push(`${found.name} asks`);
      throw error;
    }
    const text = explainFault(found.name, error, (line) => options.log(line, scope?.id ?? null));
    scope?.outcomes.push(`${found.name} ${text.split(':')[0]}`);
    return { isError: true, content: [{ type: 'text', text: inert(textForModel(text, offered)) }] };
  }
}
