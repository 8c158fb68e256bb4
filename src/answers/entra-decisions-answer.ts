import type { Deps } from '../app/deps.ts';
import type { DecideDraft, RefusedDecision } from '../app/reviews/decide-items.ts';
import { draftDecisions } from '../app/reviews/draft-decisions.ts';
import { type BroughtDecisions, readEntraDecisions } from '../app/reviews/entra-decisions.ts';
import type { Asking, ConfirmRequest } from '../app/statements/asking.ts';
import { bare } from '../model/foreign.ts';
import { itemCount } from '../model/review.ts';
import type { FileInput } from '../sources/source.ts';
import { decideAndFollow, decisionQuestion } from './review-decided.ts';

export interface BringDecisions {
  /** Null: the one open review that has accounts of the file. */
  readonly reviewId: string | null;
  readonly directory: string | null;
  readonly dryRun: boolean;
  /** How many of the decisions that can not count are listed. */
  readonly most: number;
  readonly signal?: AbortSignal | undefined;
}

/** The directory whose object ids Entra knows, where nobody names another: as in `export entra-review`. */
const ENTRA = 'entra';

/** Brings the decisions of an Entra access review to one of ours, as a sheet is brought: a person agrees to what the file says. */
export async function importEntraDecisions(
  deps: Deps,
  input: FileInput,
  { reviewId, directory, dryRun, most, signal }: BringDecisions,
  asking: Omit<Asking<DecideDraft, null>, 'code' | 'ask'> & {
    ask(question: ConfirmRequest): ReturnType<Asking<DecideDraft, null>['ask']>;
  },
) {
  const brought = await readEntraDecisions(deps, input, { reviewId, directory: directory ?? ENTRA, signal });
  if (dryRun) {
    const draft = await draftDecisions(deps, brought.request, asking.attestation);
    const question = withLines(decisionQuestion(draft), brought, most);
    const items = [...draft.accepted, ...draft.before].map(({ now }) => ({ item_id: String(now.frozen.ordinal) }));
    const outcome = { status: 'dry_run', items, refused: draft.refused, made: draft.accepted.length } as const;
    return {
      structured: structuredOf(brought, most, outcome, 'Nothing was decided.'),
      text: `Nothing was decided. A person would be asked:\n${question.message}`,
    };
  }
  const decided = await decideAndFollow(deps, brought.request, {
    ...asking,
    ask: (draft) => asking.ask(withLines(decisionQuestion(draft), brought, most)),
  });
  const { made, refused, structured } = decided;
  const items = structured.items.filter(({ accepted }) => accepted);
  const status = structured.status === 'decided' ? 'imported' : 'unchanged';
  const message =
    made > 0
      ? `${itemCount(made)} of ${brought.request.reviewId} decided as Entra's file says.`
      : `What can count of the file stands in ${brought.request.reviewId} already. Nothing was written.`;
  return {
    structured: structuredOf(brought, most, { status, items, refused, made }, message),
    text: [shortened(decided.text), ...notesOf(brought, most)].join('\n'),
  };
}

const LINES_SHOWN = 200;

/** What a file of decisions asks for, and what whoever agrees has to know of it beside that. */
export async function bringDecisions(
  deps: Deps,
  input: FileInput,
  { reviewId, directory, most }: Pick<BringDecisions, 'reviewId' | 'directory' | 'most'>,
) {
  const brought = await readEntraDecisions(deps, input, { reviewId, directory: directory ?? ENTRA });
  return { request: brought.request, leftOut: notesOf(brought, most) };
}

interface Outcome {
  readonly status: 'imported' | 'unchanged' | 'dry_run';
  /** Taken now or before. */
  readonly items: readonly { readonly item_id: string; readonly plan_id?: string; readonly plan_problem?: string }[];
  readonly refused: readonly RefusedDecision[];
  /** How many were entered, or would be. */
  readonly made: number;
}

function structuredOf(
  brought: BroughtDecisions,
  most: number,
  { status, items, refused, made }: Outcome,
  message: string,
) {
  const { file, request, places } = brought;
  const placeOf = (itemId: string) => places.get(itemId) ?? 0;
  const rejected = [
    ...brought.rejected,
    ...refused.map(({ itemId, why }) => ({ line: placeOf(itemId), why: `Item ${bare(itemId)}: ${why}` })),
  ].toSorted((a, b) => a.line - b.line);
  const decidedAt = request.items.flatMap(({ brought: one }) => one?.origin.reviewedAt ?? []);
  return {
    status,
    stated_by: 'person' as const,
    kind: 'entra-review-decisions' as const,
    detected: [`It is the decisions of the Entra access review instance ${bare(file.instanceId)}.`],
    as_of: decidedAt.toSorted().at(-1) ?? '',
    completeness: file.more === null ? ('unknown' as const) : ('partial' as const),
    rows: file.rows,
    accepted: file.rows - rejected.length,
    refused: rejected.length,
    rejected: rejected.slice(0, most).map((one) => ({ ...one })),
    warnings: [
      ...warningsOf(brought).map((why) => ({ line: 1, why })),
      ...items.flatMap(({ item_id, plan_problem }) =>
        plan_problem === undefined
          ? []
          : [{ line: placeOf(item_id), why: `No plan could be drafted: ${plan_problem}` }],
      ),
    ],
    changes: { added: made, removed: 0, changed: 0 },
    verified: [],
    contradicted: [],
    message,
    review_id: request.reviewId,
    plans: items.flatMap(({ plan_id }) => plan_id ?? []),
  };
}

function withLines(question: ConfirmRequest, brought: BroughtDecisions, most: number): ConfirmRequest {
  return { ...question, message: [question.message, ...notesOf(brought, most)].join('\n') };
}

/** Whoever agreed has read every line. */
function shortened(text: string): string {
  const lines = text.split('\n');
  const more = lines.length - LINES_SHOWN;
  return more > 0 ? [...lines.slice(0, LINES_SHOWN), `And ${more} more lines.`].join('\n') : text;
}

/** What a person has to know of the file beside the decisions that it brings. */
function notesOf(brought: BroughtDecisions, most: number): readonly string[] {
  const { rejected } = brought;
  const more = rejected.length - most;
  return [
    ...warningsOf(brought),
    `${rejected.length} decisions of the file can not count.`,
    ...rejected.slice(0, most).map(({ line, why }) => `- decision ${line}: ${why}`),
    ...(more > 0 ? [`And ${more} more of these.`] : []),
  ];
}

function warningsOf({ file, undecided, notInFile }: BroughtDecisions): readonly string[] {
  return [
    ...(file.more === null
      ? []
      : [
          `The file says ${bare(file.more)}, so the list goes on: what is missing is not decided. Fetch the further pages as well.`,
        ]),
    ...(file.isEnded
      ? []
      : [
          "The file does not say whether Entra's review has ended: agree only if it has, or its answers may still change.",
        ]),
    ...(undecided === 0 ? [] : [`Entra's reviewers left ${undecided} undecided.`]),
    ...(notInFile === 0
      ? []
      : [`The file has nothing on ${itemCount(notInFile)} of the review, which it does not decide.`]),
  ];
}
