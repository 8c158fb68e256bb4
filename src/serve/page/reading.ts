import { overviewRoute } from './routes/overview.ts';
import type { Route } from './visit.ts';

/** Everything that is looked at; no decision is made by looking. */
export function readingRoutes(route: Route): void {
  overviewRoute(route);
}
