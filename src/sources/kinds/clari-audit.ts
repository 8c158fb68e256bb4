import { AUDIT_JSON } from '../json/audit-json.ts';
import { type KindSpec, STRONG } from './kind-spec.ts';

export const CLARI_AUDIT: KindSpec = {
  kind: 'clari-audit',
  title: 'a Clari audit export',
  fields: [],
  markers: [
    { headers: ['eventtimestamp'], weight: STRONG },
    { headers: ['actorid'], weight: STRONG },
  ],
  import: null,
  json: AUDIT_JSON,
};
