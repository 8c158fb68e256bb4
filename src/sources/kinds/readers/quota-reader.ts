import { CellReader } from '../../cells/cell-reader.ts';
import { wrongIdWarning } from '../../cells/wrong-checksum.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { MentionsOnce, mentionOf, personKey } from './mentions.ts';

/** Who has a quota; the quotas themselves are nobody's account and stay in the file. */
export function quotaReader(context: RowContext): RowReader {
  const { columns, notes } = context;
  const cells = new CellReader(context);
  const once = new MentionsOnce();
  const warnWrongId = wrongIdWarning(notes);
  const [crmAt, emailAt, nameAt] = [columns.index('crm_id'), columns.index('email'), columns.index('name')];

  return (row, line) => {
    cells.on(row, line);
    const named = { crmId: cells.id(crmAt), email: cells.email(emailAt), name: cells.text(nameAt) };
    const key = personKey(named);
    if (key === null) return { kind: 'refused', why: 'No usable CRM user id: it is not known whose quota this is.' };
    if (!once.isNew(key, 'quota_user', named, line)) return { kind: 'read_all', observations: [] };
    warnWrongId(named.crmId, line);
    return { kind: 'read', observation: { of: 'mention', row: mentionOf(line, key, 'quota_user', named) } };
  };
}
