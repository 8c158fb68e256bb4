import type { Capability } from '../../model/capability.ts';
import { OKTA_GUIDE, STITCHFLOW, undated } from '../origins.ts';

/** Which identity providers are known to work: `documented`, `claimed` by one third party, or `not_confirmed`. */
export const IDENTITY_PROVIDERS: readonly Capability[] = [
  { ...OKTA_GUIDE, id: 'idp.okta', statement: 'Single sign-on from Okta', value: 'documented' },
  {
    ...STITCHFLOW,
    id: 'idp.entra',
    statement: 'Single sign-on from Microsoft Entra ID',
    value: 'claimed',
    note: "Only this guide names it: Microsoft's public documentation of application tutorials has none for Clari.",
    impact: 'Plan a non-gallery enterprise application, recognised by its object id and not by a gallery template.',
  },
  ...(
    [
      ['idp.google_workspace', 'Google Workspace'],
      ['idp.onelogin', 'OneLogin'],
    ] as const
  ).map(
    ([id, provider]): Capability => ({
      ...STITCHFLOW,
      id,
      statement: `Single sign-on from ${provider}`,
      value: 'not_confirmed',
      note: `Neither Clari nor ${provider} documents it. One table of Stitchflow lists it as single sign-on through a third party, without SCIM.`,
      impact: `Ask Clari Support before planning on it, as a custom SAML application with their values. Removal in ${provider} would block the login only: the account stays active until it is deactivated in Clari.`,
    }),
  ),
  {
    ...undated(
      'SecureAuth, Clari (IdP-initiated) integration guide',
      'https://docs.secureauth.com/0903/en/clari--idp-initiated--integration-guide.html',
    ),
    id: 'idp.other_saml2',
    statement: 'Single sign-on from another SAML 2.0 identity provider',
    value: 'documented',
    note: 'For SecureAuth, identity-provider initiated, in the documentation of an old SecureAuth version.',
    conflict: "Stitchflow's guide says Okta or Entra ID only.",
  },
];
