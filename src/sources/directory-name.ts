import { ClariIdentityError } from '../model/errors.ts';
import { valuesOf } from './columns.ts';
import { hasOktaStatus } from './kinds/okta-values.ts';
import type { Layout } from './layout.ts';
import { quoted, quotedList } from './text.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const OF_ENTRA = new Set([
  'userprincipalname',
  'accountenabled',
  'proxyaddresses',
  'recipienttypedetails',
  'blockcredential',
  'directorysynced',
  'onpremisessyncenabled',
  'principaltype',
  'principalid',
  'approleid',
]);
/** Active Directory on premises has some of Entra's headers, and is another directory. */
const ON_PREMISES = new Set(['samaccountname', 'distinguishedname', 'objectguid']);
const OF_OKTA = new Set(['oktaid', 'userlogin', 'credentialsusername', 'syncstate', 'secondemail', 'oktastatus']);
/** Okta's own property paths. */
const DOTTED = /^(?:profile|user|credentials)\.[a-z]/i;
const STATUS = new Set(['status', 'userstatus', 'profilestatus', 'appuserstatus', 'appstatus']);

/** The name that a person stated, else `okta` or `entra` from what only those have, else ERR_USAGE. */
export function directoryName(
  layout: Layout,
  stated: string | null,
  fileName: string,
): { readonly name: string; readonly why: string } {
  if (stated !== null)
    return { name: normalName(stated), why: `The directory is ${quoted(normalName(stated))}, as stated.` };
  const okta = evidence(layout, (key, header) => OF_OKTA.has(key) || DOTTED.test(header));
  const oktaStatus = layout.keys.some((key, index) => STATUS.has(key) && hasOktaStatus(valuesOf(layout, index)));
  const onPremises = layout.keys.some((key) => ON_PREMISES.has(key)) && !layout.keys.includes('accountenabled');
  const entra = onPremises ? [] : evidence(layout, (key) => OF_ENTRA.has(key));
  const scope = layout.keys.indexOf('scope');
  const oktaScope = scope !== -1 && valuesOf(layout, scope).some((value) => value === 'USER' || value === 'GROUP');
  const isOkta = okta.length > 0 || oktaStatus || oktaScope;
  if (isOkta && entra.length === 0) {
    const what = okta.length > 0 ? quotedList(okta, 4) : 'its values';
    return { name: 'okta', why: `The directory is Okta: ${what} ${okta.length === 1 ? 'is' : 'are'} Okta's.` };
  }
  if (entra.length > 0 && !isOkta) {
    return {
      name: 'entra',
      why: `The directory is Entra ID: ${quotedList(entra, 4)} ${entra.length === 1 ? 'is its header' : 'are its headers'}.`,
    };
  }
  throw new ClariIdentityError(
    'ERR_USAGE',
    entra.length > 0
      ? `${fileName} has marks of both Okta and Entra ID, so it is not clear which directory it is.`
      : `Nothing in ${fileName} says which directory it comes from, and reads of two directories must not be mixed.`,
    'Name it: --directory okta, --directory entra, or any name of your own, the same one every time.',
  );
}

function evidence(layout: Layout, speaks: (key: string, header: string) => boolean): readonly string[] {
  return layout.headers.filter((header, index) => speaks(layout.keys[index] ?? '', header));
}

function normalName(stated: string): string {
  const name = stated.trim().toLowerCase();
  if (NAME.test(name)) return name;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${quoted(stated)} is no name for a directory.`,
    'Use letters, digits, dots, dashes and underscores, for example okta, entra or hr-file.',
  );
}
