import type { Account } from '../../model/account.ts';
import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import { bare, quote } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { StepProof } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import { accessOf } from '../access.ts';
import { sameText } from '../same-text.ts';
import type { StepFacts } from './step-facts.ts';

/** What a snapshot shows of a step; `unknown` if it shows nothing, or if no file can prove the step. */
export interface Reading {
  readonly says: 'done' | 'not_done' | 'unknown';
  readonly asOf: Instant | null;
  /** Whether it may settle a claim: its as-of was stated. */
  readonly settles: boolean;
  readonly fact: string;
}

/** What a step is about, and what settles it. */
export interface Subject {
  readonly app: App;
  readonly settledBy: StepProof;
}

/** What the newest snapshot shows; with `after`, the first later snapshot that shows anything. */
export function readingOf({ app, settledBy: proof }: Subject, facts: StepFacts, after: Instant | null): Reading {
  switch (proof.kind) {
    case 'statement':
      return nothing('No file shows this: the recorded statement and its evidence are the proof.');
    case 'account_closed':
      return together(proof.accounts.map((name) => statusReading(facts.account(name), name, 'closed', after)));
    case 'account_active':
      return statusReading(facts.account(proof.account), proof.account, 'active', after);
    case 'access_gone':
      return together(proof.identities.map((name) => accessReading(facts, { name, app }, 'gone', after)));
    case 'access_given':
      return accessReading(facts, { name: proof.identity, app }, 'given', after);
    case 'role_set':
      return roleReading(facts.account(proof.account), proof, after);
    case 'work_gone':
      return workReading(facts, proof.account, after);
    default:
      return proof satisfies never;
  }
}

function statusReading(
  account: Account | null,
  name: string,
  wanted: 'closed' | 'active',
  after: Instant | null,
): Reading {
  if (account === null) return nothing(`No export shows ${quote(name)}.`);
  const said = account.sightings.filter(({ status }) => status !== 'unknown');
  const reading = after === null ? said.at(-1) : said.find((one) => one.settles && one.asOf > after);
  if (reading === undefined || account.conflicting || account.maybeRenamedTo.length > 0)
    return nothing(`No later export with a stated time says whether ${quote(name)} is active.`);
  const isActive = reading.status === 'active';
  return {
    says: isActive === (wanted === 'active') ? 'done' : 'not_done',
    asOf: reading.asOf,
    settles: reading.settles,
    fact: `${quote(name)} is ${reading.status} in ${bare(reading.source)} as of ${reading.asOf}.`,
  };
}

function accessReading(
  facts: StepFacts,
  { name, app }: { readonly name: string; readonly app: App },
  wanted: 'gone' | 'given',
  after: Instant | null,
): Reading {
  const identity = facts.identity(name, app);
  if (identity === null) return nothing(`No read shows the identity ${quote(name)}.`);
  const asOf = readAt(identity);
  const access = accessOf(identity);
  if (access === 'unclear' || (after !== null && asOf <= after))
    return nothing(
      `No later read says whether ${quote(name)} can enter ${isEnteredAsClari(app) ? 'Clari' : bare(app)}.`,
    );
  const isGone = access === 'closed' || access === 'left_over';
  const isGiven = access === 'open';
  return {
    says: (wanted === 'gone' ? isGone : isGiven) ? 'done' : 'not_done',
    asOf,
    settles: facts.isStated(identity.directory, asOf),
    fact: `${quote(identityRef(identity))} is ${identity.entitlement} as of ${asOf}.`,
  };
}

/** When an entitlement was read: it rests on the identity and its assignment, so the older of the two counts. */
function readAt({ asOf, assignmentAsOf, entitlement }: Identity): Instant {
  const restsOnAssignment = entitlement === 'assigned' || entitlement === 'unassigned';
  if (!restsOnAssignment || assignmentAsOf === null) return asOf;
  return entitlement === 'unassigned' || assignmentAsOf < asOf ? assignmentAsOf : asOf;
}

function roleReading(
  account: Account | null,
  { account: name, role, team }: Extract<StepProof, { kind: 'role_set' }>,
  after: Instant | null,
): Reading {
  if (account === null) return nothing(`No export shows ${quote(name)}.`);
  const { latest } = account;
  const seen = account.sightings.findLast((one) => one.status !== 'absent' && one.mentionedAs === undefined);
  if (seen === undefined || (after !== null && seen.asOf <= after))
    return nothing(`No later export shows the role of ${quote(name)}.`);
  const parts = [
    { what: 'role', is: latest.role, wanted: role },
    { what: 'team', is: latest.team, wanted: team },
  ].filter((part) => part.wanted !== null);
  if (parts.some((part) => part.is === null))
    return nothing(
      `The export as of ${seen.asOf} has no ${parts.find((part) => part.is === null)?.what} of ${quote(name)}.`,
    );
  return {
    says: parts.every((part) => sameText(part.is, part.wanted)) ? 'done' : 'not_done',
    asOf: seen.asOf,
    settles: seen.settles,
    fact: `${quote(name)} has ${parts.map(({ what, is }) => `${what} ${quote(is ?? '')}`).join(', ')} as of ${seen.asOf}.`,
  };
}

function workReading(facts: StepFacts, name: string, after: Instant | null): Reading {
  const work = facts.openWork(name);
  if (work === null || (after !== null && work.asOf <= after))
    return nothing(`No later opportunities file says what ${quote(name)} still owns.`);
  if (work.open === 0 && (!work.complete || work.unclear > 0))
    return nothing(
      `${quote(work.source)} as of ${work.asOf} lists nothing of ${quote(name)}, but nobody stated that it is complete, or owners in it are unclear.`,
    );
  return {
    says: work.open === 0 ? 'done' : 'not_done',
    asOf: work.asOf,
    settles: work.stated,
    fact: `${quote(name)} owns ${work.open} open opportunities in ${quote(work.source)} as of ${work.asOf}.`,
  };
}

/** Done if all are, since the latest of them; not done if one is not. */
function together(readings: readonly Reading[]): Reading {
  const other = readings.find((one) => one.says === 'not_done') ?? readings.find((one) => one.says === 'unknown');
  if (other !== undefined) return other;
  const [first, ...rest] = readings.toSorted((a, b) => ((a.asOf ?? '') < (b.asOf ?? '') ? 1 : -1));
  if (first === undefined) return nothing('Nothing is named that a read could show.');
  return { ...first, settles: first.settles && rest.every((one) => one.settles) };
}

function nothing(fact: string): Reading {
  return { says: 'unknown', asOf: null, settles: false, fact };
}
