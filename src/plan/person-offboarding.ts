import { type App, HAND_OVER } from '../model/app-profile.ts';
import { DEFAULT_APP, isEnteredAsClari } from '../model/apps-in-use.ts';
import { identityRef } from '../model/identity.ts';
import type { NotCovered, OffboardingPlan, StepAction } from '../model/plan.ts';
import { digest } from './digest.ts';
import { factDigests } from './fact-digests.ts';
import type { IdentityFacts, OffboardingFacts } from './facts.ts';
import { maybeLeave } from './hold.ts';
import { compare, dueBySla, inOrder, makersFor, namedSuccessor } from './offboarding.ts';
import { risksOf } from './risks.ts';
import { placeSteps, type StepDraft, type StepMaker } from './step.ts';
import { handOverWork } from './steps/hand-over-work.ts';
import { removeIdpAccess } from './steps/remove-idp-access.ts';
import { checkSuccessor } from './successor.ts';

/** Everything that the plan of a person follows from. */
export interface PersonFacts {
  /**
   * Each account that is linked to the person, closed ones too, in the order of the applications in use. The first that
   * is open gives its name to the plan.
   */
  readonly accounts: readonly [OffboardingFacts, ...OffboardingFacts[]];
  readonly notCovered: readonly NotCovered[];
}

/**
 * Drafts the manual work that closes all accounts of one person, in one order: directory access first, then the handover
 * in the CRM, then what each application needs by itself, then a fresh list of each. The same facts give the same plan,
 * whichever of the accounts it was asked for.
 * @throws ERR_ARGUMENT if the named successor cannot take over.
 */
export function draftPersonOffboarding(given: PersonFacts): OffboardingPlan {
  const [first, ...rest] = given.accounts;
  const all = [asOneOfAll(first), ...rest.map(asOneOfAll)] as const;
  const open = all.filter(isOpen);
  const named = open[0] ?? all[0];
  const { account, verdict, ticket, draftedAt, dueAt } = named;
  const worker = handsOver(all);
  const taking = all.find((one) => one.successor !== null) ?? named;
  const doubts = taking.successor === null ? [] : checkSuccessor(taking.successor, taking.account, taking.profile);
  const notCovered = [...given.notCovered, ...all.filter((one) => !isOpen(one)).map(closedAlready)];
  const digests = digestsOf(all, notCovered);
  const planHash = digest(digests);
  return {
    planId: `plan_${planHash.slice(0, 16)}`,
    planHash,
    kind: 'offboarding',
    accountId: account.accountId,
    accountEmail: account.latest.email,
    ...(isEnteredAsClari(account.app) ? {} : { app: account.app }),
    person: {
      identities: identitiesOf(all)
        .map(({ identity }) => identityRef(identity))
        .sort(),
      accounts: open.map((one) => ({
        accountId: one.account.accountId,
        app: one.account.app,
        email: one.account.latest.email,
        finding: one.verdict.finding,
      })),
      notCovered,
    },
    finding: verdict.finding,
    draftedAt,
    ticket,
    dueAt: dueAt ?? open.flatMap((one) => dueBySla(one) ?? []).sort()[0] ?? null,
    dueAtAsked: dueAt,
    successor: namedSuccessor(taking.successor),
    steps: placeSteps(inOneOrder(draftsOf(all, worker))),
    risks: [...risksOfAll(open.length === 0 ? [named] : open), ...doubts],
    handover: (worker ?? named).handover,
    factDigests: digests,
  };
}

function asOneOfAll(facts: OffboardingFacts): OffboardingFacts {
  return { ...inOrder(facts), closesAll: true };
}

function isOpen({ verdict }: OffboardingFacts): boolean {
  return verdict.finding !== 'inactive';
}

function closedAlready({ account: { app, accountId }, profile, verdict }: OffboardingFacts): NotCovered {
  return {
    app,
    accountId,
    reason: 'inactive',
    why: `The ${profile.name} account is not active (${verdict.reason}): there is nothing to close.`,
  };
}

/** Whose account the handover is made for: Clari's follows the CRM, and so do those whose steps wait for it. */
function handsOver(all: readonly OffboardingFacts[]): OffboardingFacts | null {
  const waits = ({ profile: { deactivation } }: OffboardingFacts) =>
    [...deactivation.before, ...deactivation.after].some(({ after }) => after.includes(HAND_OVER));
  return all.find(({ account }) => account.app === DEFAULT_APP) ?? all.find((one) => isOpen(one) && waits(one)) ?? null;
}

