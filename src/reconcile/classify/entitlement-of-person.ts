import type { Reason } from '../../model/finding.ts';
import { isStale } from '../coverage/staleness.ts';
import { enteredName } from './app-words.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import { identityEvidence } from './identity-evidence.ts';
import { type Gap, noRow } from './outcome.ts';
import { type Leaning, toLookAt, unclearReason, type Word, wordOf } from './person-kinds.ts';
import type { LinkedIdentity, Premises } from './premises.ts';
import { listName } from './retired-facts.ts';

/** What all linked identities together say, with dates. `gaps`: what keeps that from being relied on now. */
export interface PersonView {
  readonly leaning: Leaning;
  /** For `to_look_at`: the question that a person has to settle. */
  readonly lookAt: Reason | null;
  readonly gaps: readonly Gap[];
  /** Identities whose statements count: in a governing directory, and no guest whose home directory speaks. */
  readonly speaking: readonly LinkedIdentity[];
  /** Gaps for identities that were entitled when their directory was retired: they cannot be called leavers. */
  readonly retired: readonly Gap[];
}

interface Voice {
  readonly identity: LinkedIdentity;
  readonly word: Word | 'to_look_at';
  readonly lookAt: Reason | null;
  readonly gaps: readonly Gap[];
}

const NOT_LINKED: PersonView = {
  leaning: 'not_linked',
  lookAt: null,
  gaps: [],
  speaking: [],
  retired: [],
};

/** Combines the linked identities. One entitled identity is enough; a gap of another identity then changes nothing. */
export function personView(p: Premises): PersonView {
  const identities = p.linked;
  if (identities.length === 0) return NOT_LINKED;
  const inScope = identities.filter((identity) => p.coverage.scope.includes(identity.directory));
  const speaking = inScope.filter((identity) => !followsHome(identity, inScope));
  const voices = speaking.map((identity) => voiceOf(identity, speaking, p));
  const disagree = undeclaredDisagree(voices, p.coverage);
  const known = { speaking, lookAt: null };
  if (!disagree && voices.some((voice) => voice.word === 'entitled' && voice.gaps.length === 0))
    return { ...known, leaning: 'entitled', gaps: [], retired: [] };
  // A person who confirmed the link knew what they decided, so retired directories raise no doubt.
  const retired = p.link.rule === 'confirmed_by_person' ? [] : retiredGaps(identities, speaking, p.coverage);
  if (voices.length === 0) return { ...known, leaning: 'unclear', gaps: outOfScope(identities, p.coverage), retired };
  const gaps = [...voices.flatMap((voice) => voice.gaps), ...retired];
  if (disagree)
    return { ...known, leaning: 'to_look_at', lookAt: 'undeclared_directory_disagrees', gaps: staleOf(gaps), retired };
  const leaning = leaningOf(voices);
  const lookAt = leaning === 'to_look_at' ? (voices.find((one) => one.lookAt !== null)?.lookAt ?? null) : null;
  return { ...known, leaning, lookAt, gaps, retired };
}

/** Of all gaps, those of age: old statements are no disagreement of today. */
function staleOf(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.filter(({ reason }) => reason === 'directory_stale' || reason === 'assignment_stale');
}

/**
 * Whether directories disagree that nobody declared as governing. One that calls somebody gone is then not overruled by
 * another that has them, unless both are live sources, or were there before the question existed.
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

/**
 * Gaps for identities of a retired directory. A right that ended after the directory last spoke of the person is
 * unknown to it.
 */
function retiredGaps(
  identities: readonly LinkedIdentity[],
  speaking: readonly LinkedIdentity[],
  { retired }: CoverageFacts,
): readonly Gap[] {
  return identities
    .filter((one) => retired.directories.has(one.directory) && wordOf(one.entitlement) !== 'revoked')
    .filter((one) => speaking.every(({ at }) => !one.endedSince.includes(at)))
    .map((one) => gap('source_retired', one));
}

function leaningOf(voices: readonly Voice[]): PersonView['leaning'] {
  const words = new Set(voices.map((voice) => voice.word));
  if (words.has('entitled')) return 'entitled';
  if (words.has('unclear')) return 'unclear';
  if (words.has('to_look_at')) return 'to_look_at';
  return words.has('unassigned') ? 'unassigned' : 'leaver';
}

