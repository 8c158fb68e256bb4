import { hasSalesforceUserIds } from '../../cells/salesforce-id.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { around } from './around.ts';

/** In a directory whose own ids are those of Salesforce's users, the id is also the CRM id, by which Clari knows people. */
export function withSalesforceIds(reader: (context: RowContext) => RowReader): (context: RowContext) => RowReader {
  return (context) => {
    const inner = reader(context);
    const { columns } = context;
    const at = columns.index('id');
    if (at === -1 || columns.has('crm_id') || !hasSalesforceUserIds(context.valuesOf(at))) return inner;
    const read: RowReader = (row, line, plain) => {
      const reading = inner(row, line, plain);
      if (reading.kind !== 'read' || reading.observation.of !== 'identity') return reading;
      const identity = reading.observation.row;
      return { kind: 'read', observation: { of: 'identity', row: { ...identity, crmId: identity.identityId } } };
    };
    return around(inner, read);
  };
}