/** The steps of each account; what several accounts of one application need alike is one step. */
function draftsOf(all: readonly OffboardingFacts[], worker: OffboardingFacts | null): readonly StepDraft[] {
  const drafts = [
    ...entered(all),
    ...all.flatMap((facts) => {
      const makers = makersFor(facts).filter((make) => make !== removeIdpAccess);
      // Under a plain name, because an application may have a step that is called so.
      const handOver: StepMaker = (one) => handOverWork(one).map((draft) => ({ ...draft, stepId: HAND_OVER }));
      const own: readonly StepMaker[] = facts === worker && !makers.includes(handOverWork) ? [handOver] : [];
      return [...own, ...makers]
        .flatMap((make) => make(facts))
        .map((draft) => ({ app: appOf(draft, facts), ...draft }));
    }),
  ];
  const found = new Map(drafts.map((draft) => [digest(draft), draft]));
  return [...found.values()];
}

/** The look for a Copilot account that no list shows belongs to Copilot. */
function appOf({ action }: StepDraft, { account }: OffboardingFacts): App {
  return action === 'deactivate_copilot' ? 'copilot' : account.app;
}

/** Removal of access, once for all accounts that are entered through the same application of a directory. */
function entered(all: readonly OffboardingFacts[]): readonly StepDraft[] {
  const wayIn = ({ account: { app } }: OffboardingFacts) => (isEnteredAsClari(app) ? DEFAULT_APP : app);
  return [...new Set(all.map(wayIn))].flatMap((app) => {
    const accounts = all.filter((one) => wayIn(one) === app);
    const facts = accounts.find(maybeLeave) ?? accounts[0];
    if (facts === undefined) return [];
    return removeIdpAccess({ ...facts, identities: identitiesOf(accounts) }).map((draft) => ({ app, ...draft }));
  });
}

function identitiesOf(all: readonly OffboardingFacts[]): readonly IdentityFacts[] {
  const found = new Map(all.flatMap(({ identities }) => identities).map((one) => [identityRef(one.identity), one]));
  return [...found.values()].toSorted((a, b) => compare(identityRef(a.identity), identityRef(b.identity)));
}

/** What saves and gives away what closing an account would lose. */
const SAVED_FIRST: ReadonlySet<StepAction> = new Set(['list_tokens_and_integrations', 'snapshot_forecast', HAND_OVER]);

/** Within one application its accounts are closed together: what comes after waits for all of them. */
function inOneOrder(drafts: readonly StepDraft[]): readonly StepDraft[] {
  const apps = [...new Set(drafts.map(({ app }) => app))];
  const place = ({ app, action }: StepDraft) => {
    const turn = turnOf(action);
    return turn === 2 ? turn + (apps.indexOf(app) + withinApp(action)) / apps.length : turn;
  };
  return drafts.toSorted((a, b) => place(a) - place(b));
}

function turnOf(action: StepAction): number {
  if (action === 'remove_idp_access') return 0;
  if (SAVED_FIRST.has(action)) return 1;
  return action === 'verify_by_export' ? 3 : 2;
}

function withinApp(action: StepAction): number {
  if (action === 'finish_app') return 0.5;
  return action === 'deactivate_account' || action === 'deactivate_copilot' ? 0.25 : 0;
}

/** What holds for all of them is said once, the rest of the application that it holds for. */
function risksOfAll(all: readonly OffboardingFacts[]): readonly string[] {
  const each = all.map((facts) => ({ facts, risks: risksOf(facts) }));
  const texts = new Set<string>();
  for (const { facts, risks } of each)
    for (const risk of risks) {
      const isCommon = each.every((one) => one.risks.includes(risk));
      texts.add(isCommon ? risk : `${facts.profile.name}: ${risk}`);
    }
  return [...texts];
}

/** The same names as of one account, each over all of them. */
function digestsOf(
  all: readonly OffboardingFacts[],
  notCovered: readonly NotCovered[],
): Readonly<Record<string, string>> {
  const each = all
    .map((facts) => ({ id: facts.account.accountId, digests: factDigests(facts) }))
    .toSorted((a, b) => compare(a.id, b.id));
  const names = new Set(each.flatMap(({ digests }) => Object.keys(digests)));
  return {
    ...Object.fromEntries(
      [...names].map((name) => [name, digest(each.map(({ id, digests }) => [id, digests[name] ?? null]))]),
    ),
    not_covered: digest(notCovered.map(({ app, accountId, reason }) => [app, accountId, reason])),
    not_covered_readings: digest(notCovered),
  };
}
