import { reviewSums } from '../../../src/app/reviews/review-sums.ts';
import { evaluate } from '../../../src/evaluation/index.ts';
import { FINDINGS } from '../../../src/model/finding.ts';
import { drawFindings } from '../../../src/serve/page/acts/draw-findings.ts';
import type { ToolContext } from '../../../src/tool.ts';
import { drawnShape, exposureView, sumPictures } from '../../../src/views/page/pictures.ts';
import { reviewPicture } from '../../../src/views/pictures/review-progress.ts';
import { world } from './ours.ts';
import { measured } from './reviews.ts';

const WORDS = { title: 'Over time', listed: 'in the list', none: 'None.' };

/** Of a judged store: what the overview draws, the same of everybody, and the picture of its review. */
export async function drawnPictures(home: string): Promise<Readonly<Record<string, number>>> {
  const { deps } = await world(home);
  await evaluate(deps);
  const context: ToolContext = {
    deps,
    attestation: { level: 'unattended', client: null },
    session: null,
    confirm: async () => 'failed',
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  const findings = (asked: Readonly<Record<string, unknown>>) =>
    measured(async () => {
      const drawn = drawnShape.parse((await drawFindings.run(asked, context)).structured);
      const markup = `${sumPictures('', drawn).markup}${exposureView('', drawn, WORDS).markup}`;
      if (!markup.includes('<svg role="img"')) throw new Error('nothing was drawn');
    });
  const first = await findings({ stated: 8, most: 20 });
  const again = await findings({ stated: 8, most: 20 });
  const everybody = await findings({ findings: [...FINDINGS] });
  const [opened] = await deps.store.read((reader) => reader.reviews());
  if (opened === undefined) throw new Error('no review was opened');
  const { reviewId } = opened;
  const review = await measured(async () =>
    reviewPicture('review', await reviewSums(deps, { reviewId, ownOnly: null })),
  );
  await deps.store.close();
  return {
    ms: first.ms,
    cpu: first.cpu,
    again: again.ms,
    againCpu: again.cpu,
    everybody: everybody.ms,
    everybodyCpu: everybody.cpu,
    review: review.ms,
    reviewCpu: review.cpu,
  };
}
