import { testWorld, type World } from './deps.ts';
import { ASSIGNED, NOW, OKTA, OKTA_AT, USERS, USERS_AT } from './files.ts';

export const LOADS = {
  users: (world: World) => world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' }),
  okta: (world: World) => world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' }),
  assigned: (world: World) =>
    world.load('assigned.csv', ASSIGNED, {
      asOf: OKTA_AT,
      completeness: 'complete',
      directory: 'okta',
      kind: 'directory-assignments',
    }),
} as const;

/** The three files of the small company, all stated complete and fresh. */
export async function acme(databaseUrl?: string): Promise<World> {
  const world = await testWorld(NOW, {}, databaseUrl);
  for (const load of Object.values(LOADS)) await load(world);
  return world;
}
