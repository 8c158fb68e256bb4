import type { Context } from 'hono';
import type { Deps, Ground } from '../../app/deps.ts';
import type { ResourceTemplate } from '../../resource.ts';
import type { AnyAnswer, Tool } from '../../tool.ts';
import type { Frame } from '../../views/page/frame.ts';
import type { Desk } from './desk.ts';
import type { Uploads } from './uploads.ts';
import type { Entrance, Visitor } from './visitor.ts';

export interface PageOptions {
  readonly version: string;
  /** Those that this server offers. */
  readonly tools: readonly Tool[];
  readonly templates: readonly ResourceTemplate[];
  open(): Promise<Ground>;
  readonly entrance: Entrance;
  readonly desk: Desk;
  /** Scheme, host and port under which browsers reach it. */
  readonly origin: string;
  /** Before every address: empty, or `/` and a part that keeps cookies of other servers on this host apart. */
  readonly base: string;
  /** Reports internal faults. */
  log(line: string): void;
  now(): number;
}

/** What a route has: who asks, and how to answer them. */
export interface Visit {
  readonly visitor: Visitor;
  readonly deps: Deps;
  readonly frame: Frame;
  readonly options: PageOptions;
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
