import * as z from 'zod';
import { html, type Markup } from '../html.ts';
import { plain } from '../words.ts';
import type { Frame } from './frame.ts';

/** What the overview shows of the sums of `find_orphaned_accounts`. */
export const overviewShape = z.looseObject({
  summary: z.looseObject({
    evaluated: z.number(),
    by_finding: z.record(z.string(), z.number()),
    inconclusive_by_reason: z.record(z.string(), z.number()),
  }),
  warnings: z.array(z.string()),
});

export function overviewView({ base }: Frame, { summary, warnings }: z.infer<typeof overviewShape>): Markup {
  return html`${warnings.map((warning) => html`<p class="box">${warning}</p>`)}
<p>${summary.evaluated} accounts evaluated.</p>
<ul>${Object.entries(summary.by_finding).map(([finding, count]) => html`<li><a href="${base}/findings?findings=${finding}"><strong>${count}</strong> ${plain(finding)}</a></li>`)}</ul>`;
}
