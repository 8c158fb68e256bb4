import type { Correlation } from '../../model/correlation.ts';
import type { Evidence, Reason } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant, MINUTE_MS } from '../../model/time.ts';
import { isStale } from '../coverage/staleness.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import { homeDomains } from './domains.ts';
import { identityEvidence } from './identity-evidence.ts';
import { leftAt } from './last-day.ts';
import type { Gap } from './outcome.ts';
import { toLookAt, unclearReason, type Word, wordOf } from './person-kinds.ts';

/** Changes younger than this are held against nobody: directories need a moment to agree with themselves. */
export const HOLD_MS = 5 * MINUTE_MS;

/** What all linked identities together say, as dated; `gaps` is what keeps that from being relied on today. */
export interface PersonView {
  readonly leaning: 'not_linked' | 'entitled' | 'leaver' | 'unassigned' | 'unclear' | 'to_look_at';
  /** Of `to_look_at`: what a person has to look at. */
  readonly lookAt: Reason | null;
  readonly gaps: readonly Gap[];
  /** Identities whose word counts: in a governing directory, and not a guest whose home speaks. */
  readonly speaking: readonly Identity[];
  readonly evidence: readonly Evidence[];
  /** Identities that a retired directory left behind as people who may enter Clari: nothing is said against them. */
  readonly retired: readonly Gap[];
}

interface Input {
  readonly correlation: Correlation;
  readonly coverage: CoverageFacts;
  readonly settings: Settings;
  readonly now: Instant;
}

interface Voice {
  readonly identity: Identity;
  readonly word: Word | 'to_look_at';
  readonly lookAt: Reason | null;
  readonly gaps: readonly Gap[];
}

const NOT_LINKED: PersonView = {
  leaning: 'not_linked',
  lookAt: null,
  gaps: [],
  speaking: [],
  evidence: [],
  retired: [],
};

/** One entitled identity is enough; a missing premise of any other one then takes nothing away. */
export function personView(input: Input): PersonView {
  const identities = input.correlation.linked.map((candidate) => candidate.identity);
  if (identities.length === 0) return NOT_LINKED;
  const inScope = identities.filter((identity) => input.coverage.scope.includes(identity.directory));
  const speaking = inScope.filter((identity) => !followsHome(identity, inScope));
  const evidence = identities.flatMap((identity) =>
    identityEvidence(identity, remark(identity, inScope, speaking, input)),
  );
  const left = leftAt(speaking, input.now);
  const voices = speaking.map((identity) => voiceOf(identity, left, input));
  const disagree = undeclaredDisagree(voices, input.coverage);
  const known = { speaking, evidence, lookAt: null };
  if (!disagree && voices.some((voice) => voice.word === 'entitled' && voice.gaps.length === 0))
    return { ...known, leaning: 'entitled', gaps: [], retired: [] };
  // Who decided that the account is this person's knew what they decided.
  const retired =
    input.correlation.rule === 'confirmed_by_person' ? [] : retiredGaps(identities, speaking, input.coverage);
  if (voices.length === 0)
    return { ...known, leaning: 'unclear', gaps: outOfScope(identities, input.coverage), retired };
  const gaps = [...voices.flatMap((voice) => voice.gaps), ...retired];
  if (disagree)
    return { ...known, leaning: 'to_look_at', lookAt: 'undeclared_directory_disagrees', gaps: staleOf(gaps), retired };
  const leaning = leaningOf(voices);
  const lookAt = leaning === 'to_look_at' ? (voices.find((one) => one.lookAt !== null)?.lookAt ?? null) : null;
  return { ...known, leaning, lookAt, gaps, retired };
}

/** What is old is no disagreement of today; what else is missing takes nothing from one. */
function staleOf(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.filter(({ reason }) => reason === 'directory_stale' || reason === 'assignment_stale');
}

/**
 * Nobody said which directories govern Clari: then one that calls somebody gone is not overruled by another that has them,
 * unless both are live sources, or were there before anybody was asked.
 */
function undeclaredDisagree(voices: readonly Voice[], coverage: CoverageFacts): boolean {
  if (coverage.declared) return false;
  const entitled = voices.filter((voice) => voice.word === 'entitled');
  const revoked = voices.filter(
    (voice) => voice.word === 'revoked' && voice.gaps.every(({ reason }) => reason !== 'change_too_recent'),
  );
  return (
    entitled.length > 0 &&
    revoked.length > 0 &&
    ![...entitled, ...revoked].every(
      ({ identity }) => coverage.directories.get(identity.directory)?.standing !== 'file',
    )
  );
}

/** A right that ended later than the retired directory last spoke of the person is news to it. */
function retiredGaps(
  identities: readonly Identity[],
  speaking: readonly Identity[],
  { retired }: CoverageFacts,
): readonly Gap[] {
  const ended = speaking.map((one) => one.revokedAt ?? '').reduce((last, at) => (at > last ? at : last), '');
  return identities
    .filter((one) => retired.directories.has(one.directory) && wordOf(one.entitlement) !== 'revoked')
    .filter((one) => ended <= one.asOf)
    .map((one) => gap('source_retired', one));
}

