import { expect, test } from 'vitest';
import type { Deps } from '../../src/app/deps.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import type { Offload } from '../../src/app/imports/offload.ts';
import { approvePlan } from '../../src/app/plans/approve-plan.ts';
import { answerHere } from '../../src/app/plans/asked-of-everybody.ts';
import { cancelPlan } from '../../src/app/plans/cancel-plan.ts';
import { draftPlan } from '../../src/app/plans/draft-offboarding.ts';
import { draftProvisioningPlan } from '../../src/app/plans/draft-provisioning.ts';
import { recordDeactivation } from '../../src/app/statements/record-deactivation.ts';
import { recordStep } from '../../src/app/statements/record-step.ts';
import { state } from '../../src/app/statements/statement.ts';
import { evaluateHere } from '../../src/evaluation/index.ts';
import { textInput } from '../../src/sources/file/input.ts';
import type { StoreWriter } from '../../src/store/store.ts';
import { askingAs } from '../helpers/asking.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';
import { PATIENT } from '../helpers/patient.ts';

const MANY = 50_000;

const people = Array.from(
  { length: MANY },
  (_, at) => `m${at},ACTIVE,2024-01-01T00:00:00Z,m${at}@acme.com,m${at}@acme.com,Given${at},Family${at},M${at}`,
);

/** A report that names owners by their names alone: whose a row is turns on nobody else having the name. */
const OPPORTUNITIES = [
  'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Opportunity Owner',
  '0065f00000AbCde,Deal,Pulse,Proposal,10,2026-12-31,Leo Left',
].join('\n');

/** A store whose writes count the pages of everybody's rows that they ask for. */
function watched(world: World): { readonly deps: Deps; readonly pages: string[]; readonly asked: Set<string> } {
  const pages: string[] = [];
  const asked = new Set<string>();
  const counting = (writer: StoreWriter): StoreWriter => {
    const counted =
      <Page extends readonly unknown[], Rows>(name: string, rows: (...page: Page) => Rows) =>
      (...page: Page): Rows => {
        pages.push(name);
        return rows(...page);
      };
    return {
      ...writer,
      accountRows: counted('accountRows', writer.accountRows),
      identityRows: counted('identityRows', writer.identityRows),
      assignmentRows: counted('assignmentRows', writer.assignmentRows),
      mentionRows: counted('mentionRows', writer.mentionRows),
      accountNames: counted('accountNames', writer.accountNames),
      identityNames: counted('identityNames', writer.identityNames),
      assignmentsOf: counted('assignmentsOf', writer.assignmentsOf),
    };
  };
  const store = {
    ...world.store,
    write: <T>(work: (writer: StoreWriter) => Promise<T>) => world.store.write((writer) => work(counting(writer))),
  };
  const offload: Offload = {
    judge: (job) => evaluateHere({ ...job, store: world.store, clock: () => job.now }, {}),
    ask: ({ question, now }) => {
      asked.add(question.kind);
      return world.store.read((reader) => answerHere(reader, question, now));
    },
    importFile: async () => {
      throw new Error('nothing is imported there');
    },
    stop: async () => undefined,
  };
  return { deps: { ...world, store, offload }, pages, asked };
}

async function company(people: readonly string[]): Promise<World> {
  const world = await testWorld(NOW);
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  await world.load('okta.csv', [OKTA, ...people].join('\n'), {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
  });
  await world.load('opportunities.csv', OPPORTUNITIES, { asOf: OKTA_AT });
  return world;
}

const request = {
  account: 'leo@acme.com',
  app: 'clari',
  successor: 'ana@acme.com',
  ticket: null,
  dueAt: null,
} as const;
const AT_A_TERMINAL = askingAs('terminal_phrase');
const said = { performedBy: 'Mara', ticket: null, note: null, evidence: [], override: null };

