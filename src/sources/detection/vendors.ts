import { words } from '../../model/words.ts';
import { hasSalesforceUserIds } from '../cells/salesforce-id.ts';
import { quoted } from '../cells/text.ts';
import type { Layout } from '../csv/layout.ts';
import { valuesOf } from '../csv/layout.ts';
import { isRecordType } from '../csv/record-file.ts';
import { hasOktaIds, oktaOnlyStatus } from '../kinds/okta-values.ts';

/** Headers, or values under one of them, that a system's lists have. */
interface Mark {
  /** Header keys; all of them have to be there. */
  readonly keys: readonly string[];
  /** How headers are written, where the key alone is not telling. */
  readonly written?: RegExp;
  /** Also asks this of the values under the first key. */
  values?(values: readonly string[]): boolean;
  /** Whether nobody else has it. */
  readonly alone: boolean;
}

export interface Vendor {
  /** What `--directory` takes. */
  readonly name: string;
  /** For sentences. */
  readonly title: string;
  readonly marks: readonly Mark[];
  /** How many marks it takes of those that others have, too. */
  readonly needs: number;
}

const alone = (...keys: readonly string[]): Mark => ({ keys, alone: true });
const hint = (...keys: readonly string[]): Mark => ({ keys, alone: false });
const STATUS_KEYS = ['status', 'userstatus', 'profilestatus', 'appuserstatus', 'appstatus', 'oktastatus'];
const hasAny =
  (...words: readonly string[]) =>
  (values: readonly string[]): boolean =>
    values.some((value) => words.includes(value));

/** `ACTIVE`, `SUSPENDED`: as an API writes statuses, Okta's among others. */
function inCapitals(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => /^(?:ACTIVE|SUSPENDED|STAGED|INACTIVE)$/.test(value));
}

export const OKTA: Vendor = {
  name: 'okta',
  title: 'Okta',
  needs: 2,
  marks: [
    ...['oktaid', 'oktastatus', 'oktausername', 'assigneeoktaid', 'profilelogin', 'credentialsusername'].map((key) =>
      alone(key),
    ),
    { keys: ['userlogin'], written: /^user\.login$/i, alone: true },
    alone('login', 'secondemail'),
    alone('applicationinstance', 'applicationlogin'),
    ...STATUS_KEYS.map(
      (key): Mark => ({
        keys: [key],
        values: (values) => oktaOnlyStatus(values) !== null,
        alone: true,
      }),
    ),
    { keys: ['status'], values: inCapitals, alone: false },
    hint('syncstate'),
    hint('statuschanged'),
    hint('credentialtype'),
    hint('externalid', 'scope'),
    { keys: ['scope'], values: hasAny('USER', 'GROUP'), alone: false },
    { keys: ['id'], values: hasOktaIds, alone: false },
    { keys: ['userid'], values: hasOktaIds, alone: false },
  ],
};

