import type { CapabilityOrigin } from '../model/capability.ts';

/** The day on which the sources that bear no date were read. */
const READ_ON = '2026-11-23';
/** The same for applications other than Clari. */
const OTHERS_READ_ON = '2026-11-29';

export const STITCHFLOW = {
  source: { title: 'Stitchflow, Clari User Management API Guide' },
  date: '2026-03-09',
  dateBasis: 'source',
  confidence: 'third-party',
} as const satisfies CapabilityOrigin;

export const CORE_API = {
  source: {
    title: 'Clari API Reference 5.0.0, relayed by api-evangelist/clari',
    url: 'https://developer.clari.com/documentation/external_spec',
  },
  date: '2026-08-13',
  dateBasis: 'source',
  confidence: 'first-party-relayed',
} as const satisfies CapabilityOrigin;

export const COPILOT_API = {
  source: {
    title: 'Clari Copilot API reference, relayed by api-evangelist/clari',
    url: 'https://api-doc.copilot.clari.com/spec.yaml',
  },
  date: '2026-08-13',
  dateBasis: 'source',
  confidence: 'first-party-relayed',
} as const satisfies CapabilityOrigin;

export const OKTA_GUIDE = {
  source: {
    title: 'Okta, How to Configure SAML 2.0 for Clari',
    url: 'https://saml-doc.okta.com/SAML_Docs/How-to-Configure-SAML-2.0-for-Clari.html',
  },
  date: READ_ON,
  dateBasis: 'read',
  confidence: 'first-party',
} as const satisfies CapabilityOrigin;

/** An independent profile of Clari's public surfaces; it probed what it lists. */
export const API_EVANGELIST = {
  source: { title: 'api-evangelist/clari', url: 'https://github.com/api-evangelist/clari' },
  date: '2026-08-13',
  dateBasis: 'source',
  confidence: 'third-party',
} as const satisfies CapabilityOrigin;

export const SALESLOFT_API = {
  source: {
    title: "Salesloft's API, relayed by api-evangelist/salesloft",
    url: 'https://github.com/api-evangelist/salesloft',
  },
  date: '2026-08-13',
  dateBasis: 'source',
  confidence: 'first-party-relayed',
} as const satisfies CapabilityOrigin;

/** For values that no source states: the one that is safe to assume. */
export const NOWHERE = {
  source: { title: 'No public source found; the cautious assumption' },
  date: READ_ON,
  dateBasis: 'read',
  confidence: 'assumption',
} as const satisfies CapabilityOrigin;

/** A third party's page without a date. */
export function undated(title: string, url?: string): CapabilityOrigin {
  return { ...read(title, url), date: READ_ON, confidence: 'third-party' };
}

/** The vendor's own page without a date. */
export function vendorPage(title: string, url?: string): CapabilityOrigin {
  return read(title, url);
}

/** A guide of Stitchflow to one application: the same author, and the same reserve, for each. */
export function stitchflowGuide(title: string, date: string, url: string): CapabilityOrigin {
  return { source: { title: `Stitchflow, ${title}`, url }, date, dateBasis: 'source', confidence: 'third-party' };
}

function read(title: string, url?: string): CapabilityOrigin {
  return {
    source: url === undefined ? { title } : { title, url },
    date: OTHERS_READ_ON,
    dateBasis: 'read',
    confidence: 'first-party',
  };
}
