import type { Kind } from '../../model/snapshot.ts';
import { accountRows } from './account-rows.ts';
import { assignmentRows } from './assignment-rows.ts';
import { forecastRows } from './forecast-rows.ts';
import { identityRows } from './identity-rows.ts';
import { mentionRows } from './mention-rows.ts';
import { opportunityRows } from './opportunity-rows.ts';

/** The rows that a read of this kind is counted and compared by. */
export function rowsOfKind(kind: Kind) {
  switch (kind) {
    case 'directory':
      return identityRows;
    case 'directory-assignments':
      return assignmentRows;
    case 'app-users':
    case 'clari-users':
    case 'clari-copilot-users':
      return accountRows;
    case 'clari-forecast':
      return forecastRows;
    case 'clari-audit':
    case 'clari-activity':
    case 'clari-quota':
      return mentionRows;
    case 'opportunities':
      return opportunityRows;
    default:
      return kind satisfies never;
  }
}
