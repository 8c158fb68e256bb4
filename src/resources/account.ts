import type { ResourceTemplate } from '../resource.ts';
import { resourceJson } from './resource-json.ts';

export const account: ResourceTemplate = {
  uriTemplate: 'clari://accounts/{account_id}',
  variable: 'account_id',
  name: 'account',
  title: 'The graph around one account',
  description:
    'One Clari account and everything around it: identities, what links them and why not others, findings with evidence, and a timeline: the facts of get_identity. Takes an account_id or an exact e-mail.',
  mimeType: 'application/json',
  async complete(typed, deps) {
    const { suggestAccountIds } = await import('../app/lookups/suggest.ts');
    return suggestAccountIds(deps, typed);
  },
  async read(wanted, deps) {
    const [{ personAround }, { identityGraph }] = await Promise.all([
      import('../app/lookups/person-around.ts'),
      import('../answers/graph/identity-graph.ts'),
    ]);
    const { accounts, ...graph } = identityGraph(await personAround(deps, { account: wanted }));
    const findings = accounts.map(({ account: { accountId }, correlation: { situation }, verdict }) => ({
      accountId,
      situation,
      ...verdict,
    }));
    return resourceJson({ ...graph, findings });
  },
};
