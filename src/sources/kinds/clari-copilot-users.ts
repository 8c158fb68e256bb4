import { COPILOT_JSON } from '../json/copilot-json.ts';
import { CERTAIN, type KindSpec } from './kind-spec.ts';

export const CLARI_COPILOT_USERS: KindSpec = {
  kind: 'clari-copilot-users',
  title: 'a list of Clari Copilot users',
  app: 'copilot',
  fields: [],
  markers: [{ headers: ['isrecording'], weight: CERTAIN }],
  import: null,
  json: COPILOT_JSON,
};
