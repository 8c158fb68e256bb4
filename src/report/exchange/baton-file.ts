import type { JudgedAccount } from '../../model/judged-account.ts';
import { isOfPerson, labelOf, lastLoginAt, nameOfApp, standingOf } from './account-facts.ts';
import { csvLine, humanCell, IDS_AS_THEY_ARE } from './csv-line.ts';
import type { ExchangeContext, ExchangeShape, ExchangeWriter } from './format.ts';

const COLUMNS = [
  'record_type',
  'id',
  'display_name',
  'email',
  'status',
  'type',
  'last_login',
  'employee_id',
  'resource_type',
  'trait',
  'resource_id',
  'entitlement_slug',
  'principal_id',
  'profile.role',
  'profile.team',
  'profile.finding',
] as const;
type Column = (typeof COLUMNS)[number];

/** ConductorOne: users, the application, its roles, and who has which, in one flat file. */
export const batonFile: ExchangeShape = {
  parts: [''],
  wholeList: true,
  manyApps: false,
  needsResourceId: false,
  missing: 'An account that is missing counts as gone once the file replaces the one before.',
  handOver: [
    'Give it to the baton-file connector, or upload it to a hosted file connector with "Replace file".',
    'A kind of account that is not known is left blank, and ConductorOne takes a blank for a human.',
    IDS_AS_THEY_ARE,
  ],
  open: (context) => writerFor(context),
};

function writerFor(context: ExchangeContext): ExchangeWriter {
  const app = context.app ?? '';
  const resource = `app:${app}`;
  const roles = new Set<string>();
  return {
    begin: () => [
      csvLine(COLUMNS) +
        line({
          record_type: 'resource',
          id: resource,
          display_name: humanCell(nameOfApp(context, app)),
          resource_type: 'app',
          trait: 'app',
        }) +
        line({ record_type: 'entitlement', display_name: 'Member', resource_id: resource, entitlement_slug: 'member' }),
    ],
    row: ({ judged }) => {
      const standing = standingOf(judged);
      if (!('active' in standing)) return standing;
      const id = judged.account.accountId;
      if (/^(app|role):/.test(id))
        return { refuses: 'Its id begins like the ids that this file gives to the application and its roles.' };
      const { role } = judged.account.latest;
      const grants = standing.active
        ? line({
            record_type: 'direct_user_grant',
            principal_id: id,
            resource_id: resource,
            entitlement_slug: 'member',
          }) +
          (role === null
            ? ''
            : line({
                record_type: 'direct_user_grant',
                principal_id: id,
                resource_id: roleId(app, role),
                entitlement_slug: 'assigned',
              }))
        : '';
      return { texts: [newRole(role) + userLine(judged, standing.active) + grants], rows: 1 };
    },
    end: () => [''],
  };

  /** A role is declared before the first row that names it. */
  function newRole(role: string | null): string {
    if (role === null || roles.has(role)) return '';
    roles.add(role);
    const id = roleId(app, role);
    return (
      line({ record_type: 'resource', id, display_name: humanCell(role), resource_type: 'role', trait: 'role' }) +
      line({ record_type: 'entitlement', display_name: 'Assigned', resource_id: id, entitlement_slug: 'assigned' })
    );
  }
}

function roleId(app: string, role: string): string {
  return `role:${app}:${role}`;
}

function userLine(judged: JudgedAccount, active: boolean): string {
  const { account, verdict } = judged;
  const { latest } = account;
  const isPerson = isOfPerson(judged);
  return line({
    record_type: 'user',
    id: account.accountId,
    display_name: humanCell(labelOf(judged)),
    email: latest.email ?? '',
    status: active ? 'enabled' : 'disabled',
    type: isPerson === null ? '' : isPerson ? 'human' : 'service',
    last_login: lastLoginAt(judged) ?? '',
    employee_id: latest.employeeId ?? '',
    'profile.role': humanCell(latest.role),
    'profile.team': humanCell(latest.team),
    'profile.finding': verdict.finding,
  });
}

function line(cells: Partial<Record<Column, string>>): string {
  return csvLine(COLUMNS.map((column) => cells[column] ?? ''));
}
