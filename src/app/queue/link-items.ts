import { identityRef } from '../../model/identity.ts';
import { linkCommand } from '../../reconcile/coverage/commands.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { deadlineOf } from './deadline-of.ts';
import type { WorkItem } from './item.ts';

const PAGE = 500;

/** Accounts whose owner a person has to decide. Only those that the list of problems shows; the others are counted there. */
export async function linkItems(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  let after: readonly string[] | null = null;
  do {
    const page = await reader.judgedPage({ findings: ['needs_review'], shownOr: [] }, 'severity', after, PAGE);
    for (const judged of page.rows) {
      const { account, correlation, verdict } = judged;
      if (correlation.situation !== 'disputed') continue;
      const candidates = correlation.candidates.map(({ identity }) => identityRef(identity)).join(', ');
      items.push({
        id: account.accountId,
        kind: 'link',
        state: 'disputed',
        accountId: account.accountId,
        email: account.latest.email,
        title: `Whose is it? ${verdict.reason}: ${candidates}`,
        waitsFor: 'A person who knows whose account it is.',
        deadline: deadlineOf(judged, deps),
        nextCommand: linkCommand(account.accountId),
      });
    }
    after = page.nextKey;
  } while (after !== null);
  return items;
}
