import { ACCOUNTS_ASKED, accountsView, usersShape } from '../../../views/page/accounts.ts';
import { framed } from '../../../views/page/frame.ts';
import { askedOf, beginAgain, listRead } from '../asked.ts';
import type { Route } from '../visit.ts';
import { appsOf } from './question.ts';

export function accountsRoute(route: Route): void {
  route('get', '/accounts', async (context, visit) => {
    const asked = askedOf(context, ACCOUNTS_ASKED);
    const fixed = { limit: 50, response_format: 'detailed' };
    const answer = await listRead(context, visit, 'list_clari_users', asked, fixed);
    if (answer === null) return beginAgain(context, visit, '/accounts', asked);
    const body = accountsView(visit.frame, usersShape.parse(answer.structured), asked, appsOf(visit));
    return context.html(framed(visit.frame, { title: 'Accounts', at: '/accounts' }, body));
  });
}
