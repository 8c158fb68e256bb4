import type { Context, Hono } from 'hono';
import type { Caller } from '../../model/actor.ts';

/** A person who came in. */
export interface Visitor {
  readonly caller: Caller;
  /** Hidden in every form of this visit; another site can not know it. */
  readonly formToken: string;
}

/** How people come in: by signing in at the organisation's issuer, or by a one-time link on their own machine. */
export interface Entrance {
  /** The address behind "leave"; below the base of the page. */
  readonly exit: string;
  /** Adds its own addresses, which need no visitor. */
  serve(app: Hono): void;
  /** Whom a request comes from, by what is known now; null: somebody who has not come in, or not any more. */
  visitorOf(context: Context): Promise<Visitor | null>;
  /** Answers somebody who has to come in first. `back`: the address on the page to which they return. */
  turnAway(context: Context, back: string): Response | Promise<Response>;
}
