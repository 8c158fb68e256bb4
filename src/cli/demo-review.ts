import * as z from 'zod';
import type { DemoOrganisation } from '../demo/organisation.ts';
import { type DemoReview, nextExport } from '../demo/review-story.ts';
import { bare } from '../model/foreign.ts';
import { addMs, DAY_MS, type Instant, MINUTE_MS } from '../model/time.ts';

type Call = (name: string, args: Record<string, unknown>, shown?: boolean) => Promise<unknown>;

export interface ReviewWalk {
  readonly organisation: DemoOrganisation;
  readonly review: DemoReview;
  clock(): Instant;
}

const opened = z.object({ review_id: z.string() });
const items = z.object({
  items: z.array(z.object({ item_id: z.string(), email: z.string().optional(), standing: z.string() })),
  outcome: z.object({ revoked: z.number(), proven: z.number(), not_reviewed: z.number() }).optional(),
});

/** Walks through the review of the last quarter: opened, decided by people, proven by an export, closed. */
export async function walkReview(
  { organisation, review, clock }: ReviewWalk,
  call: Call,
  out: (text: string) => void,
): Promise<void> {
  out(
    '\nA review puts every active account to the right person. It is opened on a frozen population; a person agrees.',
  );
  const { review_id } = opened.parse(
    await call('open_access_review', {
      name: review.name,
      due_at: addMs(clock(), 14 * DAY_MS).slice(0, 10),
      reviewers: { manager: true, fallback: review.owner, second: review.second },
      privileged_roles: [review.privilegedRole],
      owner: review.owner,
    }),
  );
  out('\nPrivileged accounts come first, then what changed since the review before. A suggestion decides nothing.');
  await call('get_access_review', { review_id, changed_only: true, limit: 4 });
  for (const one of review.decisions) {
    out(`\n${one.role}:`);
    const [item] = (await itemsOf(review_id, call)).filter(({ email }) => email === one.email);
    await call('decide_review_items', {
      review_id,
      items: [
        {
          item_id: item?.item_id ?? '',
          decision: one.decision,
          ...(one.rationale === null ? {} : { rationale: one.rationale }),
          ...(one.to === null ? {} : { to: one.to }),
        },
      ],
      ...(one.reviewer === null ? {} : { reviewer: one.reviewer }),
    });
  }
  out('\nSomebody closes the revoked account in Clari and says so. The next export proves it.');
  const at = clock();
  await call('record_manual_deactivation', {
    account: review.revoked,
    performed_by: 'Mara Lindqvist',
    performed_at: addMs(at, -MINUTE_MS),
    ticket: 'IT-4712',
  });
  const next = nextExport(organisation, review.closed, at);
  out(`\n> import_clari_export ${bare(next.name)}`);
  await call(
    'import_clari_export',
    {
      content: new TextDecoder().decode(next.content),
      kind: next.kind,
      as_of: next.asOf,
      complete: next.complete,
      filter: next.filter,
    },
    false,
  );
  await call('get_access_review', { review_id, state: 'confirmed' });
  out('\nClosed before its time, for this walk. What nobody decided is not reviewed; it never counts as kept.');
  await call('close_access_review', {
    review_id,
    undecided_become: 'not_reviewed',
    reason: 'The walk ends here.',
  });
  const standing = new Map((await itemsOf(review_id, call)).map((one) => [one.email, one.standing]));
  for (const { email, state } of review.decisions)
    if (standing.get(email) !== state)
      throw new Error(`${email}: expected ${state}, found ${standing.get(email) ?? 'no item'}`);
}

async function itemsOf(review_id: string, call: Call) {
  return items.parse(await call('get_access_review', { review_id, limit: 200 }, false)).items;
}

/** Shows the reads under a population once: every answer about a review names them. */
export function populationOnce(print: (text: string) => void): (text: string) => void {
  const shown = new Set<string>();
  return (text) =>
    print(
      text
        .split('\n')
        .filter((line) => {
          const said = line.replace(/^[\s│]+/, '');
          if (!/ SHA-256 |^Population: /.test(said)) return true;
          const isNew = !shown.has(said);
          shown.add(said);
          return isNew;
        })
        .join('\n'),
    );
}
