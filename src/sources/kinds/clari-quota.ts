import { CRM_ID } from './field-aliases.ts';
import { type KindSpec, STRONG } from './kind-spec.ts';
import { quotaReader } from './readers/quota-reader.ts';

export const CLARI_QUOTA: KindSpec = {
  kind: 'clari-quota',
  title: 'a Clari quota file',
  fields: [
    CRM_ID,
    { name: 'email', aliases: ['email', 'useremail', 'emailaddress'] },
    { name: 'name', aliases: ['name', 'user', 'username', 'fullname'] },
    { name: 'quota_name', aliases: ['quotaname'] },
    { name: 'quota_goal', aliases: ['quotagoal'] },
    { name: 'period_name', aliases: ['periodname'] },
  ],
  markers: [
    { headers: ['quotaname'], weight: STRONG },
    { headers: ['quotagoal'], weight: STRONG },
    { headers: ['periodname'], weight: 3 },
  ],
  import: {
    identifiers: ['email', 'crm_id'],
    telling: ['quota_goal', 'quota_name'],
    ofDirectory: false,
    reader: quotaReader,
    gaps: () => [],
  },
};
