import * as z from 'zod';
import { accountName } from '../src/app/lookups/account-name.ts';
import type { MatchingSums } from '../src/app/lookups/matching-sums.ts';
import { ACCOUNT_STATUSES } from '../src/model/account.ts';
import { checkedApp } from '../src/model/apps-in-use.ts';
import { SITUATIONS } from '../src/model/correlation.ts';
import { FINDINGS } from '../src/model/finding.ts';
import { bare, quote } from '../src/model/foreign.ts';
import { ENTITLEMENTS, type Identity } from '../src/model/identity.ts';
import type { JudgedAccount } from '../src/model/judged-account.ts';
import { IDENTITY_STATUSES } from '../src/model/observation.ts';
import type { JudgedFilter } from '../src/store/store.ts';
import { defineTool, READING, responseFormat } from '../src/tool.ts';
import { firstIdentity, markedText, withoutNulls } from './parts/account-part.ts';
import { coverageLine, coverageOf } from './parts/coverage-part.ts';
import { listInput, listOutput, listPage, listTail } from './parts/list-part.ts';
import { MOST_NAMED, sumsLines, sumsOf, sumsPart } from './parts/sums-part.ts';

const user = z.object({
  account_id: z.string(),
  email: z.string().optional(),
  looks_like_instructions: z.boolean().optional(),
  manager_email: z.string().optional(),
  used_after_revocation: z.literal('yes').optional(),
  status: z.enum(ACCOUNT_STATUSES),
  finding: z.enum(FINDINGS),
  app: z.string().max(40).optional(),
  name: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  status_raw: z.string().optional(),
  last_login_at: z.string().optional(),
  situation: z.enum(SITUATIONS).optional(),
  identity: z
    .object({
      directory: z.string(),
      identity_id: z.string(),
      login: z.string().optional(),
      status: z.enum(IDENTITY_STATUSES),
      entitlement: z.enum(ENTITLEMENTS),
      leaves_on: z.string().optional().describe('last day, says the directory'),
    })
    .optional(),
  as_of: z.string().optional().describe('of the status'),
});

export const listClariUsers = defineTool({
  name: 'list_clari_users',
  title: 'List Clari users',
  description:
    'Clari accounts as the imported exports show them, each with its status and finding, ordered by e-mail. A status is as of a dated export, not live. For accounts that need action use find_orphaned_accounts.',
  inputSchema: z.strictObject({
    status: z.enum(ACCOUNT_STATUSES).optional(),
    finding: z.enum(FINDINGS).optional(),
    query: z.string().max(200).optional().describe('part of an e-mail, name or account id'),
    role: z.string().max(200).optional(),
    team: z.string().max(200).optional(),
    app: z.string().max(40).optional(),
    response_format: responseFormat,
    ...listInput,
  }),
  outputSchema: z.object({
    users: z.array(user),
    matching: sumsPart.optional().describe('with limit 0'),
    ...listOutput,
  }),
  annotations: READING,
  async handler(args, { deps }) {
    const filter: JudgedFilter = {
      app: args.app === undefined ? undefined : checkedApp(deps.settings, args.app),
      statuses: args.status === undefined ? undefined : [args.status],
      findings: args.finding === undefined ? undefined : [args.finding],
      query: args.query,
      role: args.role,
      team: args.team,
    };
    const counted: MatchingSums[] = [];
    const page = await listPage(deps, filter, 'email', args, async (reader) => {
      if (args.limit > 0) return;
      const { matchingSums } = await import('../src/app/lookups/matching-sums.ts');
      counted.push(await matchingSums(reader, filter, deps, MOST_NAMED));
    });
    const [sums] = counted;
    const detailed = args.response_format === 'detailed';
    return {
      structured: {
        users: page.rows.map((row) => (detailed ? detailedUser(row) : conciseUser(row))),
        ...(sums === undefined ? {} : { matching: sumsOf(sums) }),
        total: page.total,
        next_cursor: page.nextCursor,
        coverage: page.coverage.map(coverageOf),
        warnings: [...page.warnings],
      },
      text: [
        `Clari accounts, ${listTail(page, page.rows.length, args.limit)}`,
        ...(sums === undefined ? [] : sumsLines(sums)),
        ...page.rows.map(detailed ? detailedLine : conciseLine),
        coverageLine(page.coverage),
        ...page.warnings,
      ].join('\n'),
    };
  },
});

