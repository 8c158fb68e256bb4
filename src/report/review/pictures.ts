import { html, type Markup } from '../../views/html.ts';
import { exposurePicture } from '../../views/pictures/exposure.ts';
import { reasonsPicture, teamsPicture } from '../../views/pictures/findings-by-team.ts';
import type { ReviewData } from './review-data.ts';

/** The findings at a glance. */
export function pictures({ generatedAt, sums, exposure }: ReviewData): Markup {
  return html`<h2 id="pictures">At a glance</h2>
${exposurePicture('over-time', {
  title: 'Open since access ended: the longest ones, and what was stated last',
  now: generatedAt,
  ...exposure,
  listed: 'among the accounts below, as far as they need somebody',
  link: () => null,
  none: 'No account is known to have outlived its access.',
})}
${teamsPicture('by-team', sums)}
${reasonsPicture('by-reason', sums.reasons)}`;
}
