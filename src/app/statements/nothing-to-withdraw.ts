import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';

export function nothingToWithdraw(accountId: string, what: 'exemption' | 'link'): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `No ${what === 'link' ? "person's decision on the owner" : 'exemption'} of account ${bare(accountId)} stands: there is nothing to withdraw. Nothing was recorded.`,
    'Look at the account with get_identity or list_work.',
  );
}
