import type { Capability } from '../../model/capability.ts';
import { API_EVANGELIST, CORE_API, undated } from '../origins.ts';

/** What can be read through Clari's revenue API, and within which limits. */
export const CORE: readonly Capability[] = [
  {
    ...CORE_API,
    id: 'api.core_authentication',
    statement: 'How the Clari API authenticates',
    value: 'header apikey with a token that a user created',
    note: 'The token is shown once. No scopes are documented: it can do what its user can.',
    impact: 'An integration lives and dies with the account of the person who set it up.',
  },
  {
    ...CORE_API,
    id: 'api.core_reads',
    statement: 'What can be read through the Clari API',
    value: [
      'POST /export/forecast/{forecastId}',
      'GET /export/jobs',
      'GET /export/jobs/{jobId}',
      'GET /export/jobs/{jobId}/results',
      'GET /audit/events',
      'POST /export/audit/events',
      'POST /export/activity',
      'GET /opportunity (up to 100 ids)',
      'GET /admin/limits',
    ],
  },
  {
    ...CORE_API,
    id: 'api.core_names_people',
    statement: 'Reads of the Clari API that name people, and which people',
    value: [
      'forecast export: people who are opted in to the forecast and in its scope',
      'audit events: people who acted within the window',
      'activity export: owners and participants of activities',
    ],
    impact: 'Each proves presence for its date. None of them proves that somebody has no account.',
  },
  {
    ...undated('PostHog, Clari source', 'https://posthog.com/docs/data-pipelines/sources/clari'),
    id: 'api.audit_retention_days',
    statement: 'For how many days audit events can be read back',
    value: 30,
    note: 'About; the API reads the last 30 days when no date is given. howtoharden.com says: Enterprise tier only.',
    impact: 'No audit event in the window is not an unused account. Export events regularly if they are evidence.',
  },
  {
    ...CORE_API,
    id: 'api.audit_event_catalogue',
    statement: 'The names of audit events are documented publicly',
    value: false,
    note: 'The one name in the reference is api.accessed.',
    impact: 'Events say when somebody last acted; whether a login or a deactivation is recorded is unknown.',
  },
  {
    ...CORE_API,
    id: 'api.export_limits',
    statement: 'How many export jobs may run',
    value: 'set per tenant: GET /admin/limits says how many at once and in 30 days',
    note: 'Over the quota the answer is HTTP 400 (export_monthly_quota_reached), not 429.',
  },
  {
    ...CORE_API,
    id: 'api.export_result_days',
    statement: 'For how many days the result of an export job can be fetched',
    value: 30,
    note: 'Derived from the example in the reference.',
  },
  {
    ...API_EVANGELIST,
    id: 'api.webhooks',
    statement: 'Clari announces changes of users through webhooks',
    value: false,
    impact: 'A change in Clari is seen at the next export, not before.',
  },
];
