import { accountRoute } from './routes/account.ts';
import { accountsRoute } from './routes/accounts.ts';
import { findRoute } from './routes/find.ts';
import { findingsRoute } from './routes/findings.ts';
import { overviewRoute } from './routes/overview.ts';
import { planRoutes } from './routes/plans.ts';
import { readsRoute } from './routes/reads.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { workRoute } from './routes/work.ts';
import { worksheetRoutes } from './routes/worksheets.ts';
import type { Route } from './visit.ts';

/** Everything that is looked at; no decision is made by looking. */
export function lookingRoutes(route: Route): void {
  overviewRoute(route);
  findingsRoute(route);
  accountsRoute(route);
  accountRoute(route);
  findRoute(route);
  workRoute(route);
  planRoutes(route);
  reviewRoutes(route);
}

/** Where files come and go. */
export function fileRoutes(route: Route): void {
  readsRoute(route);
  worksheetRoutes(route);
}
