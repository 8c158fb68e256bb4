import { testWorld, type World } from './deps.ts';
import { REVIEW_NOW } from './review-company.ts';

/** An object id as Entra gives it. */
export const oid = (digit: number) => `0000000${digit}-1111-4222-8333-444444444444`;

export const INSTANCE = 'a0000000-1111-4222-8333-444444444444';
export const RESOURCE = 'b0000000-1111-4222-8333-444444444444';
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Each with the account that they have, and their manager. */
const ENTRA_PEOPLE = {
  ana: { id: oid(1), account: '3001' },
  leo: { id: oid(2), account: '3002' },
  mia: { id: oid(3), account: '3003' },
  adam: { id: oid(4), account: '3004' },
  sue: { id: oid(5), account: '3005' },
  fred: { id: oid(6), account: '3006' },
} as const;
type Person = keyof typeof ENTRA_PEOPLE;

export const ENTRA_USERS = [
  'Clari User ID,Name,Email,Role,Team,Status,Last Login',
  '3001,Ana Active,ana@example.com,Sales Rep,East,Active,2026-11-18T09:00:00Z',
  '3002,Leo Left,leo@example.com,Sales Rep,East,Active,2026-11-15T09:00:00Z',
  '3003,Mia Manager,mia@example.com,Sales Manager,East,Active,2026-11-18T09:00:00Z',
  '3004,Adam Admin,adam@example.com,Admin,HQ,Active,2026-11-19T09:00:00Z',
  '3005,Sue Sales,sue@example.com,Sales Rep,West,Active,2026-11-17T09:00:00Z',
  '3006,Fred Fallback,fred@example.com,Sales Rep,HQ,Active,2026-11-18T09:00:00Z',
  '3007,Nobody Known,ghost@example.com,Sales Rep,West,Active,',
].join('\n');

export const ENTRA_DIRECTORY = [
  'id,displayName,givenName,surname,mail,userPrincipalName,accountEnabled,userType,manager_email',
  `${oid(1)},Ana Active,Ana,Active,ana@example.com,ana@example.com,true,Member,mia@example.com`,
  `${oid(2)},Leo Left,Leo,Left,leo@example.com,leo@example.com,false,Member,mia@example.com`,
  `${oid(3)},Mia Manager,Mia,Manager,mia@example.com,mia@example.com,true,Member,fred@example.com`,
  `${oid(4)},Adam Admin,Adam,Admin,adam@example.com,adam@example.com,true,Member,mia@example.com`,
  `${oid(5)},Sue Sales,Sue,Sales,sue@example.com,sue@example.com,true,Member,mia@example.com`,
  `${oid(6)},Fred Fallback,Fred,Fallback,fred@example.com,fred@example.com,true,Member,`,
].join('\n');

/** A company on Entra ID whose managers review there, all of it stated complete. */
export async function entraCompany(): Promise<World> {
  const world = await testWorld(REVIEW_NOW, { directories: ['entra'] });
  await world.load('users.csv', ENTRA_USERS, { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' });
  await world.load('entra.csv', ENTRA_DIRECTORY, {
    asOf: '2026-11-20T09:30:00.000Z',
    completeness: 'complete',
    directory: 'entra',
    kind: 'directory',
  });
  return world;
}

export const ENTRA_OPEN = {
  name: 'Q4 2026',
  reviewers: { fallback: 'fred@example.com' },
  privileged_roles: [],
  due_at: '2026-12-15',
};

interface Said {
  readonly decision: string;
  readonly justification?: string;
  readonly by?: Person | null;
  readonly at?: string | null;
  /** What the file has otherwise. */
  readonly over?: Readonly<Record<string, unknown>>;
}

let made = 0;

/** One decision as Graph answers it. */
export function decisionOn(person: Person, { decision, justification = '', by = 'mia', at, over }: Said) {
  made += 1;
  const { id, account } = ENTRA_PEOPLE[person];
  const isAnswered = decision === 'Approve' || decision === 'Deny';
  const reviewer = isAnswered ? by : null;
  return {
    id: `d${String(made).padStart(7, '0')}-1111-4222-8333-444444444444`,
    accessReviewId: INSTANCE,
    reviewedDateTime: at === undefined ? (isAnswered ? '2026-11-20T12:30:00.1234567Z' : null) : at,
    decision,
    justification,
    appliedDateTime: null,
    applyResult: 'New',
    recommendation: 'Approve',
    principalLink: `https://graph.example.com/v1.0/users/${id}`,
    resourceLink: null,
    reviewedBy: {
      id: reviewer === null ? NOBODY : ENTRA_PEOPLE[reviewer].id,
      displayName: reviewer ?? '',
      userPrincipalName: reviewer === null ? '' : `${reviewer}@example.com`,
    },
    appliedBy: { id: NOBODY, displayName: '', userPrincipalName: '' },
    resource: {
      '@odata.type': '#microsoft.graph.accessReviewInstanceDecisionItemCustomDataProvidedResource',
      id: RESOURCE,
      displayName: 'Clari',
      type: 'CustomDataProvidedResource',
    },
    permission: { id: account, displayName: 'Clari account', type: 'Account', description: 'Active' },
    principal: {
      '@odata.type': '#microsoft.graph.userIdentity',
      id,
      displayName: person,
      userPrincipalName: `${person}@example.com`,
    },
    ...over,
  };
}

export const COMPLETED = { id: INSTANCE, status: 'Completed', startDateTime: '2026-11-20T12:10:00Z', reviewers: [] };

/** A page of the list, as Graph answers it. */
export function pageOf(decisions: readonly unknown[], nextLink?: string) {
  return {
    '@odata.context': `https://graph.example.com/v1.0/$metadata#identityGovernance/accessReviews/definitions('x')/instances('${INSTANCE}')/decisions`,
    ...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
    value: decisions,
  };
}

/** The instance and its decisions in one file. */
export function decisionsJson(...decisions: readonly unknown[]): string {
  return JSON.stringify([COMPLETED, pageOf(decisions)]);
}
