import { shortId } from '../../cells/salesforce-id.ts';
import { Repeats } from '../../repeats/repeats.ts';
import type { RowContext } from '../kind-spec.ts';

const CRM_SHAPED = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

/** Finds rows of a users export that are the same because the id of one is the CRM id of the other. */
class FoldingIds {
  readonly #repeats: Repeats;

  constructor({ notes }: RowContext) {
    this.#repeats = new Repeats(
      notes,
      (line) =>
        `An id or CRM id of this row is one of line ${line}: both count as one account. If they are two people, correct the id.`,
    );
  }

  note(line: number, exportId: string | null, crmId: string | null): void {
    const id = exportId === null ? null : shortId(exportId);
    const crm = crmId === null ? null : shortId(crmId);
    if (id !== null) this.#repeats.note(line, id);
    if (crm !== null && crm !== id) this.#repeats.note(line, crm);
  }

  /** To be ended with those that compare ids alone. */
  beside(others: Repeats): Pick<Repeats, 'settle' | 'end' | 'pairs'> {
    const mine = this.#repeats;
    return {
      settle() {
        others.settle();
        mine.settle();
      },
      end() {
        others.end();
        mine.end();
      },
      get pairs() {
        return others.pairs;
      },
    };
  }
}

/** Null where no account id has the shape of a CRM id, so that the two cannot meet. */
export function foldingIds(context: RowContext): FoldingIds | null {
  const { columns, valuesOf } = context;
  if (!columns.has('id') || !columns.has('crm_id')) return null;
  return valuesOf(columns.index('id')).some((id) => CRM_SHAPED.test(id)) ? new FoldingIds(context) : null;
}
