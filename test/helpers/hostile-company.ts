import { testWorld, type World } from './deps.ts';

/** Names that would do something if they were markup, and signs that turn what stands around them. */
export const HOSTILE = {
  name: '<img src=x onerror=document.title=1><script>document.title=2</script>',
  email: 'eve@acme.com',
  turned: 'Tom\u202e gpj.exe',
  role: '"><form action=https://elsewhere.example>',
};

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Two accounts that nobody owns, called so. */
export async function hostileCompany(): Promise<World> {
  const world = await testWorld('2026-11-20T12:00:00.000Z');
  const { name, email, turned, role } = HOSTILE;
  const users = [
    'Clari User ID,Name,Email,Role,Team,Status,Last Login',
    ['', name, email, role, name, 'Active', ''].map(quoted).join(','),
    ['t1', turned, 'tom@acme.com', turned, turned, 'Active', ''].map(quoted).join(','),
  ].join('\n');
  const okta = [
    'id,status,statusChanged,profile.login,profile.email,profile.firstName,profile.lastName,profile.employeeNumber',
    ['u1', 'ACTIVE', '2024-01-01T00:00:00Z', 'ann@acme.com', 'ann@acme.com', name, turned, 'E1'].map(quoted).join(','),
  ].join('\n');
  await world.load(`${turned}.csv`, users, { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' });
  await world.load('<b>okta</b>.csv', okta, {
    asOf: '2026-11-20T09:30:00.000Z',
    completeness: 'complete',
    directory: 'okta',
  });
  return world;
}
