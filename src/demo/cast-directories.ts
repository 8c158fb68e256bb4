import { type Casting, localPart } from './casting.ts';
import { BRIGHTWATER, type EntraRecord, HALDEN, type OktaRecord, type Person, TENANT } from './roster.ts';

export interface OktaRow {
  readonly record: OktaRecord;
  readonly person: Person;
  readonly id: string;
  readonly login: string;
  readonly email: string;
  readonly employeeNumber: string;
  readonly manager: string;
  /** Days ago that the person came: since then ACTIVE, until the record's own status. */
  readonly hired: number;
}

export function oktaRow(
  person: Person,
  record: OktaRecord,
  { ids, random, employeeNumber, managers }: Casting,
): OktaRow {
  const login = record.login ?? `${localPart(person)}@${HALDEN}`;
  return {
    record,
    person,
    id: ids.okta(),
    login,
    email: record.email ?? login,
    employeeNumber: record.contractor === true ? '' : employeeNumber,
    manager: managers.okta === login ? '' : managers.okta,
    hired: random.int(400, 2200),
  };
}

export interface EntraRow {
  readonly record: EntraRecord;
  readonly person: Person;
  readonly id: string;
  readonly userPrincipalName: string;
  readonly mail: string;
  readonly proxyAddresses: string;
  readonly employeeId: string;
  readonly manager: string;
  readonly created: number;
}

export function entraRow(
  person: Person,
  record: EntraRecord,
  { ids, random, employeeNumber, managers }: Casting,
): EntraRow {
  const mail = record.mail ?? `${localPart(person)}@${BRIGHTWATER}`;
  const guest = record.type === 'Guest';
  const numbered = !guest && record.mailbox === undefined;
  const aliases = (record.aliases ?? []).map((alias) => `smtp:${alias}`);
  return {
    record,
    person,
    id: ids.entra(),
    userPrincipalName: guest ? `${mail.replace('@', '_')}#EXT#@${TENANT}` : mail,
    mail,
    proxyAddresses: guest ? '' : [`SMTP:${mail}`, ...aliases].join(';'),
    employeeId: numbered ? employeeNumber : '',
    manager: managers.entra === mail || !numbered ? '' : managers.entra,
    created: random.int(300, 1800),
  };
}