function conciseUser({ account, correlation, verdict }: JudgedAccount): z.input<typeof user> {
  const { email, role, team } = account.latest;
  return {
    account_id: account.accountId,
    ...markedText({ email, role, team, manager_email: firstIdentity(correlation)?.latest.managerEmail }),
    status: account.status,
    finding: verdict.finding,
    ...withoutNulls({ last_login_at: account.latest.lastLogin?.at }),
    ...(verdict.usedAfterRevocation === 'yes' ? { used_after_revocation: 'yes' as const } : {}),
  };
}

function detailedUser(row: JudgedAccount): z.input<typeof user> {
  const { latest } = row.account;
  const identity = firstIdentity(row.correlation);
  return {
    ...conciseUser(row),
    ...markedText({ email: latest.email, name: latest.name, role: latest.role, team: latest.team }),
    ...withoutNulls({ status_raw: latest.statusRaw }),
    app: row.account.app,
    situation: row.correlation.situation,
    as_of: row.account.statusAsOf,
    ...(identity === null
      ? {}
      : {
          identity: {
            directory: identity.directory,
            identity_id: identity.identityId,
            ...withoutNulls({ login: identity.latest.login }),
            status: identity.latest.status,
            entitlement: identity.entitlement,
            ...withoutNulls({ leaves_on: leavesOn(identity) }),
          },
        }),
  };
}

function leavesOn({ latest: { leavesOn: day } }: Identity): string | null {
  if (day === null) return null;
  return day.dateOnly ? day.at.slice(0, 10) : day.at;
}

function conciseLine({ account, correlation, verdict }: JudgedAccount): string {
  const { email, role, team, lastLogin } = account.latest;
  const manager = firstIdentity(correlation)?.latest.managerEmail ?? null;
  const place = [role, team].flatMap((one) => (one === null ? [] : bare(one))).join(', ');
  return [
    `${bare(account.accountId)} ${email === null ? '(no e-mail)' : bare(email)} ${account.status} ${verdict.finding}${place === '' ? '' : ` ${place}`}`,
    manager === null ? null : `mgr ${bare(manager)}`,
    lastLogin === null ? null : `login ${lastLogin.dateOnly ? lastLogin.at.slice(0, 10) : lastLogin.at.slice(0, 16)}`,
    verdict.usedAfterRevocation === 'yes' ? 'USED AFTER' : null,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

function detailedLine(row: JudgedAccount): string {
  const { account, correlation, verdict } = row;
  const identity = firstIdentity(correlation);
  const owner =
    identity === null
      ? correlation.situation
      : `${bare(identity.directory)} ${bare(identity.latest.login ?? identity.identityId)} ${identity.latest.status}, ${identity.entitlement}${leavesOn(identity) === null ? '' : `, leaves on ${leavesOn(identity)}`}`;
  const facts = [
    account.latest.role === null ? null : `role ${quote(account.latest.role)}`,
    account.latest.team === null ? null : `team ${quote(account.latest.team)}`,
    account.latest.lastLogin === null ? null : `last login ${account.latest.lastLogin.at.slice(0, 10)}`,
  ].filter((fact) => fact !== null);
  return [
    `${bare(account.accountId)} | ${accountName(account)} | ${account.status} as of ${account.statusAsOf.slice(0, 10)}`,
    `${verdict.finding} (${verdict.reason}) | ${owner}`,
    ...facts,
  ].join(' | ');
}
