export interface AppliedReview {
  readonly reviewId: string;
  readonly appName: string;
  /** The receiver's id of the resource. */
  readonly resourceId: string;
  readonly denials: number;
  readonly closedAt: string;
}

export const ENTRA_APPLIED_HAND_OVER = [
  'POST it to …/accessReviews/unified/instances/{instance}/batchApplyCustomDataProvidedResourceDecisions while the review is "Applying", within 30 days.',
  'The call marks every decision on the resource alike, which is why no export is written before each denial is confirmed.',
] as const;

/** Microsoft Entra ID: the body with which every decision on the resource is marked as applied. */
export function entraApplied({ reviewId, appName, resourceId, denials, closedAt }: AppliedReview): string {
  const body = {
    customDataProvidedResourceId: resourceId,
    applyResult: 'appliedSuccessfully',
    applyDescription: `${denials === 0 ? 'No access was denied' : `${denials} of ${denials} denied accounts confirmed closed by later users lists of ${appName}`}; access review ${reviewId}, closed at ${closedAt}.`,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}
