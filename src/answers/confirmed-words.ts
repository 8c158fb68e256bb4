import { type ConfirmedBy, isAttested } from '../model/record.ts';

/** Which way it was confirmed, said plainly: a code proves a second call, not a person. */
export function confirmedWords(confirmedBy: ConfirmedBy): string {
  return `Confirmed by ${confirmedBy}${isAttested(confirmedBy) ? '' : ' (not attested by a person)'}.`;
}
