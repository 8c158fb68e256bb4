import type { ForecastObservation, Observation } from '../../../model/observation.ts';
import { CellReader } from '../../cells/cell-reader.ts';
import { moneyCells } from '../../cells/money-cells.ts';
import { wrongIdWarning } from '../../cells/wrong-checksum.ts';
import type { RowContext, RowReader } from '../kind-spec.ts';
import { MentionsOnce, mentionOf, personKey } from './mentions.ts';

const LOOKS_LIKE_VALUE = /^[-−+($€£¥\d]|^(?:yes|no|true|false)$/i;

/** Each row is a forecast; each person, or place of theirs in the hierarchy, is named once. */
export function forecastRowReader(context: RowContext): RowReader {
  const { columns, notes } = context;
  const cells = new CellReader(context);
  const money = moneyCells(context, 'data_value', 'currency');
  const warnWrongId = wrongIdWarning(notes);
  const once = new MentionsOnce();
  const at = (field: string) => columns.index(field);
  const [emailAt, crmAt, nameAt, roleAt] = [at('email'), at('crm_id'), at('name'), at('hierarchy_role')];
  const [fieldAt, periodAt, typeAt, valueAt] = [at('field'), at('timeframe'), at('data_type'), at('data_value')];

  return (row, line) => {
    cells.on(row, line);
    const [email, crmId] = [cells.email(emailAt), cells.id(crmAt)];
    const key = personKey({ crmId, email });
    if (key === null)
      return { kind: 'refused', why: 'No usable e-mail or CRM user id: it is not known whose row this is.' };
    const dataType = cells.text(typeAt);
    if (dataType === null || LOOKS_LIKE_VALUE.test(dataType)) {
      return { kind: 'refused', why: 'The data type is missing or looks like a value: are cells of this row shifted?' };
    }
    const { value, currency } = money(row, line);
    const forecast: ForecastObservation = {
      line,
      key,
      email,
      crmId,
      field: cells.text(fieldAt) ?? '',
      period: cells.text(periodAt) ?? '',
      dataType,
      valueRaw: cells.text(valueAt),
      value,
      currency,
    };
    const observations: Observation[] = [{ of: 'forecast', row: forecast }];
    const named = { crmId, email, name: cells.text(nameAt), hierarchyRole: cells.text(roleAt) };
    if (once.isNew(key, 'forecast_user', named, line)) {
      warnWrongId(crmId, line);
      observations.push({ of: 'mention', row: mentionOf(line, key, 'forecast_user', named) });
    }
    return { kind: 'read_all', observations };
  };
}
