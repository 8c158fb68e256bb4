import type { ReadGap } from '../../model/live.ts';
import { refusalText } from './clari-app.ts';
import type { ListEnd } from './graph-list.ts';

type Refusal = Pick<Extract<ListEnd, { kind: 'refused' }>, 'status' | 'code'>;
type Broken = Extract<ListEnd, { kind: 'broken' }>;

const NO_LICENCE = /NonPremiumTenant|RequiresPremium|LicenseRequired/i;
export const SYNC = 'clari-identity-mcp sync entra';

export function lacksLicence({ code }: Refusal): boolean {
  return code !== null && NO_LICENCE.test(code);
}

/** A list that Graph does not show, as what it leaves unknown and the application permission that would show it. */
export function refusalGap(what: string, scope: string, refusal: Refusal): ReadGap {
  if (lacksLicence(refusal)) {
    return {
      code: 'licence_missing',
      gap: `${what}: the tenant has no Entra ID P1 or P2 licence. Microsoft Graph answered ${refusalText(refusal)}.`,
      closeWith: 'An Entra ID P1 or P2 licence; without one this stays unknown',
      scope: null,
    };
  }
  if (refusal.status === 403) {
    return {
      code: 'permission_missing',
      gap: `${what}: Microsoft Graph answered ${refusalText(refusal)}.`,
      closeWith: `Grant the application permission ${scope} with admin consent, then ${SYNC}`,
      scope,
    };
  }
  return {
    code: 'page_failed',
    gap: `${what}: Microsoft Graph answered ${refusalText(refusal)}.`,
    closeWith: SYNC,
    scope: null,
  };
}

/** A gap for a log that is not available, as in some clouds. It is not a fault, but nothing is known from that log. */
export function logGap(what: string, refusal: Refusal): ReadGap {
  const gap = refusalGap(what, 'AuditLog.Read.All', refusal);
  return gap.code === 'page_failed' ? { ...gap, code: 'limited_information' } : gap;
}

/** A list that broke off. */
export function brokenGap(what: string, { code, why }: Broken): ReadGap {
  return { code, gap: `${what}: ${why}`, closeWith: SYNC, scope: null };
}

export function limitedGap(gap: string, scope: string): ReadGap {
  return {
    code: 'limited_information',
    gap,
    closeWith: `Grant the application permission ${scope} with admin consent, then ${SYNC}`,
    scope,
  };
}

/** A gap for an empty answer where there must be something. */
export function emptyGap(gap: string, closeWith: string): ReadGap {
  return { code: 'empty_answer', gap, closeWith, scope: null };
}
