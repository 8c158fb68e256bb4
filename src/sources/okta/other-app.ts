import type { AssignedApp } from '../../model/apps-in-use.ts';
import { bare } from '../../model/foreign.ts';
import type { ReadGap } from '../../model/live.ts';
import type { Observation } from '../../model/observation.ts';
import { quoted } from '../cells/text.ts';
import type { LiveOptions, LiveReadEnd } from '../live/live-source.ts';
import { appById, type OktaApp } from './find-app.ts';
import { AGAIN, permissionGap } from './gaps.ts';
import { laterFault } from './pages.ts';
import { isForbidden, oktaProblem } from './problems.ts';
import { readAppUsers } from './read-app-users.ts';
import { readAppRemovals } from './read-log.ts';
import type { OktaSession } from './session.ts';

interface Context {
  readonly session: OktaSession;
  readonly other: AssignedApp;
  /** Clari's own, whose people are nobody else's; null: it is not shown. */
  readonly clari: OktaApp | null;
  readonly fingerprint: string;
  remark(text: string): void;
}

/**
 * Who is assigned to an application other than Clari. One that cannot be found or read is a partial read without rows:
 * nothing follows from it, and the other reads count.
 */
export async function* readOtherApp(
  context: Context,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const { session, other, clari, fingerprint } = context;
  const refused = notShown(other);
  if (!session.granted.has('okta.apps.read')) return nothing(fingerprint, refused);
  try {
    const app = other.id === clari?.id ? null : await appById(session.client, other.id);
    if (app === null) return nothing(fingerprint, unknownApp(other, clari));
    const { removed, gaps } = await readAppRemovals(session, app.id, options.asOf);
    context.remark(`Who is assigned to ${other.name} is read from the application ${quoted(app.label)}.`);
    const users = {
      session,
      what: `the users of the ${other.name} app`,
      removed,
      gaps,
      fingerprint,
      whyNobody: `Check that ${namedBy(other)} is the app that people sign in to ${other.name} with: nobody is assigned to this one.`,
      refused,
      facts: (implicitSeen = false) => ({
        appEnabled: app.enabled,
        assignmentRequired: null,
        implicitAssignment: implicitSeen ? true : app.implicitAssignment,
      }),
    };
    return yield* readAppUsers(users, app, options);
  } catch (error) {
    if (isForbidden(error)) return nothing(fingerprint, refused);
    // Wrong credentials are the fault of the whole sync.
    const why = oktaProblem(error)?.status === 401 ? null : laterFault(error);
    if (why === null) throw error;
    return nothing(fingerprint, {
      code: 'page_failed',
      gap: `Who is assigned to ${other.name}: ${why}`,
      closeWith: AGAIN,
      scope: null,
    });
  }
}

export function unknownApp(other: AssignedApp, clari: Pick<OktaApp, 'id'> | null): ReadGap {
  const why =
    other.id === clari?.id
      ? "that is Clari's own."
      : 'Okta has none with that id, or does not show it to this credential.';
  return {
    code: 'app_unknown',
    gap: `Who is assigned to ${other.name}: its profile names the application ${bare(other.id)}, and ${why}`,
    closeWith: `Correct ${namedBy(other)}, then ${AGAIN}`,
    scope: null,
  };
}

function notShown(other: AssignedApp): ReadGap {
  return {
    ...permissionGap('okta.apps.read'),
    gap: `Who of the active people of Okta is assigned to ${other.name}: Okta does not show the application ${bare(other.id)}.`,
  };
}

function namedBy({ app }: AssignedApp): string {
  return `assigned_through.okta in the file of ${bare(app)} in the folder apps of the data folder`;
}

function nothing(fingerprint: string, gap: ReadGap): LiveReadEnd {
  return {
    completeness: 'partial',
    facts: null,
    gaps: [gap],
    rejected: [],
    refused: 0,
    mode: 'full',
    fullReadAt: null,
    cursor: null,
    fingerprint,
  };
}
