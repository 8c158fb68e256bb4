import { quoted } from '../cells/text.ts';
import { pageFault } from '../live/trail.ts';
import { textAt } from '../live/values.ts';
import { oktaPages } from './pages.ts';
import { oktaProblem } from './problems.ts';
import type { OktaSession } from './session.ts';

const SHOWN_MAX = 20;

/** Names of the groups that the app is assigned through, for whoever takes somebody out of it; null: they may not be seen. */
export async function groupNames({ client, granted }: OktaSession, appId: string): Promise<readonly string[] | null> {
  if (!granted.has('okta.groups.read')) return null;
  const names: string[] = [];
  try {
    const list = await client.applicationApi.listApplicationGroupAssignments({ appId, expand: 'group', limit: 200 });
    for await (const page of oktaPages(list)) {
      for (const group of page) {
        const name = textAt(group, '_embedded', 'group', 'profile', 'name') ?? textAt(group, 'id');
        if (name !== null) names.push(`the group ${quoted(name)}`);
      }
    }
  } catch (error) {
    const problem = oktaProblem(error);
    if (pageFault(error) !== null || (problem !== null && problem.status !== 401)) return null;
    throw error;
  }
  return names.length > SHOWN_MAX ? [...names.slice(0, SHOWN_MAX), `${names.length - SHOWN_MAX} more`] : names;
}
