import { ACTIVITY_JSON } from '../json/activity-json.ts';
import { CERTAIN, type KindSpec } from './kind-spec.ts';

export const CLARI_ACTIVITY: KindSpec = {
  kind: 'clari-activity',
  title: 'a Clari activity export',
  fields: [],
  markers: [{ headers: ['activityid', 'activitytype'], weight: CERTAIN }],
  import: null,
  json: ACTIVITY_JSON,
};
