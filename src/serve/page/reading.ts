import { overviewRoute } from './routes/overview.ts';
import { planRoutes } from './routes/plans.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { workRoute } from './routes/work.ts';
import { worksheetRoutes } from './routes/worksheets.ts';
import type { Route } from './visit.ts';

/** Everything that is looked at; no decision is made by looking. */
export function readingRoutes(route: Route): void {
  overviewRoute(route);
  workRoute(route);
  planRoutes(route);
  reviewRoutes(route);
  worksheetRoutes(route);
}
