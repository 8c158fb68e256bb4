import type { Capability } from '../../model/capability.ts';
import { COPILOT_API } from '../origins.ts';

/** Clari Copilot has accounts, keys and limits of its own. */
export const COPILOT: readonly Capability[] = [
  {
    ...COPILOT_API,
    id: 'api.copilot_authentication',
    statement: 'How the Clari Copilot API authenticates',
    value: 'headers X-Api-Key and X-Api-Password of the workspace',
  },
  {
    ...COPILOT_API,
    id: 'api.copilot_user_list',
    statement: 'Clari Copilot lists its current users (GET /users)',
    value: true,
    note: 'id, email, name, role, is_recording, manager_id; one page, no status, no last login. Whether deactivated people are left out is not said.',
    impact: 'It speaks of Copilot accounts alone, never of Clari accounts.',
  },
  {
    ...COPILOT_API,
    id: 'api.copilot_user_management',
    statement: 'The Clari Copilot API creates or deactivates users',
    value: false,
    impact: 'A Copilot account, too, is closed by hand.',
  },
  {
    ...COPILOT_API,
    id: 'api.copilot_limits',
    statement: 'Rate limits of the Clari Copilot API',
    value: '10 requests per second, 100,000 per week (from Sunday 00:00 GMT)',
  },
];