/** Whether a guest's right follows from the home directory: that one governs and knows the person. */
function followsHome(identity: LinkedIdentity, inScope: readonly LinkedIdentity[]): boolean {
  return identity.guest && inScope.some((other) => other.directory !== identity.directory && !other.guest);
}

function voiceOf(identity: LinkedIdentity, speaking: readonly LinkedIdentity[], p: Premises): Voice {
  const own = wordOf(identity.entitlement);
  const homeless = own === 'entitled' && homeIsUnheard(identity, p.coverage);
  const homeRetired = own === 'entitled' && homeIsRetired(identity, p.coverage);
  // A statement from before the last day says nothing about the days after it.
  const isOver = own === 'entitled' && isOutlived(identity, speaking);
  const lookAt = isOver ? 'leave_date_passed' : toLookAt(identity);
  const word = homeless || homeRetired ? 'unclear' : lookAt !== null ? 'to_look_at' : own;
  const gaps = [
    ...staleGaps(identity, p),
    ...(own !== 'revoked' && restsOnRetiredList(identity, p) ? [gap('source_retired', identity)] : []),
    ...(homeless ? [gap('guest_home_directory', identity)] : []),
    ...(homeRetired ? [gap('source_retired', identity)] : []),
    ...(word === 'unclear' && own === 'unclear' ? [gap(unclearReason(identity), identity)] : []),
    ...((own === 'revoked' || own === 'unassigned') && identity.heldUntil !== null
      ? [gap('change_too_recent', identity)]
      : []),
  ];
  return { identity, word, lookAt, gaps };
}

/** Whether the person's last day, by any of their directories, is over and came after this identity's statement. */
function isOutlived({ outlivedBy }: LinkedIdentity, speaking: readonly LinkedIdentity[]): boolean {
  return speaking.some(({ at, leavesAt }) => leavesAt === null && outlivedBy.includes(at));
}

/** Whether the guest's home directory governs but does not have the person: the invitation alone entitles nobody. */
function homeIsUnheard(identity: LinkedIdentity, coverage: CoverageFacts): boolean {
  const homes = new Set(identity.homes);
  return coverage.scope.some(
    (name) =>
      name !== identity.directory &&
      [...(coverage.directories.get(name)?.domains ?? [])].some((domain) => homes.has(domain)),
  );
}

/** Whether the guest's home directory is retired, so that nobody reads what it would say now. */
function homeIsRetired(identity: LinkedIdentity, { retired }: CoverageFacts): boolean {
  const homes = new Set(identity.homes);
  return [...retired.directories.values()].some(({ domains }) => [...domains].some((domain) => homes.has(domain)));
}

function restsOnRetiredList(identity: LinkedIdentity, { account, coverage: { retired } }: Premises): boolean {
  const list = retired.lists.get(listName(account.app, identity.directory));
  return list !== undefined && identity.assignmentAsOf !== null && identity.assignmentAsOf <= list;
}

function staleGaps(identity: LinkedIdentity, { settings, now }: Premises): readonly Gap[] {
  const gaps: Gap[] = [];
  if (isStale(identity.asOf, now, settings)) gaps.push(gap('directory_stale', identity));
  const word = wordOf(identity.entitlement);
  const suspendedByAssignment = identity.entitlement === 'suspended' && identity.canSignIn;
  const restsOnAssignment = word === 'entitled' || word === 'unassigned' || suspendedByAssignment;
  if (restsOnAssignment && isStale(identity.assignmentAsOf ?? identity.asOf, now, settings))
    gaps.push(gap('assignment_stale', identity));
  return gaps;
}

function gap(reason: Gap['reason'], { at, directory }: LinkedIdentity): Gap {
  return {
    reason,
    directory,
    evidence: (c) => {
      const identity = c.correlation.linked[at]?.identity;
      if (identity === undefined) return noRow(directory);
      const rows = identityEvidence(identity, enteredName(c), null);
      const row = reason.startsWith('assignment') && identity.assignment !== null ? rows[1] : rows[0];
      return row ?? noRow(directory);
    },
  };
}

function outOfScope(identities: readonly LinkedIdentity[], coverage: CoverageFacts): readonly Gap[] {
  return identities.map((identity) => gap(whyOutOfScope(identity, coverage), identity));
}

function whyOutOfScope({ directory }: LinkedIdentity, { retired, notAccepted }: CoverageFacts): Gap['reason'] {
  if (retired.directories.has(directory)) return 'source_retired';
  return notAccepted.has(directory) ? 'directory_not_accepted' : 'identity_out_of_scope';
}
