import { suffice } from '../../model/actor.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Visit } from './visit.ts';

/** What a resource says of one thing, as the visitor may read it. */
export async function readResource({ deps, options }: Visit, name: string, value: string): Promise<unknown> {
  const template = options.templates.find((one) => one.name === name);
  if (template === undefined || !suffice(deps.roles, template.roles ?? ['viewer']))
    throw new ClariIdentityError(
      'ERR_FORBIDDEN',
      'This is not yours to see: it needs a role that you do not have.',
      'Ask whoever administers this server for the role.',
    );
  return JSON.parse(await template.read(value, deps));
}