const onMicrosoft = (values: readonly string[]): boolean =>
  values.some((value) => /#ext#|@[^@]+\.onmicrosoft\.com$/i.test(value));

export const ENTRA: Vendor = {
  name: 'entra',
  title: 'Entra ID',
  needs: 2,
  marks: [
    ...words(`
      accountenabled blockcredential dirsyncenabled directorysynced onpremisessyncenabled approleid creationtype
      invitationstate consentprovidedforminor
    `).map((key) => alone(key)),
    { keys: ['userprincipalname'], values: onMicrosoft, alone: true },
    hint('userprincipalname'),
    hint('proxyaddresses'),
    hint('recipienttypedetails'),
    { keys: ['principaltype'], values: hasAny('User', 'Group', 'ServicePrincipal'), alone: false },
    hint('principalid'),
    hint('objectid'),
    hint('usagelocation'),
    hint('othermails'),
    { keys: ['usertype'], values: hasAny('Member', 'Guest'), alone: false },
    { keys: ['id', 'userprincipalname'], alone: false },
  ],
};

/** Directories that share headers or words with those two, and are neither. */
const OTHERS: readonly Vendor[] = [
  {
    name: 'c1',
    title: 'ConductorOne (a baton-file)',
    needs: 2,
    marks: [{ keys: ['recordtype'], values: isRecordType, alone: true }],
  },
  {
    name: 'ad',
    title: 'Active Directory',
    needs: 2,
    marks: ['samaccountname', 'distinguishedname', 'objectguid', 'useraccountcontrol'].map((key) => alone(key)),
  },
  {
    name: 'duo',
    title: 'Duo',
    needs: 2,
    marks: [
      alone('username', 'realname'),
      alone('username', 'alias1'),
      { keys: ['status'], values: (values) => values.some((value) => /^bypass$/i.test(value)), alone: true },
    ],
  },
  {
    name: 'jumpcloud',
    title: 'JumpCloud',
    needs: 2,
    marks: [
      alone('employeeidentifier'),
      alone('accountlocked', 'activated'),
      { keys: ['state'], values: hasAny('ACTIVATED', 'STAGED'), alone: true },
    ],
  },
  {
    name: 'onelogin',
    title: 'OneLogin',
    needs: 2,
    marks: [alone('invalidloginattempts'), alone('openidname'), alone('directoryid', 'state'), alone('oneloginid')],
  },
  {
    name: 'google',
    title: 'Google Workspace',
    needs: 2,
    marks: [
      { keys: [], written: /\[(?:READ ONLY|Required)\]/, alone: true },
      alone('orgunitpath'),
      alone('primaryemail', 'suspended'),
    ],
  },
  {
    name: 'pingone',
    title: 'PingOne',
    needs: 2,
    marks: [alone('accountcanauthenticate'), alone('lifecyclestatus', 'enabled'), alone('populationid')],
  },
];

/** Applications whose lists of users look like anybody's. */
export const SALESFORCE: Vendor = {
  name: 'salesforce',
  title: 'Salesforce',
  needs: 3,
  marks: [
    { keys: ['userid'], values: hasSalesforceUserIds, alone: true },
    { keys: ['id'], values: hasSalesforceUserIds, alone: true },
    alone('profileid'),
    alone('userroleid'),
    alone('federationidentifier'),
    hint('username'),
    hint('alias'),
    hint('profile'),
    { keys: ['username'], values: (values) => hasOrgSuffix(values), alone: false },
  ],
};

/** User names that are an address with the name of an organisation or sandbox behind it: `jo@acme.example.uat`. */
function hasOrgSuffix(values: readonly string[]): boolean {
  return (
    values.length > 0 &&
    values.every((value) => /@[^@]+\.[a-z0-9]+$/i.test(value)) &&
    values.some((value) =>
      /@[^@]+\.(?:prod|production|sandbox|uat|full|dev|test|qa|stage|staging|partial|crm|sf|sfdc|salesforce)$/i.test(
        value,
      ),
    )
  );
}

/** What in a file is a vendor's: `certain` where nobody else has one of them. Null: too little to go by. */
export function marksOf(
  vendor: Vendor,
  layout: Layout,
): { readonly shown: readonly string[]; readonly certain: boolean } | null {
  const found = vendor.marks.flatMap((mark) => {
    const shown = shownMark(mark, layout);
    return shown === null ? [] : [{ shown, alone: mark.alone }];
  });
  const shown = [...new Set(found.map((one) => one.shown))];
  const certain = found.some((one) => one.alone);
  return certain || shown.length >= vendor.needs ? { shown, certain } : null;
}

/** The directory that a file is of, where it is neither Okta nor Entra ID; null: nothing says so. */
export function otherDirectory(layout: Layout): Vendor | null {
  return OTHERS.find((vendor) => marksOf(vendor, layout) !== null) ?? null;
}

/** A mark as it stands in the file, for sentences; null: it is not there. */
function shownMark({ keys, written, values }: Mark, layout: Layout): string | null {
  const headers =
    keys.length === 0
      ? layout.headers.filter((header) => written?.test(header) === true).slice(0, 1)
      : keys.flatMap((key) => {
          const index = layout.keys.indexOf(key);
          const header = layout.headers[index];
          return header === undefined || written?.test(header) === false ? [] : [header];
        });
  if (headers.length < Math.max(keys.length, 1)) return null;
  if (values === undefined) return headers.map(quoted).join(' with ');
  const [first = ''] = keys;
  const under = valuesOf(layout, layout.keys.indexOf(first));
  if (!values(under)) return null;
  const telling = under.find((value) => values([value]));
  return telling === undefined
    ? headers.map(quoted).join(' with ')
    : `${quoted(telling)} under ${quoted(headers[0] ?? '')}`;
}
