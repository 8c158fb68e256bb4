import type { Actor } from '../../model/actor.ts';
import type { ViewName } from '../../tool.ts';
import type { Frame } from '../../views/page/frame.ts';
import { desk } from '../page/desk.ts';
import type { Looker, PlaceOptions } from '../page/visit.ts';
import { beginningOf } from './addresses.ts';
import { pathOf, type SentField, tokens } from './tokens.ts';
import { type Asking, type Drawn, viewApp } from './view-app.ts';

/** What a view is handed with the answer of a tool, where no model sees it. */
export interface Beginning {
  readonly token: string;
  readonly address: string;
}

export interface Screen {
  readonly html: string;
  readonly address: string;
  /** For what is looked at next from this screen. */
  readonly token: string;
  /** Why nothing else is shown than before; empty: it is. */
  readonly refused: string;
  /** What was decided, where this screen says so; a view passes it on once, to whoever its host hands it. Empty: nothing. */
  readonly news: string;
}

export interface HostViews {
  /** Null: there is nothing to show of this answer. */
  begin(
    by: Actor,
    view: ViewName,
    args: Readonly<Record<string, unknown>>,
    structured: Readonly<Record<string, unknown>>,
  ): Beginning | null;
  show(looker: Looker, token: string, address: string, signal: AbortSignal): Promise<Screen>;
  send(looker: Looker, token: string, fields: readonly SentField[], signal: AbortSignal): Promise<Screen>;
}

/** The views that MCP hosts show, of one server. What they may do next is in memory alone. */
export function hostViews(options: Omit<PlaceOptions, 'desk' | 'base'>): HostViews {
  const decisions = desk(options.now);
  const app = viewApp({ ...options, desk: decisions, base: '' });
  const known = tokens(options.now);
  const askingOf = (looker: Looker, signal: AbortSignal): Asking => {
    const formToken: Frame['formToken'] = (path, fixed) => known.forForm(looker.caller.actor, path, fixed);
    return { looker, formToken, signal };
  };
  const screenOf = (looker: Looker, { html, address, refused }: Drawn): Screen => ({
    html,
    address,
    token: refused === null ? known.forLook(looker.caller.actor, [pathOf(address), ...placesOn(html)]) : '',
    refused: refused ?? '',
    news: refused === null ? newsOf(address) : '',
  });
  return {
    begin(by, view, args, structured) {
      const address = beginningOf(view, args, structured);
      return address === null ? null : { token: known.forLook(by, [pathOf(address)]), address };
    },
    async show(looker, token, address, signal) {
      known.look(looker.caller.actor, token, address);
      const drawn = await app.look(address, askingOf(looker, signal));
      if (drawn.refused !== null) known.release(token);
      return screenOf(looker, drawn);
    },
    async send(looker, token, fields, signal) {
      const sending = known.send(looker.caller.actor, token, fields);
      if (sending.kind === 'again')
        return screenOf(looker, await app.look(sending.place || '/decisions', askingOf(looker, signal)));
      const form = new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value]));
      const drawn = await app.send(sending.path, form, askingOf(looker, signal));
      if (drawn.refused === null) known.sent(token, drawn.address);
      else known.release(token);
      return screenOf(looker, drawn);
    },
  };

  /** What came of the decision at an address. */
  function newsOf(address: string): string {
    const standing = decisions.find(pathOf(address).slice('/decisions/'.length))?.standing;
    return standing?.kind === 'done' ? `Decided by a person in the view: ${standing.answer.text}` : '';
  }
}

/** Where a screen leads: its links, and the forms that narrow it. Our own markup alone writes attributes so. */
function placesOn(html: string): readonly string[] {
  return [...html.matchAll(/ (?:href|action)="(\/[^"]*)"/g)].map(([, place = '']) => pathOf(place));
}
