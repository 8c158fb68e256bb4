import { type KindSpec, STRONG } from './kind-spec.ts';

/** Enough for any of these by itself: their headers are documented, or nobody else has them. */
const CERTAIN = 2 * STRONG;

export const CLARI_FORECAST: KindSpec = {
  kind: 'clari-forecast',
  title: 'a Clari forecast export',
  fields: [],
  markers: [
    { headers: ['datatype', 'datavalue'], weight: CERTAIN },
    { headers: ['forecastvalue', 'timeperiodid'], weight: CERTAIN },
    { headers: ['timeframe', 'field'], weight: 4 },
    { headers: ['parentrole'], weight: 2 },
  ],
  jsonKeys: ['entries', 'timeFrames'],
  import: null,
};

export const CLARI_COPILOT_USERS: KindSpec = {
  kind: 'clari-copilot-users',
  title: 'a list of Clari Copilot users',
  fields: [],
  markers: [{ headers: ['isrecording'], weight: CERTAIN }],
  jsonKeys: ['is_recording'],
  import: null,
};

export const CLARI_AUDIT: KindSpec = {
  kind: 'clari-audit',
  title: 'a Clari audit export',
  fields: [],
  markers: [
    { headers: ['eventtimestamp'], weight: STRONG },
    { headers: ['actorid'], weight: STRONG },
  ],
  jsonKeys: ['items', 'actors'],
  import: null,
};

export const CLARI_ACTIVITY: KindSpec = {
  kind: 'clari-activity',
  title: 'a Clari activity export',
  fields: [],
  markers: [{ headers: ['activityid', 'activitytype'], weight: CERTAIN }],
  jsonKeys: ['activities'],
  import: null,
};

export const CLARI_QUOTA: KindSpec = {
  kind: 'clari-quota',
  title: 'a Clari quota file',
  fields: [],
  markers: [
    { headers: ['quotaname'], weight: STRONG },
    { headers: ['quotagoal'], weight: STRONG },
    { headers: ['periodname'], weight: 3 },
  ],
  import: null,
};

export const OPPORTUNITIES: KindSpec = {
  kind: 'opportunities',
  title: 'a list of opportunities',
  fields: [],
  markers: [
    { headers: ['opportunityid'], weight: STRONG },
    { headers: ['opportunityname'], weight: STRONG },
    { headers: ['stagename', 'closedate'], weight: CERTAIN },
    { headers: ['opportunityowner'], weight: 4 },
    { headers: ['closedate'], weight: 2 },
    { headers: ['stage'], weight: 2 },
    { headers: ['forecastcategory'], weight: 2 },
    { headers: ['amount'], weight: 1 },
  ],
  import: null,
};
