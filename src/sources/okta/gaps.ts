import type { ReadGap } from '../../model/live.ts';
import type { OktaScope } from './connection.ts';
import type { ListStop } from './pages.ts';

export const AGAIN = 'clari-identity-mcp sync okta';

/** What each scope buys, and what cannot be concluded without it. */
export const SCOPE_WORTH: Readonly<Record<OktaScope, { readonly buys: string; readonly costs: string }>> = {
  'okta.apps.read': {
    buys: 'Who is assigned to Clari, and by which name single sign-on knows them there.',
    costs: 'Who of the active people of Okta is assigned to Clari.',
  },
  'okta.users.read': {
    buys: 'Everybody whom Okta knows, those who left included.',
    costs: 'Who left or never existed in Okta: only people assigned to Clari are known.',
  },
  'okta.logs.read': {
    buys: 'Who ended an access and when, with the event; the last single sign-on to Clari; quick syncs.',
    costs: 'Who ended an access and by which event, and whether somebody entered Clari after it.',
  },
  'okta.groups.read': {
    buys: 'The names of the groups through which Clari is assigned.',
    costs: 'Through which groups Clari is assigned.',
  },
};

export function permissionGap(scope: OktaScope): ReadGap {
  return {
    code: 'permission_missing',
    gap: SCOPE_WORTH[scope].costs,
    closeWith: `Grant ${scope} to the Okta app and its admin role, then: ${AGAIN}`,
    scope,
  };
}

export function stopGap(stop: ListStop, what: string): ReadGap {
  return { code: stop.code, gap: `Who is missing from ${what}: ${sentence(stop.why)}`, closeWith: AGAIN, scope: null };
}

/** A list that is not shown to this credential. */
export function refusedGap(what: string, scope: OktaScope): ReadGap {
  return { ...permissionGap(scope), gap: `${SCOPE_WORTH[scope].costs} Okta does not show ${what}.` };
}

export function emptyGap(what: string, closeWith: string): ReadGap {
  return {
    code: 'empty_answer',
    gap: `Who is missing from ${what}: Okta answered with nobody, which is taken as incomplete.`,
    closeWith,
    scope: null,
  };
}

/** Where the log ended early what it showed stays true, and what it did not show proves nothing anyway. */
export function logGap(why: string): ReadGap {
  return {
    code: 'log_window',
    gap: `Who ended an access and when, for all of the last 90 days: ${sentence(why)}`,
    closeWith: AGAIN,
    scope: null,
  };
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
