import { createHash, createHmac } from 'node:crypto';
import type { NotifyPlace } from '../../model/notify.ts';
import { notifyKey } from '../../model/notify.ts';
import type { Instant } from '../../model/time.ts';

/** What is sent outside: that something happened to a review, and nothing of what. */
export interface Notice {
  readonly type:
    | 'review.opened'
    | 'review.due_soon'
    | 'review.overdue'
    | 'review.decided'
    | 'review.contradicted'
    | 'review.closed';
  readonly reviewId: string;
  readonly at: Instant;
  /** Of the ledger's entry; for `due_soon` and `overdue` that of the opening. */
  readonly sequence: number;
}

export interface SignedNotice {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs by the scheme of Standard Webhooks. The same notice has the same id whenever, and by whomever, it is sent. */
export function signedNotice(
  { type, reviewId, at, sequence }: Notice,
  secret: NotifyPlace['secret'],
  now: Instant,
): SignedNotice {
  const body = JSON.stringify({ type, review_id: reviewId, at, sequence });
  const review = createHash('sha256').update(reviewId).digest('hex').slice(0, 12);
  // Without a full stop, which separates the parts of what is signed.
  const id = `${sequence}-${type.replace('.', '_')}-${review}`;
  const timestamp = String(Math.floor(Date.parse(now) / 1000));
  const signature = createHmac('sha256', notifyKey(secret.reveal()) ?? '')
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  };
}
