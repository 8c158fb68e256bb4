import type { CapabilityOrigin } from '../model/capability.ts';

/** The day on which the sources that bear no date were read. */
const READ_ON = '2026-12-01';

/** What a third party says that a control asks, on a page that bears a date. */
export function thirdParty(title: string, date: string, url: string): CapabilityOrigin {
  return { source: { title, url }, date, dateBasis: 'source', confidence: 'third-party' };
}

/** The same on a page without a date. */
export function undatedThirdParty(title: string, url: string): CapabilityOrigin {
  return { source: { title, url }, date: READ_ON, dateBasis: 'read', confidence: 'third-party' };
}

/** A public text, as somebody else passes it on; the page bears no date. */
export function relayed(title: string, url: string): CapabilityOrigin {
  return { source: { title, url }, date: READ_ON, dateBasis: 'read', confidence: 'first-party-relayed' };
}
