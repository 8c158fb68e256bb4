import type { World } from './deps.ts';
import { testWorld } from './deps.ts';

/** A company with managers: who reviews whom follows from the directory. */
export const REVIEWED_USERS = [
  'Clari User ID,Name,Email,Role,Team,Status,Last Login',
  '2001,Ana Active,ana@acme.com,Sales Rep,East,Active,2026-11-18T09:00:00Z',
  '2002,Leo Left,leo@acme.com,Sales Rep,East,Active,2026-11-15T09:00:00Z',
  '2003,Mia Manager,mia@acme.com,Sales Manager,East,Active,2026-11-18T09:00:00Z',
  '2004,Adam Admin,adam@acme.com,Admin,HQ,Active,2026-11-19T09:00:00Z',
  '2005,Nobody Known,ghost@acme.com,Sales Rep,West,Active,',
  '2006,Ina Inactive,ina@acme.com,Sales Rep,West,Inactive,',
  '2007,Fred Fallback,fred@acme.com,Sales Rep,HQ,Active,2026-11-18T09:00:00Z',
  '2008,Sue Sales,sue@acme.com,Sales Rep,West,Active,2026-07-01T09:00:00Z',
].join('\n');

export const REVIEWED_OKTA = [
  'id,status,statusChanged,profile.login,profile.email,profile.firstName,profile.lastName,profile.employeeNumber,manager_email',
  'm1,ACTIVE,2024-01-01T00:00:00Z,ana@acme.com,ana@acme.com,Ana,Active,F1,mia@acme.com',
  'm2,DEPROVISIONED,2026-11-10T08:00:00Z,leo@acme.com,leo@acme.com,Leo,Left,F2,mia@acme.com',
  'm3,ACTIVE,2024-01-01T00:00:00Z,mia@acme.com,mia@acme.com,Mia,Manager,F3,boss@elsewhere.com',
  'm4,ACTIVE,2024-01-01T00:00:00Z,adam@acme.com,adam@acme.com,Adam,Admin,F4,mia@acme.com',
  'm6,DEPROVISIONED,2026-10-01T08:00:00Z,ina@acme.com,ina@acme.com,Ina,Inactive,F6,mia@acme.com',
  'm7,ACTIVE,2024-01-01T00:00:00Z,fred@acme.com,fred@acme.com,Fred,Fallback,F7,',
  'm8,ACTIVE,2024-01-01T00:00:00Z,sue@acme.com,sue@acme.com,Sue,Sales,F8,leo@acme.com',
  'm9,ACTIVE,2024-01-01T00:00:00Z,sec@acme.com,sec@acme.com,Sec,Urity,F9,',
].join('\n');

export const REVIEWED_ASSIGNED = [
  'id,login,status,scope',
  ...['m1,ana', 'm3,mia', 'm4,adam', 'm7,fred', 'm8,sue'].map((one) => `${one}@acme.com,ACTIVE,USER`),
].join('\n');

const AT = { users: '2026-11-20T09:00:00.000Z', okta: '2026-11-20T09:30:00.000Z' };
export const REVIEW_NOW = '2026-11-20T12:00:00.000Z';

export const OPEN = {
  name: 'Q4 2026',
  reviewers: { fallback: 'fred@acme.com', second: 'sec@acme.com' },
  privileged_roles: ['admin'],
  due_at: '2026-12-15',
};

/** All three files, stated complete; `without` leaves some out. */
export async function reviewCompany({
  stated = 'complete',
  databaseUrl,
}: {
  stated?: 'complete' | null;
  databaseUrl?: string;
} = {}): Promise<World> {
  const world = await testWorld(REVIEW_NOW, {}, databaseUrl);
  await world.load('users.csv', REVIEWED_USERS, { asOf: AT.users, completeness: stated });
  await world.load('okta.csv', REVIEWED_OKTA, { asOf: AT.okta, completeness: 'complete', directory: 'okta' });
  await world.load('assigned.csv', REVIEWED_ASSIGNED, {
    asOf: AT.okta,
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  return world;
}

/** The next export, with some lines otherwise. */
export function usersWith(change: (lines: readonly string[]) => readonly string[]): string {
  return change(REVIEWED_USERS.split('\n')).join('\n');
}
