import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { defineTool, READING, type Tool, type ToolContext, WRITING } from '../../tool.ts';
import type { Looker } from '../page/visit.ts';
import type { HostViews, Screen } from './host-views.ts';

const token = z.string().max(100).describe('as handed over with what is shown; works once');

const place = z.object({ address: z.string(), refused: z.string() });

/** What is drawn and what it may do next goes where no model sees it. */
function answerOf({ address, refused, ...forView }: Screen) {
  return { structured: { address, refused }, text: refused || `Shown in the view: ${address}`, forView };
}

/**
 * The tools of views alone, which hosts keep from their model. Each takes a token that came to the view outside of what
 * a model sees; so a model that calls them all the same is refused.
 */
export function viewTools(views: () => Promise<HostViews>): readonly Tool[] {
  return [
    defineTool({
      name: 'show_view',
      title: 'Show a place in a view',
      description: 'For views of this server alone: draws what stands at an address.',
      inputSchema: z.strictObject({ token, address: z.string().startsWith('/').max(4_000) }),
      outputSchema: place,
      annotations: READING,
      roles: ['viewer', 'reviewer'],
      async handler(args, context) {
        return answerOf(await (await views()).show(lookerOf(context), args.token, args.address, context.signal));
      },
    }),
    defineTool({
      name: 'send_view_form',
      title: 'Send a form of a view',
      description: 'For views of this server alone: sends a form that a person filled in there.',
      inputSchema: z.strictObject({
        token,
        fields: z.array(z.strictObject({ name: z.string().max(200), value: z.string().max(20_000) })).max(2_000),
      }),
      outputSchema: place,
      annotations: WRITING,
      roles: ['operator', 'approver', 'reviewer'],
      async handler(args, context) {
        return answerOf(await (await views()).send(lookerOf(context), args.token, args.fields, context.signal));
      },
    }),
  ];
}

function lookerOf({ deps, attestation }: ToolContext): Looker {
  return { caller: deps, level: 'host_view', client: attestation.client };
}

/** For a call of a client that declared no views. */
export function noViews(name: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    `${name} is for views that a host shows, and this client declared none. Nothing was done.`,
    'Call the tools that are listed.',
  );
}
