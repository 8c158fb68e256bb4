/** Small files as an administrator has them: ten lines that a reader can check by eye. */
export const USERS = [
  'Clari User ID,Name,Email,Role,Team,Status,Last Login',
  '1001,Ana Active,ana@acme.com,Sales Rep,East,Active,2026-11-18T09:00:00Z',
  '1002,Leo Left,leo@acme.com,Manager,East,Active,2026-11-15T09:00:00Z',
  '1003,Sue Suspended,sue@acme.com,Sales Rep,West,Active,2026-08-01',
  '1004,Una Unassigned,una@acme.com,Sales Rep,West,Active,',
  '1005,Nobody Known,ghost@acme.com,Sales Rep,West,Active,',
  '1006,Ina Inactive,ina@acme.com,Sales Rep,West,Inactive,',
  '1007,Ana Active,ana+test@acme.com,Sales Rep,West,Active,',
].join('\n');

export const OKTA = [
  'id,status,statusChanged,profile.login,profile.email,profile.firstName,profile.lastName,profile.employeeNumber',
  'u1,ACTIVE,2024-01-01T00:00:00Z,ana@acme.com,ana@acme.com,Ana,Active,E1',
  'u2,DEPROVISIONED,2026-11-10T08:00:00Z,leo@acme.com,leo@acme.com,Leo,Left,E2',
  'u3,SUSPENDED,2026-09-01T08:00:00Z,sue@acme.com,sue@acme.com,Sue,Suspended,E3',
  'u4,ACTIVE,2024-01-01T00:00:00Z,una@acme.com,una@acme.com,Una,Unassigned,E4',
  'u6,DEPROVISIONED,2026-10-01T08:00:00Z,ina@acme.com,ina@acme.com,Ina,Inactive,E6',
].join('\n');

/** Ana's address belongs to another Ana now. */
export const MOVED = `${OKTA.replace('ana@acme.com,ana@acme.com', 'ana.b@acme.com,ana.b@acme.com')}\nu8,ACTIVE,2026-11-20T08:00:00Z,ana@acme.com,ana@acme.com,Ana,Active,E8`;

export const ASSIGNED = ['id,login,status,scope', 'u1,ana@acme.com,ACTIVE,USER', 'u3,sue@acme.com,ACTIVE,USER'].join(
  '\n',
);

export const USERS_AT = '2026-11-20T09:00:00.000Z';
export const OKTA_AT = '2026-11-20T09:30:00.000Z';
export const NOW = '2026-11-20T12:00:00.000Z';

/** What each account above truly is once all three files are in, stated complete. */
export const TRUTH: Readonly<Record<string, string>> = {
  '1001': 'ok',
  '1002': 'leaver_active',
  '1003': 'leaver_active',
  '1004': 'unassigned_active',
  '1005': 'orphaned',
  '1006': 'inactive',
  '1007': 'needs_review',
};
