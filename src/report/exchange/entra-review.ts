import type { JudgedAccount } from '../../model/judged-account.ts';
import { labelOf, nameOfApp } from './account-facts.ts';
import { csvLine, humanCell, IDS_AS_THEY_ARE } from './csv-line.ts';
import type { ExchangeContext, ExchangeShape } from './format.ts';

const COLUMNS = [
  'principalId',
  'principalType',
  'permissionId',
  'permissionName',
  'permissionDescription',
  'permissionType',
];
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Microsoft Entra ID, access review of custom data: one row for each Entra user and account that they have. */
export const entraReview: ExchangeShape = {
  parts: [''],
  wholeList: false,
  manyApps: false,
  needsResourceId: false,
  missing: 'An account without a row is not reviewed in Entra. Entra never takes it for removed.',
  handOver: [
    'POST …/resources/{resource}/uploadSessions for the review instance, then POST …/uploadFile with this file, then PATCH the session with isUploadDone: true.',
    'A session ends two hours after the review starts, takes at most 10 files, and is not opened again.',
    IDS_AS_THEY_ARE,
  ],
  open: (context) => ({
    begin: () => [csvLine(COLUMNS)],
    row: ({ judged }) => {
      const { account, correlation } = judged;
      if (account.status === 'inactive' || account.status === 'absent')
        return { leftOut: 'It is not active, so there is nothing to review.' };
      const inEntra = correlation.linked.filter(({ identity }) => identity.directory === context.directory);
      if (inEntra.length === 0)
        return { leftOut: WHY_NOT_LINKED[correlation.linked.length > 0 ? 'elsewhere' : 'nobody'] };
      const ids = inEntra.map(({ identity }) => identity.identityId).filter((id) => OBJECT_ID.test(id));
      if (ids.length === 0) return { leftOut: 'The object id that Entra gives its owner is not known.' };
      const permission = permissionOf(context, judged);
      return {
        texts: [ids.map((id) => csvLine([id.toLowerCase(), 'user', account.accountId, ...permission])).join('')],
        rows: ids.length,
      };
    },
    end: () => [''],
  }),
};

const WHY_NOT_LINKED = {
  elsewhere: 'Its owner is known in another directory, not in Entra.',
  nobody: 'Nobody in a directory is known to own it.',
} as const;

/** Name, description and type: what the reviewer reads. */
function permissionOf(context: ExchangeContext, judged: JudgedAccount): readonly string[] {
  const { account, verdict } = judged;
  const app = nameOfApp(context, account.app);
  const role = account.latest.role;
  const status = account.status === 'active' ? 'Active' : 'Not known whether active';
  return [
    humanCell(role === null ? `${app} account` : `${app} account, role ${role}`, 200),
    humanCell(
      `${status} as of ${account.statusAsOf}; account of ${labelOf(judged)}; finding ${verdict.finding} (${verdict.reason})`,
    ),
    'Account',
  ];
}
