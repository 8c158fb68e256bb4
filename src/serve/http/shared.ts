import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Ground } from '../../app/deps.ts';
import type { Authorizer, Principal } from '../authorize/principal.ts';
import type { CallScope } from '../protocol/call-scope.ts';
import type { ServerOptions } from '../server-options.ts';
import type { Gate } from './gate.ts';
import type { HttpLimits } from './limits.ts';
import type { HttpLog } from './log.ts';
import type { Messages } from './messages.ts';
import type { HeldBytes } from './read-body.ts';
import type { HostRule } from './same-host.ts';

export interface HttpAppOptions {
  readonly authorizer: Authorizer;
  /** What is offered to this caller. */
  offerTo(principal: Principal): ServerOptions;
  readonly speakers: Speakers;
  /** The roles of which a tool needs one; null if there is no such tool. */
  rolesOf(tool: string): Principal['roles'] | null;
  /** Answers what is no address of the protocol. */
  readonly page: {
    readonly listener: RequestListener;
    /** Who signed in with the browser of a request; null: nobody, as far as is known before it is read. */
    personOf(request: IncomingMessage): string | null;
    close(): Promise<void>;
  };
  open(): Promise<Ground>;
  readonly stateless: boolean;
  readonly hosts: HostRule;
  readonly limits: HttpLimits;
  readonly log: HttpLog;
  now(): number;
}

/** What all requests of one server share. */
export interface Shared extends HttpAppOptions {
  readonly calls: Gate;
  readonly streams: Gate;
  /** Messages on their way in. */
  readonly bodies: Gate;
  readonly held: HeldBytes;
  readonly inFlight: Set<Promise<void>>;
  stopping: boolean;
}

/** A request that passed all checks. */
export interface Admitted {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly principal: Principal;
  /** Who shares limits: one person with all their tokens, or one address where nothing else distinguishes callers. */
  readonly caller: string;
  readonly scope: CallScope;
  /** Null for GET and DELETE. */
  readonly messages: Messages | null;
}

/** Answers calls in one revision of the protocol. */
export interface Speaker {
  /** Resolves when the answer is handed over, which may go on as a stream. */
  answer(call: Admitted): Promise<void>;
  /** Ends streams on which nothing but news is sent. */
  quiet(): void;
  close(): Promise<void>;
}

/** By what a call says of itself; each is loaded when the first client speaks that revision. */
export interface Speakers {
  legacy(shared: Shared): Promise<Speaker>;
  modern(shared: Shared): Promise<Speaker>;
}
