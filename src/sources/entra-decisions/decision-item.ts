import { readIso } from '../../model/iso.ts';
import type { ReviewVerb } from '../../model/review.ts';
import { AS_OF_SKEW_MS } from '../../model/snapshot.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { cleanText, quoted } from '../cells/text.ts';
import { textIn } from '../json/item-fields.ts';
import { isObject, type JsonObject } from '../json/json-value.ts';

/** What a reviewer in Entra answered. */
export interface EntraAnswer {
  readonly decision: Extract<ReviewVerb, 'keep' | 'revoke'>;
  /** Entra's object id of who reviewed, lower-case, and their sign-in name; null: the file does not say it. */
  readonly reviewerId: string;
  readonly reviewerName: string | null;
  readonly reviewedAt: Instant;
}

/** One `accessReviewInstanceDecisionItem`: whether a principal may keep a permission on a resource. */
export interface EntraDecision {
  /** Which decision of the file it is, from 1. */
  readonly place: number;
  readonly decisionId: string;
  readonly instanceId: string;
  readonly resourceId: string | null;
  /** What `entra-review` writes: the object id of a user, lower-case, and the id of an account, exactly. */
  readonly principalId: string;
  readonly permissionId: string;
  readonly justification: string | null;
  /** Null: `NotReviewed` or `DontKnow`. */
  readonly answer: EntraAnswer | null;
}

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const ID_MAX = 1_000;
const RATIONALE_MAX = 2_000;

const DECISIONS: Readonly<Record<string, EntraAnswer['decision'] | null>> = {
  Approve: 'keep',
  Deny: 'revoke',
  NotReviewed: null,
  DontKnow: null,
};

/** Reads one decision; null: it can not count, and `reject` got one sentence that says why. */
export function decisionItem(
  item: JsonObject,
  place: number,
  now: Instant,
  reject: (why: string) => void,
): EntraDecision | null {
  const rejected = (why: string): null => {
    reject(why);
    return null;
  };
  const [decisionId, instanceId] = [textIn(item, 'id'), textIn(item, 'accessReviewId')];
  if (!OBJECT_ID.test(decisionId)) return rejected('It has no id by which Entra knows the decision.');
  if (!OBJECT_ID.test(instanceId))
    return rejected('Its accessReviewId, which names the instance of the review, is missing.');
  const principal = objectIn(item, 'principal');
  const principalId = textIn(principal, 'id');
  if (!OBJECT_ID.test(principalId))
    return rejected(
      `${quoted(principalId)} is no object id of a user, so that it is not known whose access it is about.`,
    );
  const permissionId = accountIn(item);
  if (permissionId === '' || permissionId.length > ID_MAX)
    return rejected(
      'It names no permission (permission.id), which is the account: is the resource custom data that entra-review wrote?',
    );
  const word = textIn(item, 'decision');
  const decision = Object.hasOwn(DECISIONS, word) ? DECISIONS[word] : undefined;
  if (decision === undefined)
    return rejected(`${quoted(word)} is no decision of Entra: there are ${Object.keys(DECISIONS).join(', ')}.`);
  const answer = decision === null ? null : answerIn(item, decision, now, rejected);
  if (answer === null && decision !== null) return null;
  const resourceId = textIn(objectIn(item, 'resource'), 'id');
  return {
    place,
    decisionId: decisionId.toLowerCase(),
    instanceId: instanceId.toLowerCase(),
    resourceId: resourceId === '' ? null : cleanText(resourceId),
    principalId: principalId.toLowerCase(),
    permissionId,
    justification: cleanText(textIn(item, 'justification'), RATIONALE_MAX) || null,
    answer,
  };
}

/** The account that a decision is about: the permission, as `entra-review` names it. */
export function accountIn(item: JsonObject): string {
  return textIn(objectIn(item, 'permission'), 'id');
}

/** An answer with the person who gave it: what Entra's system or its recommendation decides is nobody's decision. */
function answerIn(
  item: JsonObject,
  decision: EntraAnswer['decision'],
  now: Instant,
  rejected: (why: string) => null,
): EntraAnswer | null {
  const by = objectIn(item, 'reviewedBy');
  const reviewerId = textIn(by, 'id').toLowerCase();
  if (!OBJECT_ID.test(reviewerId) || reviewerId === NOBODY)
    return rejected(
      `No person decided it (reviewedBy is empty): ${textIn(item, 'recommendation') === textIn(item, 'decision') ? "it is Entra's own recommendation" : 'it was set by Entra'}.`,
    );
  const reviewed = readIso(textIn(item, 'reviewedDateTime').trim());
  if (reviewed?.kind !== 'instant')
    return rejected('Its reviewedDateTime, when it was decided, is missing or is no moment.');
  if (reviewed.at > addMs(now, AS_OF_SKEW_MS))
    return rejected("Its reviewedDateTime lies ahead of this machine's clock.");
  const name = cleanText(textIn(by, 'userPrincipalName'), 320);
  return { decision, reviewerId, reviewerName: name === '' ? null : name, reviewedAt: reviewed.at };
}

const EMPTY: JsonObject = new Map();

function objectIn(item: JsonObject, key: string): JsonObject {
  const value = item.get(key);
  return isObject(value) ? value : EMPTY;
}