test(
  'approving a plan and recording its work reads nobody but the people concerned, while others cannot write',
  async () => {
    const world = await company(people);
    const { deps, pages, asked } = watched(world);
    const { plan } = await draftPlan(deps, request);
    expect(plan.handover.opportunities.map((one) => one.name)).toEqual(['Deal']);
    const { planId, planHash } = plan;
    expect((await state(deps, approvePlan, { planId, planHash }, AT_A_TERMINAL)).kind).toBe('stated');
    world.at('2026-11-20T13:00:00.000Z');

    for (const { stepId, settledBy, action } of plan.steps) {
      if (action === 'verify_by_export' || settledBy.kind === 'account_closed') continue;
      const claim = {
        ...said,
        planId: plan.planId,
        stepId,
        performedAt: '2026-11-20T12:30:00Z',
        override: 'as it was',
      };
      expect((await state(deps, recordStep, claim, AT_A_TERMINAL)).kind).toBe('stated');
    }

    const claim = { ...said, account: 'leo@acme.com', app: 'clari', performedAt: '2026-11-20T12:40:00Z' } as const;
    const asking = askingAs('terminal_phrase', {
      ask: async () => {
        // Another read counts meanwhile: what was looked up before does not hold any more.
        await world.load('okta.csv', [OKTA, ...people.slice(1)].join('\n'), {
          asOf: '2026-11-20T09:40:00.000Z',
          completeness: 'complete',
          directory: 'okta',
        });
        return 'accepted';
      },
    });
    const stated = { ...claim, planId, method: null, corrects: null };
    expect((await state(deps, recordDeactivation, stated, asking)).kind).toBe('stated');

    const provisioning = await draftProvisioningPlan(deps, {
      email: 'm7@acme.com',
      name: null,
      role: null,
      team: null,
      directory: null,
    });
    const step = provisioning.plan.steps.find((one) => one.settledBy.kind === 'access_given');
    const given = { ...said, planId: provisioning.plan.planId, performedAt: '2026-11-20T12:50:00Z' };
    const last = { ...given, stepId: step?.stepId ?? '', override: 'as it was' };
    expect((await state(deps, recordStep, last, AT_A_TERMINAL)).kind).toBe('stated');
    const cancelled = { planId: provisioning.plan.planId, reason: 'not needed' };
    expect((await state(deps, cancelPlan, cancelled, AT_A_TERMINAL)).kind).toBe('stated');
    expect(pages).toEqual([]);
    // Nor does the thread that answers walk through everybody.
    expect([...asked].sort()).toEqual(['identity_named', 'only_bearer']);
  },
  PATIENT.timeout,
);

const WITHOUT_LEO = USERS.split('\n')
  .filter((line) => !line.includes('Leo'))
  .join('\n');

test.each([
  ['a read', false],
  ['what takes the place of a read of the same bytes', true],
])('%s settles what was recorded while it was weighed, and walks through nobody as it does', async (_what, again) => {
  const world = await company([]);
  world.at('2026-11-20T14:00:00.000Z');
  const asOf = '2026-11-20T13:00:00.000Z';
  if (again) await world.load('users.csv', WITHOUT_LEO, { asOf, completeness: 'partial' });
  const { deps, pages } = watched(world);
  let meanwhile: (() => Promise<unknown>) | null = () => {
    const claim = { ...said, account: 'leo@acme.com', app: 'clari', performedAt: '2026-11-20T12:40:00Z' } as const;
    const stated = { ...claim, planId: null, method: null, corrects: null };
    return state(world, recordDeactivation, stated, AT_A_TERMINAL);
  };
  const busy: Deps = {
    ...deps,
    store: {
      ...deps.store,
      write: async (work) => {
        const other = meanwhile;
        meanwhile = null;
        await other?.();
        return deps.store.write(work);
      },
    },
  };
  const statement = { kind: null, directory: null, completeness: 'complete', filter: null, mapping: {}, asOf } as const;
  const options = { acceptDrop: true, dryRun: false };
  const { verified } = await importFile(busy, textInput('users.csv', WITHOUT_LEO), statement, options);
  expect(verified).toEqual(['leo@acme.com']);
  expect(pages).toEqual([]);
});

test('a name of the person alone says whose a row is', async () => {
  const world = await company(people.slice(0, 10));
  expect((await draftPlan(world, request)).plan.handover).toMatchObject({ ambiguousOwnerRows: 0 });
});

test.each([
  ['an account', 'users.csv', `${USERS}\n1008,"Left, Leo",ll@acme.com,Sales Rep,West,Inactive,`, {}],
  [
    'nothing but an identity',
    'entra.csv',
    'id,accountEnabled,displayName,mail,userPrincipalName\nn1,true,Leo LEFT,ll@acme.com,ll@acme.com\n',
    { directory: 'e' },
  ],
  [
    'nothing but an identity in parts',
    'people.csv',
    'id,status,firstName,lastName,email,login\nn1,ACTIVE,Leo,Left,ll@acme.com,ll@acme.com\n',
    { directory: 'e' },
  ],
] as const)('a name that somebody with %s bears too hands nothing over', async (_who, name, content, directory) => {
  const world = await company([]);
  await world.load(name, content, { asOf: '2026-11-20T10:00:00.000Z', completeness: 'complete', ...directory });
  const { handover } = (await draftPlan(world, request)).plan;
  expect(handover).toMatchObject({ ambiguousOwnerRows: 1, opportunities: [] });
});