function leaningOf(voices: readonly Voice[]): PersonView['leaning'] {
  const words = new Set(voices.map((voice) => voice.word));
  if (words.has('entitled')) return 'entitled';
  if (words.has('unclear')) return 'unclear';
  if (words.has('to_look_at')) return 'to_look_at';
  return words.has('unassigned') ? 'unassigned' : 'leaver';
}

/** A guest's right follows its home directory where that one governs and knows the person. */
function followsHome(identity: Identity, inScope: readonly Identity[]): boolean {
  return (
    identity.latest.personKind === 'guest' &&
    inScope.some((other) => other.directory !== identity.directory && other.latest.personKind !== 'guest')
  );
}

/** `left`: when the person's last day was over, by any of their directories. */
function voiceOf(identity: Identity, left: Instant | null, input: Input): Voice {
  const own = wordOf(identity.entitlement);
  const homeless = own === 'entitled' && homeIsUnheard(identity, input.coverage);
  const homeRetired = own === 'entitled' && homeIsRetired(identity, input.coverage);
  // What was said before the last day says nothing of the days after it.
  const isOver = own === 'entitled' && left !== null && identity.asOf < left;
  const lookAt = isOver ? 'leave_date_passed' : toLookAt(identity);
  const word = homeless || homeRetired ? 'unclear' : lookAt !== null ? 'to_look_at' : own;
  const gaps = [
    ...staleGaps(identity, input),
    ...(own !== 'revoked' && restsOnRetiredList(identity, input.coverage) ? [gap('source_retired', identity)] : []),
    ...(homeless ? [gap('guest_home_directory', identity)] : []),
    ...(homeRetired ? [gap('source_retired', identity)] : []),
    ...(word === 'unclear' && own === 'unclear' ? [gap(unclearReason(identity), identity)] : []),
    ...((own === 'revoked' || own === 'unassigned') && isTooRecent(identity, input.now)
      ? [gap('change_too_recent', identity)]
      : []),
  ];
  return { identity, word, lookAt, gaps };
}

/** The guest's home directory governs, yet the person was not found in it: the invitation alone entitles nobody. */
function homeIsUnheard(identity: Identity, coverage: CoverageFacts): boolean {
  if (identity.latest.personKind !== 'guest') return false;
  const homes = homeDomains(identity);
  return coverage.scope.some(
    (name) =>
      name !== identity.directory &&
      [...(coverage.directories.get(name)?.domains ?? [])].some((domain) => homes.has(domain)),
  );
}

/** What the guest's home would say now, nobody reads any more. */
function homeIsRetired(identity: Identity, { retired }: CoverageFacts): boolean {
  if (identity.latest.personKind !== 'guest') return false;
  const homes = homeDomains(identity);
  return [...retired.directories.values()].some(({ domains }) => [...domains].some((domain) => homes.has(domain)));
}

function restsOnRetiredList(identity: Identity, { retired }: CoverageFacts): boolean {
  const list = retired.lists.get(identity.directory);
  return list !== undefined && identity.assignmentAsOf !== null && identity.assignmentAsOf <= list;
}

function staleGaps(identity: Identity, { settings, now }: Input): readonly Gap[] {
  const gaps: Gap[] = [];
  if (isStale(identity.asOf, now, settings)) gaps.push(gap('directory_stale', identity));
  const word = wordOf(identity.entitlement);
  const suspendedByAssignment = identity.entitlement === 'suspended' && identity.latest.status === 'active';
  const restsOnAssignment = word === 'entitled' || word === 'unassigned' || suspendedByAssignment;
  if (restsOnAssignment && isStale(identity.assignmentAsOf ?? identity.asOf, now, settings))
    gaps.push(gap('assignment_stale', identity));
  return gaps;
}

/** A revocation time in the future is as recent as can be. */
function isTooRecent(identity: Pick<Identity, 'revokedAt'>, now: Instant): boolean {
  return identity.revokedAt !== null && now < addMs(identity.revokedAt, HOLD_MS);
}

function gap(reason: Gap['reason'], identity: Identity): Gap {
  const rows = identityEvidence(identity, null);
  const row = reason.startsWith('assignment') && identity.assignment !== null ? rows[1] : rows[0];
  return {
    reason,
    directory: identity.directory,
    evidence: row ?? { source: `directory:${identity.directory}`, observedAt: identity.asOf, fact: 'No row.' },
  };
}

function outOfScope(identities: readonly Identity[], coverage: CoverageFacts): readonly Gap[] {
  return identities.map((identity) => gap(whyOutOfScope(identity, coverage), identity));
}

function whyOutOfScope({ directory }: Identity, { retired, notAccepted }: CoverageFacts): Gap['reason'] {
  if (retired.directories.has(directory)) return 'source_retired';
  return notAccepted.has(directory) ? 'directory_not_accepted' : 'identity_out_of_scope';
}

function remark(
  identity: Identity,
  inScope: readonly Identity[],
  speaking: readonly Identity[],
  { coverage }: Input,
): string | null {
  if (coverage.notAccepted.has(identity.directory))
    return 'This directory was first named by a tool call and nobody accepted it: shown, not counted.';
  if (!inScope.includes(identity)) return 'This directory does not govern Clari: shown, not counted.';
  if (!speaking.includes(identity)) return 'A guest: what its home directory says counts.';
  return null;
}
