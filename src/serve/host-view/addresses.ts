import * as z from 'zod';
import type { ViewName } from '../../tool.ts';
import { FINDINGS_ASKED } from '../../views/page/findings.ts';
import { ITEMS_ASKED } from '../../views/page/review.ts';
import { WORK_ASKED } from '../../views/page/work.ts';
import { address } from '../../views/pager.ts';

type Args = Readonly<Record<string, unknown>>;

const named = z.looseObject({
  plan_id: z.string().optional().catch(undefined),
  review_id: z.string().optional().catch(undefined),
  findings: z
    .array(z.looseObject({ account_id: z.string() }))
    .optional()
    .catch(undefined),
});

/** The address at which a view begins: what the call asked for, as the page has it; null: nothing to show. */
export function beginningOf(view: ViewName, args: Args, structured: unknown): string | null {
  const { plan_id, review_id, findings } = named.parse(structured);
  switch (view) {
    case 'findings':
      return address('/findings', askedOf(args, FINDINGS_ASKED));
    case 'work':
      return address('/work', askedOf(args, WORK_ASKED));
    case 'account': {
      const id = findings?.[0]?.account_id;
      return id === undefined ? null : address(`/accounts/${encodeURIComponent(id)}`, askedOf(args, ['app']));
    }
    case 'review':
      return review_id === undefined
        ? null
        : address(`/reviews/${encodeURIComponent(review_id)}`, askedOf(args, ITEMS_ASKED));
    case 'plan':
      return plan_id === undefined ? null : `/plans/${encodeURIComponent(plan_id)}`;
    default:
      return view satisfies never;
  }
}

/** Where a list went on from belongs to the text, which may be longer or shorter than a screen. */
const NOT_OF_A_SCREEN: ReadonlySet<string> = new Set(['cursor', 'limit']);

function askedOf(args: Args, names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((name) => {
    if (NOT_OF_A_SCREEN.has(name)) return [];
    const value = args[name];
    return (Array.isArray(value) ? value : [value]).flatMap((one) =>
      typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
        ? [[name, String(one)] as const]
        : [],
    );
  });
}
