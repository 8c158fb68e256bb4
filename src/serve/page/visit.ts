import type { Context } from 'hono';
import type { Deps, Ground } from '../../app/deps.ts';
import { type Caller, suffice } from '../../model/actor.ts';
import { ATTESTATION_MEANINGS, type ClientInfo, type DecidingLevel } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { ResourceTemplate } from '../../resource.ts';
import type { AnyAnswer, OfferedTool, Tool } from '../../tool.ts';
import type { Frame } from '../../views/page/frame.ts';
import { ownActs } from './acts/index.ts';
import type { Desk } from './desk.ts';
import type { Uploads } from './uploads.ts';

/** What looking and deciding needs of a server, wherever it is shown. */
export interface PlaceOptions {
  readonly version: string;
  /** Those that this server offers. */
  readonly tools: readonly OfferedTool[];
  readonly templates: readonly ResourceTemplate[];
  open(): Promise<Ground>;
  readonly desk: Desk;
  /** Before every address: empty, or `/` and a part that keeps cookies of other servers on this host apart. */
  readonly base: string;
  /** Reports internal faults. */
  log(line: string): void;
  now(): number;
}

/** A person who looks and decides. */
export interface Looker {
  readonly caller: Caller;
  /** What sending a form attests. */
  readonly level: DecidingLevel;
  /** The program that shows it to them; null: their browser. */
  readonly client: ClientInfo | null;
}

/** What a route has: who asks, and how to answer them. */
export interface Visit {
  readonly visitor: Looker;
  readonly deps: Deps;
  readonly frame: Frame;
  readonly options: PlaceOptions;
  readonly uploads: Uploads;
  /** Runs a reading tool as the visitor. */
  read(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<AnyAnswer>;
  /** The tool if this server offers it and the visitor may use it; otherwise null: then no form for it is shown. */
  usable(tool: string): Tool | null;
}

/** Answers a request of somebody who came in. */
export type Answer = (context: Context, visit: Visit) => Promise<Response> | Response;

/** Adds an address that only visitors are answered at. */
export type Route = (method: 'get' | 'post', path: string, answer: Answer) => void;

export async function visitOf(
  options: PlaceOptions,
  visitor: Looker,
  uploads: Uploads,
  shown: Pick<Frame, 'place' | 'exit' | 'formToken'>,
): Promise<Visit> {
  const { caller, level } = visitor;
  const deps: Deps = { ...(await options.open()), ...caller };
  const offered = await Promise.all(options.tools.map((tool) => tool.load()));
  const tools = [...offered, ...ownActs(offered)];
  return {
    visitor,
    deps,
    options,
    uploads,
    frame: {
      ...shown,
      base: options.base,
      who: caller.actor.name,
      roles: caller.roles,
      attests: `${level}: ${ATTESTATION_MEANINGS[level].proves}`,
      version: options.version,
      readOnly: deps.readOnly === true,
    },
    usable: (name) => tools.find((tool) => tool.name === name && suffice(caller.roles, tool.roles)) ?? null,
    async read(name, args, signal) {
      const tool = tools.find((one) => one.name === name);
      if (tool === undefined || !tool.annotations.readOnlyHint)
        throw new ClariIdentityError(
          'ERR_FORBIDDEN',
          'This server does not offer what this page shows.',
          'Ask whoever runs it to name the toolset in CLARI_IDENTITY_TOOLSETS.',
        );
      return tool.run(args, {
        deps: { ...deps, watch: { progress: () => undefined, signal } },
        attestation: { level: 'unattended', client: null },
        session: null,
        confirm: async () => 'failed',
        progress: () => undefined,
        signal,
      });
    },
  };
}
