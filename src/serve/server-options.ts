import type { Ground } from '../app/deps.ts';
import { type Caller, type Role, suffice } from '../model/actor.ts';
import type { Prompt } from '../prompt.ts';
import type { Resource, ResourceTemplate } from '../resource.ts';
import type { OfferedTool } from '../tool.ts';
import type { OfferedViews } from './host-view/offered-views.ts';
import type { PersonsPage } from './page/offer.ts';

export interface ServerOptions {
  readonly version: string;
  readonly tools: readonly OfferedTool[];
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplate[];
  readonly prompts: readonly Prompt[];
  /** The caller, for the life of this server. What their roles do not allow is not offered. */
  readonly caller: Caller;
  /** Opens the store at the first call, not at start. */
  open(): Promise<Ground>;
  /** Reports internal faults with the call that met them; never to stdout. */
  log(line: string, call: string | null): void;
  /** The page on which people decide what their client can not ask them; absent: there is none. */
  readonly page?: (() => Promise<PersonsPage>) | undefined;
  /** The views that hosts show; shared by all servers of one program, because a host may begin a new session; absent: none. */
  readonly views?: OfferedViews | undefined;
}

/** The same with only what the caller may use. */
export function allowed(options: ServerOptions): ServerOptions {
  const mayUse = ({ roles = ['viewer'] }: { readonly roles?: readonly Role[] }) => suffice(options.caller.roles, roles);
  return {
    ...options,
    tools: options.tools.filter(mayUse),
    resources: options.resources.filter(mayUse),
    templates: options.templates.filter(mayUse),
    prompts: options.prompts.filter(mayUse),
    views: options.views && { ...options.views, tools: options.views.tools.filter(mayUse) },
  };
}
